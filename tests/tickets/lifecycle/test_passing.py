"""From unit to unit: where a case may go, and what becomes of what waited in it."""

from datetime import timedelta

import pytest

from tests.factories import create_ticket, create_user
from tickets import lifecycle, reminders
from tickets.history import record
from tickets.lifecycle import TransferRefused
from tickets.models import Event, Notification, Ticket
from tickets.workflow import Outcome, Status

from .conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


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


def told_of_lateness(ticket, since=0):
    events = ticket.events.filter(name__in=[Event.Name.REMINDED, Event.Name.ESCALATED], pk__gt=since).order_by("pk")
    rows = Notification.objects.filter(event__in=events)
    return [event.details["to"] for event in events], {row.recipient for row in rows}


@pytest.mark.parametrize(
    ("due_in", "before", "after"),
    [
        (1, ["officer"], ["officer"]),
        (-1, ["head"], ["head"]),
        (-20, ["head", "inspector"], ["head"]),
    ],
)
def test_people_of_the_new_unit_are_told_of_the_due_date_once_and_inspectors_not_twice(
    officer, head, inspector, other_officer, other_office, due_in, before, after
):
    other_head = create_user(role="head", unit=other_office)
    ticket = create_ticket(unit=officer.unit, status=Status.IN_REVIEW, due_on=NOW.date() + due_in * DAY)
    reminders.remind(now=NOW)
    first, _people = told_of_lateness(ticket)

    transferred = lifecycle.transfer(ticket=ticket, unit=other_office, reason="مالی", by=officer, now=NOW)
    for hour in (1, 2):
        reminders.remind(now=NOW + hour * HOUR)

    again, people = told_of_lateness(ticket, since=transferred.pk)
    assert (first, again) == (before, after)
    assert (f"user:{other_head.pk}" in people, f"user:{inspector.pk}" in people) == (True, False)
