"""Closing without an answer, taking back what nobody has read yet, and the head's approval."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import create_attachment, create_ticket, create_topic, create_user
from tickets import lifecycle
from tickets.lifecycle import AlreadyAnswered
from tickets.models import Event, Message, Notification, Proposal, Ticket
from tickets.workflow import CloseReason, NotAllowed, Outcome, Status

from .conftest import NOW

SOON = NOW + timedelta(minutes=1)
UNDO = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def five_minutes(settings):
    settings.ANSWER_UNDO_SECONDS = 300


@pytest.fixture
def watched(office):
    """A case whose topic wants the head's approval."""
    return create_ticket(unit=office, topic=create_topic(needs_approval=True), submitted_at=NOW, mobile="09120000000")


def answer(ticket, by, **changes):
    call = {"text": "بررسی شد.", "outcome": Outcome.UPHELD, "now": NOW, **changes}
    return lifecycle.answer(ticket=ticket, by=by, **call)


def propose(ticket, by, **changes):
    call = {"text": "بررسی شد.", "outcome": Outcome.UPHELD, "now": NOW, **changes}
    return lifecycle.propose(ticket=ticket, by=by, **call)


def close(ticket, by, **changes):
    call = {"reason": CloseReason.DUPLICATE, "text": "پیش‌تر فرستاده‌اید.", "now": NOW, **changes}
    return lifecycle.close(ticket=ticket, by=by, **call)


@pytest.mark.parametrize("reason", CloseReason)
def test_closing_says_why_to_the_citizen(ticket, officer, reason):
    event = close(ticket, officer, reason=reason)

    ticket.refresh_from_db()
    notice = Notification.objects.get(event=event)
    assert (ticket.status, ticket.close_reason, ticket.closed_at) == (Status.CLOSED, reason, NOW)
    assert (event.details, event.message.text) == ({"reason": reason}, "پیش‌تر فرستاده‌اید.")
    assert event.message.published_at == notice.due_at == NOW + UNDO


@pytest.mark.parametrize("changes", [{"reason": "not_ours"}, {"reason": ""}, {"text": ""}])
def test_closing_without_reason_or_text_is_refused(ticket, officer, changes):
    with pytest.raises(NotAllowed):
        close(ticket, officer, **changes)

    assert Event.objects.filter(name=Event.Name.CLOSED).count() == 0


def test_closed_case_is_not_closed_again(ticket, officer):
    close(ticket, officer)

    with pytest.raises(NotAllowed):
        close(ticket, officer)


def test_database_refuses_a_closing_without_a_reason(ticket):
    with pytest.raises(IntegrityError, match="ticket_closed_was_answered_or_says_why"), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(status=Status.CLOSED, closed_at=NOW)


@pytest.mark.parametrize("decide", [answer, close])
def test_what_is_taken_back_never_reaches_the_citizen(ticket, officer, colleague, decide):
    event = decide(ticket, officer)

    lifecycle.take_back(ticket=ticket, by=colleague, now=SOON)

    ticket.refresh_from_db()
    event.message.refresh_from_db()
    assert (ticket.status, ticket.outcome, ticket.close_reason) == (Status.IN_REVIEW, "", "")
    assert (ticket.answered_at, ticket.closed_at) == (None, None)
    assert event.message.retracted_at == SOON
    assert not Message.objects.for_citizen().filter(author="staff").exists()


def test_published_answer_stands(ticket, officer):
    answer(ticket, officer)

    with pytest.raises(NotAllowed):
        lifecycle.take_back(ticket=ticket, by=officer, now=NOW + UNDO)


def test_answer_taken_back_can_be_given_anew(ticket, officer):
    answer(ticket, officer)
    lifecycle.take_back(ticket=ticket, by=officer, now=SOON)

    answer(ticket, officer, text="بهتر", now=SOON)

    assert Message.objects.for_citizen().get(author="staff").text == "بهتر"


def test_words_of_the_citizen_take_a_waiting_answer_back(ticket, officer):
    answer(ticket, officer)

    lifecycle.follow_up(ticket=ticket, text="یک چیز دیگر", now=SOON)

    ticket.refresh_from_db()
    names = list(ticket.events.order_by("pk").values_list("name", flat=True))
    assert (ticket.status, names[-2:]) == (Status.IN_REVIEW, [Event.Name.TAKEN_BACK, Event.Name.FOLLOWED_UP])
    assert ticket.events.get(name=Event.Name.TAKEN_BACK).by is None


def test_nothing_open_is_taken_back(ticket, officer):
    with pytest.raises(NotAllowed):
        lifecycle.take_back(ticket=ticket, by=officer, now=SOON)


def test_other_unit_takes_nothing_back(ticket, officer, other_officer):
    answer(ticket, officer)

    with pytest.raises(NotAllowed):
        lifecycle.take_back(ticket=ticket, by=other_officer, now=SOON)


def test_officer_cannot_answer_where_the_head_must_approve(watched, officer):
    with pytest.raises(NotAllowed):
        answer(watched, officer)

    assert lifecycle.needs_approval(watched, officer)


def test_unit_may_ask_for_approval_as_well(ticket, officer, head):
    ticket.unit.needs_approval = True
    ticket.unit.save()

    assert lifecycle.needs_approval(Ticket.objects.get(pk=ticket.pk), officer)
    assert not lifecycle.needs_approval(Ticket.objects.get(pk=ticket.pk), head)


def test_head_answers_without_approval(watched, head):
    answer(watched, head)

    watched.refresh_from_db()
    assert watched.status == Status.ANSWERED


def test_proposal_is_internal_and_tells_the_head(watched, officer, head):
    event = propose(watched, officer)

    watched.refresh_from_db()
    recipients = set(Notification.objects.filter(event=event).values_list("recipient", flat=True))
    assert (watched.status, watched.assignee, watched.outcome) == (Status.IN_REVIEW, officer, "")
    assert (event.message.is_public, recipients) == (False, {f"user:{head.pk}"})


def test_approved_proposal_is_the_officers_answer_with_its_files(watched, officer, head):
    propose(watched, officer)
    file = create_attachment(message=Proposal.objects.get().message)

    event = lifecycle.approve(ticket=watched, by=head, now=SOON)

    watched.refresh_from_db()
    file.refresh_from_db()
    assert (watched.status, watched.outcome, watched.answered_at) == (Status.ANSWERED, Outcome.UPHELD, SOON)
    assert (event.by, event.message.written_by, event.message.text) == (head, officer, "بررسی شد.")
    assert (event.message.published_at, file.message) == (SOON + UNDO, event.message)
    assert Proposal.objects.get().is_approved


def test_returned_proposal_tells_its_officer_why(watched, officer, head):
    propose(watched, officer)

    event = lifecycle.send_back(ticket=watched, text="ماده را بنویسید", by=head, now=SOON)

    watched.refresh_from_db()
    assert (watched.status, event.message.is_public, event.message.text) == (
        Status.IN_REVIEW,
        False,
        "ماده را بنویسید",
    )
    assert Notification.objects.get(event=event).recipient == f"user:{officer.pk}"
    assert (Proposal.objects.get().is_approved, Proposal.objects.pending().count()) == (False, 0)


def test_one_proposal_at_a_time_and_another_after_it_came_back(watched, officer, colleague, head):
    propose(watched, officer)

    with pytest.raises(NotAllowed):
        propose(watched, colleague)
    lifecycle.send_back(ticket=watched, text="نه", by=head, now=SOON)
    propose(watched, colleague, text="دوم", now=SOON)

    assert Proposal.objects.pending().get().message.text == "دوم"


@pytest.mark.parametrize("step", [lifecycle.approve, lambda **call: lifecycle.send_back(text="x", **call)])
def test_nobody_decides_on_their_own_proposal_or_without_leading(watched, office, officer, colleague, step):
    chief = create_user(role="head", unit=office)
    propose(watched, chief)

    for by in (chief, officer, colleague):
        with pytest.raises(NotAllowed):
            step(ticket=watched, by=by, now=SOON)


def test_decided_proposal_is_not_decided_again(watched, officer, head):
    propose(watched, officer)
    lifecycle.approve(ticket=watched, by=head, now=SOON)

    with pytest.raises(NotAllowed):
        lifecycle.approve(ticket=watched, by=head, now=SOON)


def test_proposal_that_comes_after_an_answer_is_told_so(watched, officer, head):
    answer(watched, head)

    with pytest.raises(AlreadyAnswered):
        propose(watched, officer)


def test_withdrawn_case_waits_for_no_approval(watched, officer, head):
    propose(watched, officer)

    lifecycle.withdraw(ticket=watched, now=SOON)

    with pytest.raises(NotAllowed):
        lifecycle.approve(ticket=watched, by=head, now=SOON)


def test_case_goes_to_its_new_unit_without_the_old_proposal(watched, officer, head, other_office, other_officer):
    propose(watched, officer)

    lifecycle.transfer(ticket=watched, unit=other_office, reason="مالی", by=officer, now=SOON)

    assert Proposal.objects.pending().count() == 0


def test_proposal_opens_no_closed_case_again(watched, officer, head):
    close(watched, head)

    with pytest.raises(NotAllowed):
        propose(watched, officer, now=NOW + timedelta(days=1))
    assert Ticket.objects.get().status == Status.CLOSED


def test_question_stays_asked_while_an_answer_is_proposed(watched, officer, head, explanation):
    lifecycle.ask(ticket=watched, question="کدام روز؟", reason=explanation, days=5, by=officer, now=NOW)
    propose(watched, officer, now=SOON)
    proposed = Ticket.objects.get().status
    lifecycle.follow_up(ticket=watched, text="دوشنبه", now=SOON)
    lifecycle.send_back(ticket=watched, text="کوتاه‌تر", by=head, now=SOON)
    lifecycle.ask(ticket=watched, question="کدام ساعت؟", reason=explanation, days=5, by=officer, now=SOON)

    assert (proposed, list(watched.pauses.order_by("pk").values_list("is_over", flat=True))) == (
        Status.AWAITING_CITIZEN,
        [True, False],
    )


def test_what_a_head_must_approve_is_the_heads_to_close(watched, officer, head):
    with pytest.raises(NotAllowed):
        close(watched, officer)
    close(watched, head)

    watched.refresh_from_db()
    assert watched.status == Status.CLOSED


def test_no_file_goes_along_but_those_nobody_has_read(ticket, officer):
    sent = create_attachment(message=ticket.messages.get())

    with pytest.raises(NotAllowed):
        answer(ticket, officer, again=[sent])
