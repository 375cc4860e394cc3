"""Where files wait beside an answer or a note: one place for each person, case and step, in whatever tab."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import create_ticket
from tests.tickets.sent_files import file_in
from tickets.admin import trays
from tickets.models import Draft

NOW = timezone.now()


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office)


def test_tray_is_begun_once_and_lives_for_a_day_from_the_last_file_on(officer, ticket):
    first = trays.begin(officer, "answer", ticket, now=NOW)
    again = trays.begin(officer, "answer", ticket, now=NOW + timedelta(hours=1))

    draft = Draft.objects.get()
    assert (first, again, draft.created_at, draft.expires_at) == (draft, draft, NOW, NOW + timedelta(hours=25))


def test_tray_is_nobody_elses_and_of_no_other_case_or_step(officer, colleague, ticket, office):
    tray = trays.begin(officer, "answer", ticket, now=NOW)

    steps = ("answer", "note")
    assert trays.of(officer, steps, ticket, now=NOW) == {"answer": tray}
    assert trays.of(colleague, steps, ticket, now=NOW) == {}
    assert trays.of(officer, steps, create_ticket(unit=office), now=NOW) == {}
    assert trays.of(officer, steps, ticket, now=NOW + timedelta(hours=24)) == {}


def test_discarded_tray_leaves_its_files_to_the_sweep(officer, ticket):
    left = file_in(trays.begin(officer, "note", ticket, now=NOW))

    trays.discard(officer, "note", ticket)
    trays.discard(officer, "note", ticket)

    left.refresh_from_db()
    assert (Draft.objects.count(), left.draft) == (0, None)
