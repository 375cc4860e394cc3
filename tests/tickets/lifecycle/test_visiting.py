"""Telephone calls and visits stand in the history with their date and finding."""

from datetime import date

import pytest

from tickets import lifecycle
from tickets.models import Event
from tickets.workflow import NotAllowed

from .conftest import NOW


def look_into(ticket, by, **changes):
    call = {"name": Event.Name.VISITED, "on": NOW.date(), "finding": "کلاس خالی بود.", "now": NOW, **changes}
    return lifecycle.look_into(ticket=ticket, by=by, **call)


@pytest.mark.parametrize("name", [Event.Name.CALLED, Event.Name.VISITED])
def test_finding_is_kept_with_its_date_for_staff_only(ticket, officer, name):
    event = look_into(ticket, officer, name=name)

    assert (event.name, event.by, event.details) == (name, officer, {"on": "2026-11-29"})
    assert (event.message.text, event.message.is_public) == ("کلاس خالی بود.", False)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": Event.Name.ANSWERED},
        {"finding": ""},
        {"on": date(2026, 11, 30)},
        {"on": date(2026, 11, 28)},
    ],
)
def test_finding_that_does_not_fit_is_refused(ticket, officer, changes):
    with pytest.raises(NotAllowed):
        look_into(ticket, officer, **changes)


def test_other_unit_keeps_none(ticket, other_officer):
    with pytest.raises(NotAllowed):
        look_into(ticket, other_officer)


def test_answered_case_is_looked_into_no_more(ticket, officer):
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome="upheld", by=officer, now=NOW)

    with pytest.raises(NotAllowed):
        look_into(ticket, officer)
