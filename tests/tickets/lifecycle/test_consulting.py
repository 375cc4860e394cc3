"""Asking another unit, and giving several their part."""

from datetime import date, timedelta

import pytest

from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.delivery import deliver
from tickets.lifecycle import PartsOpen
from tickets.models import Consultation, Event, Notification, Ticket
from tickets.workflow import CloseReason, NotAllowed, Outcome

from .conftest import NOW

LATER = NOW + timedelta(days=1)
REPLY_BY = date(2026, 12, 6)


def consult(ticket, by, *units, **changes):
    call = {"purpose": "question", "question": "شهریه مصوب بود؟", "due_on": REPLY_BY, "now": NOW, **changes}
    return lifecycle.consult(ticket=ticket, units=list(units), by=by, **call)


def answer(ticket, by):
    return lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=by, now=LATER)


@pytest.fixture
def asked(ticket, officer, other_office, other_officer):
    """`other_office` was asked about `ticket`."""
    consult(ticket, officer, other_office)
    return Consultation.objects.get()


def test_unit_is_asked_and_told_without_being_given_the_case(ticket, asked, other_office, other_officer):
    recipients = set(Notification.objects.filter(event=asked.event).values_list("recipient", flat=True))

    assert (asked.unit, asked.due_on, asked.question.text) == (other_office, REPLY_BY, "شهریه مصوب بود؟")
    assert recipients == {f"unit:{other_office.pk}", f"user:{other_officer.pk}"}
    assert set(Consultation.objects.asked_of(other_officer)) == {asked}
    assert not Ticket.objects.visible_to(other_officer).exists()
    assert not asked.question.is_public


def test_reply_ends_it_and_tells_the_unit_that_asked(ticket, asked, officer, other_officer):
    event = lifecycle.advise(consultation=asked, text="نه", by=other_officer, now=LATER)

    asked.refresh_from_db()
    assert (asked.reply.text, asked.ended_at, asked.is_open) == ("نه", LATER, False)
    assert f"user:{officer.pk}" in Notification.objects.filter(event=event).values_list("recipient", flat=True)


@pytest.mark.parametrize("person", ["officer", "head", "inspector", "director", "administrator"])
def test_nobody_else_replies(asked, person, request):
    with pytest.raises(NotAllowed):
        lifecycle.advise(consultation=asked, text="نه", by=request.getfixturevalue(person), now=LATER)


def test_replied_once(asked, other_officer):
    lifecycle.advise(consultation=asked, text="نه", by=other_officer, now=LATER)

    with pytest.raises(NotAllowed):
        lifecycle.advise(consultation=asked, text="آری", by=other_officer, now=LATER)


def test_reply_takes_words(asked, other_officer):
    with pytest.raises(NotAllowed):
        lifecycle.advise(consultation=asked, text="", by=other_officer, now=LATER)


def test_unit_that_asked_may_stop_waiting(ticket, asked, officer, other_officer):
    event = lifecycle.end_consultation(consultation=asked, by=officer, now=LATER)

    asked.refresh_from_db()
    assert (event.name, asked.reply, asked.ended_at) == (Event.Name.CONSULT_ENDED, None, LATER)
    with pytest.raises(NotAllowed):
        lifecycle.end_consultation(consultation=asked, by=officer, now=LATER)


def withdraw(ticket, _by):
    lifecycle.withdraw(ticket=ticket, now=LATER)


def close(ticket, by):
    lifecycle.close(ticket=ticket, reason=CloseReason.DUPLICATE, text="پیش‌تر فرستاده‌اید.", by=by, now=LATER)


def end(ticket, by):
    lifecycle.end_consultation(consultation=ticket.consultations.get(), by=by, now=LATER)


def told_of_the_end():
    return Notification.objects.filter(event__name=Event.Name.CONSULT_ENDED)


@pytest.mark.parametrize("step", [answer, close, withdraw, end])
def test_unit_that_was_asked_is_told_once_that_it_need_not_reply(
    ticket, asked, officer, other_office, other_officer, step, mailoutbox
):
    step(ticket, officer)
    for notice in told_of_the_end():
        deliver(notification_id=notice.pk, now=LATER)

    event = ticket.events.get(name=Event.Name.CONSULT_ENDED)
    sent = [to for mail in mailoutbox for to in mail.to]
    assert event.details == {"units": [other_office.pk]}
    assert sorted(sent) == sorted([other_office.email, other_officer.email])


def test_unit_that_has_replied_or_gets_the_case_is_told_nothing_more(ticket, asked, officer, other_officer):
    lifecycle.advise(consultation=asked, text="نه", by=other_officer, now=LATER)
    consult(ticket, officer, other_officer.unit)

    lifecycle.transfer(ticket=ticket, unit=other_officer.unit, reason="مالی", by=officer, now=LATER)
    answer(ticket, other_officer)

    assert not told_of_the_end().exists()


def test_who_may_not_know_of_the_case_is_not_told_of_the_end(ticket, asked, officer, other_officer, mailoutbox):
    answer(ticket, officer)
    Ticket.objects.filter(pk=ticket.pk).update(respondent_user=other_officer)

    deliver(notification_id=told_of_the_end().get(recipient=f"user:{other_officer.pk}").pk, now=LATER)

    assert mailoutbox == []


def test_unit_that_is_asked_cannot_end_it(asked, other_officer):
    with pytest.raises(NotAllowed):
        lifecycle.end_consultation(consultation=asked, by=other_officer, now=LATER)


def test_question_does_not_hold_the_answer_up(ticket, asked, officer):
    answer(ticket, officer)

    asked.refresh_from_db()
    assert (asked.reply, asked.ended_at) == (None, LATER)


def test_answer_waits_for_every_part(ticket, officer, other_office, other_officer, unit):
    colleague = create_user(role="officer", unit=unit("d_q1"))
    consult(ticket, officer, other_office, colleague.unit, purpose="part")
    first, second = Consultation.objects.order_by("pk")

    lifecycle.advise(consultation=first, text="شد", by=other_officer, now=LATER)
    with pytest.raises(PartsOpen):
        answer(ticket, officer)
    lifecycle.advise(consultation=second, text="شد", by=colleague, now=LATER)
    answer(ticket, officer)

    assert first.event == second.event


def test_approval_waits_for_a_part_that_was_given_after_the_proposal(
    ticket, officer, head, other_office, other_officer
):
    lifecycle.propose(ticket=ticket, text="پیش‌نویس", outcome="upheld", by=officer, now=NOW)
    consult(ticket, officer, other_office, purpose="part")

    with pytest.raises(PartsOpen):
        lifecycle.approve(ticket=ticket, by=head, now=LATER)

    assert Consultation.objects.open().filter(ticket=ticket).exists()


def test_unit_that_gets_the_case_is_asked_no_more(ticket, asked, officer, other_office):
    lifecycle.transfer(ticket=ticket, unit=other_office, reason="مالی", by=officer, now=LATER)

    asked.refresh_from_db()
    assert not asked.is_open


@pytest.mark.parametrize(
    "changes", [{"question": ""}, {"purpose": "chat"}, {"due_on": NOW.date() - timedelta(days=1)}]
)
def test_consultation_that_does_not_fit_is_refused(ticket, officer, other_office, other_officer, changes):
    with pytest.raises(NotAllowed):
        consult(ticket, officer, other_office, **changes)


def test_nobody_is_asked_twice_nor_where_nobody_works(ticket, asked, officer, other_office, small_district):
    for units in ([other_office], [small_district], [ticket.unit], []):
        with pytest.raises(NotAllowed):
            consult(ticket, officer, *units)


def test_unit_complained_of_is_not_asked(office, officer, other_office, other_officer):
    ticket = create_ticket(unit=office, about=other_office)

    with pytest.raises(NotAllowed):
        consult(ticket, officer, other_office)


def test_closed_case_asks_nobody(ticket, officer, other_office, other_officer):
    answer(ticket, officer)

    with pytest.raises(NotAllowed):
        consult(ticket, officer, other_office)


def test_respondent_and_the_uncleared_see_no_question(asked, other_officer):
    Ticket.objects.update(respondent_user=other_officer)
    respondent = set(Consultation.objects.asked_of(other_officer))
    Ticket.objects.update(respondent_user=None, sensitive=True)
    uncleared = set(Consultation.objects.asked_of(other_officer))

    assert (respondent, uncleared) == (set(), set())


def test_head_reads_what_units_below_are_asked(ticket, officer, office, head, unit):
    ticket = create_ticket(unit=unit("finance"))
    asker = create_user(role="officer", unit=unit("finance"))
    consult(ticket, asker, office)

    assert set(Consultation.objects.asked_of(head)) == set(Consultation.objects.all())
    assert str(Consultation.objects.get())


@pytest.mark.parametrize("person", ["director", "administrator", "superuser"])
def test_who_handles_nothing_is_asked_nothing(asked, person, request):
    assert not Consultation.objects.asked_of(request.getfixturevalue(person)).exists()
