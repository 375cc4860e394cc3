"""From unit to unit: where a case may go, and what becomes of what waited in it."""

import pytest

from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.history import record
from tickets.lifecycle import TransferRefused
from tickets.models import Event, Ticket
from tickets.workflow import Outcome, Status

from .conftest import NOW


@pytest.fixture
def upper_officer(unit):
    """Of the office one level above `office`."""
    return create_user(role="officer", unit=unit("nongov"))


@pytest.fixture
def carried_up(ticket, officer, upper_officer, settings):
    """A case whose citizen did not accept the answer of `office`: it lies one level up."""
    settings.ANSWER_UNDO_SECONDS = 0
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.NOT_UPHELD, by=officer, now=NOW)
    lifecycle.object_to(ticket=ticket, reason="قبول ندارم", now=NOW)
    ticket.refresh_from_db()
    return ticket


def test_unit_objected_to_does_not_get_the_case_back(carried_up, office, upper_officer):
    with pytest.raises(TransferRefused):
        lifecycle.transfer(ticket=carried_up, unit=office, reason="مربوط به شما", by=upper_officer, now=NOW)

    assert Ticket.objects.get().unit == upper_officer.unit


def test_nor_does_it_by_way_of_a_third_unit(carried_up, office, upper_officer, other_officer):
    lifecycle.transfer(ticket=carried_up, unit=other_officer.unit, reason="مالی", by=upper_officer, now=NOW)

    with pytest.raises(TransferRefused):
        lifecycle.transfer(ticket=carried_up, unit=office, reason="مربوط به شما", by=other_officer, now=NOW)


def test_units_below_the_one_objected_to_get_nothing_either(officer, district, head, inspector):
    ticket = create_ticket(unit=inspector.unit)
    record(ticket, Event.Name.OBJECTED, now=NOW, from_unit=district)

    targets = lifecycle.transfer_targets(ticket)
    asked = lifecycle.consultable(ticket)

    assert [targets.contains(unit) for unit in (officer.unit, district)] == [False, False]
    assert [asked.contains(unit) for unit in (officer.unit, district)] == [True, True]


def test_unit_objected_to_may_still_be_asked(carried_up, office, upper_officer):
    event = lifecycle.consult(
        ticket=carried_up,
        units=[office],
        purpose="question",
        question="چرا؟",
        due_on=carried_up.due_on,
        by=upper_officer,
        now=NOW,
    )

    assert event.details["units"] == [office.pk]


def test_case_of_somebody_else_goes_there_as_ever(carried_up, office, upper_officer):
    other = create_ticket(unit=upper_officer.unit, status=Status.IN_REVIEW)

    lifecycle.transfer(ticket=other, unit=office, reason="مربوط به شما", by=upper_officer, now=NOW)

    other.refresh_from_db()
    assert other.unit == office
