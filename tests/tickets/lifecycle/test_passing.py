"""From unit to unit: where a case may go, and what becomes of what waited in it."""

from datetime import timedelta

import pytest

from persian.digits import to_persian_digits
from tests.factories import create_ticket, create_user
from tickets import lifecycle, reminders
from tickets.delivery import deliver
from tickets.history import record
from tickets.lifecycle import TransferRefused
from tickets.models import Event, Notification, Ticket
from tickets.workflow import Outcome, Status
from units.models import User

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


def propose(ticket, by):
    return lifecycle.propose(ticket=ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=by, now=NOW)


def transfer(ticket, unit, by):
    return lifecycle.transfer(ticket=ticket, unit=unit, reason="مالی", by=by, now=NOW)


def send_all(event):
    for pk in Notification.objects.filter(event=event).values_list("pk", flat=True):
        deliver(notification_id=pk, now=NOW)


def test_writer_of_a_proposal_is_told_that_the_case_went_away(ticket, officer, head, other_officer, mailoutbox):
    propose(ticket, officer)

    event = transfer(ticket, other_officer.unit, head)
    send_all(event)

    (mine,) = (mail for mail in mailoutbox if mail.to == [officer.email])
    (theirs,) = (mail for mail in mailoutbox if mail.to == [other_officer.email])
    assert event.details == {"proposed_by": officer.pk}
    assert to_persian_digits(ticket.number) in mine.subject
    assert mine.subject != theirs.subject
    assert ("/admin/tickets/" in mine.body, "/admin/tickets/" in theirs.body) == (False, True)


def test_who_passes_on_their_own_proposal_is_told_nothing(ticket, officer, other_officer):
    propose(ticket, officer)

    event = transfer(ticket, other_officer.unit, officer)

    assert not Notification.objects.filter(event=event, recipient=f"user:{officer.pk}").exists()


@pytest.mark.parametrize("by_the_empty_unit", [False, True])
def test_answer_returned_in_one_unit_marks_the_case_in_no_other(
    ticket, officer, head, other_office, by_the_empty_unit
):
    create_user(role="officer", unit=other_office)
    propose(ticket, officer)
    lifecycle.send_back(ticket=ticket, text="کوتاه‌تر", by=head, now=NOW)
    ticket.refresh_from_db()
    before = ticket.was_returned

    if by_the_empty_unit:
        User.objects.filter(pk=officer.pk).update(is_active=False)
        lifecycle.leave_the_empty(unit=officer.unit, by=None, now=NOW)
    else:
        transfer(ticket, other_office, head)

    ticket.refresh_from_db()
    assert (before, ticket.was_returned, ticket.unit != officer.unit) == (True, False, True)


@pytest.mark.parametrize("change", ["respondent_user", "sensitive", "left"])
def test_writer_who_may_not_know_of_the_case_any_more_is_told_nothing(
    ticket, officer, head, other_officer, mailoutbox, change
):
    propose(ticket, officer)
    event = transfer(ticket, other_officer.unit, head)
    if change == "left":
        User.objects.filter(pk=officer.pk).update(is_active=False)
    else:
        values = {"respondent_user": officer, "sensitive": True}
        Ticket.objects.filter(pk=ticket.pk).update(**{change: values[change]})

    send_all(event)

    assert [mail for mail in mailoutbox if mail.to == [officer.email]] == []


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
