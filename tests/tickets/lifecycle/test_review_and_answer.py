"""What officers do to a ticket, step by step, and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import create_ticket, create_topic, create_user
from tests.tickets.sent_files import file_of
from tickets import lifecycle
from tickets.lifecycle import AlreadyAnswered, TooMany, TransferRefused
from tickets.models import Event, Message, Notification, Ticket
from tickets.workflow import Identity, NotAllowed, Outcome, Status

NOW = timezone.now()
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, mobile="09120000000", submitted_at=NOW)


def answer(ticket, by, **changes):
    call = {"text": "بررسی شد.", "outcome": Outcome.UPHELD, "now": LATER, **changes}
    return lifecycle.answer(ticket=ticket, by=by, **call)


def test_accept_begins_the_review_and_takes_the_ticket(ticket, officer):
    event = lifecycle.accept(ticket=ticket, by=officer, now=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee) == (Status.IN_REVIEW, officer)
    assert (event.name, event.by, event.at) == (Event.Name.ACCEPTED, officer, LATER)


def test_accept_leaves_an_assignee_in_place(office, officer, colleague):
    ticket = create_ticket(unit=office, assignee=colleague)

    lifecycle.accept(ticket=ticket, by=officer, now=LATER)

    ticket.refresh_from_db()
    assert ticket.assignee == colleague


def test_accept_twice_is_refused(ticket, officer):
    lifecycle.accept(ticket=ticket, by=officer, now=LATER)

    with pytest.raises(NotAllowed):
        lifecycle.accept(ticket=ticket, by=officer, now=LATER)


@pytest.mark.parametrize("person", ["other_officer", "director", "administrator", "superuser", "district_inspector"])
def test_nobody_else_acts_on_it(ticket, person, request):
    by = request.getfixturevalue(person)

    for step in (
        lambda: lifecycle.accept(ticket=ticket, by=by, now=LATER),
        lambda: answer(ticket, by),
        lambda: lifecycle.assign(ticket=ticket, assignee=None, by=by, now=LATER),
        lambda: lifecycle.transfer(ticket=ticket, unit=ticket.unit, reason="x", by=by, now=LATER),
    ):
        with pytest.raises(NotAllowed):
            step()


def test_answer_reaches_page_and_sender_when_undo_time_is_over(ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300

    event = answer(ticket, officer)

    ticket.refresh_from_db()
    message = Message.objects.get(author="staff")
    notice = Notification.objects.get(event=event)
    assert (ticket.status, ticket.outcome, ticket.answered_at) == (Status.ANSWERED, Outcome.UPHELD, LATER)
    assert (message.text, message.written_by, message.is_public) == ("بررسی شد.", officer, True)
    assert message.published_at == notice.due_at == LATER + timedelta(minutes=5)
    assert (notice.recipient, notice.channel, event.message) == ("sender", "sms", message)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": Outcome.GRANTED},
        {"outcome": ""},
        {"text": ""},
        {"outcome": Outcome.OUT_OF_SCOPE},
        {"other_body": "شهرداری"},
    ],
)
def test_answer_that_does_not_fit_is_refused(ticket, officer, wrong):
    with pytest.raises(NotAllowed):
        answer(ticket, officer, **wrong)

    assert Message.objects.filter(author="staff").count() == 0


def test_out_of_scope_names_the_other_body(ticket, officer):
    answer(ticket, officer, outcome=Outcome.OUT_OF_SCOPE, other_body="شهرداری")

    ticket.refresh_from_db()
    assert (ticket.outcome, ticket.other_body) == (Outcome.OUT_OF_SCOPE, "شهرداری")


def test_second_answer_is_told_that_a_colleague_was_first(ticket, officer, colleague):
    answer(ticket, officer)

    with pytest.raises(AlreadyAnswered):
        answer(ticket, colleague, text="دیگر")

    assert Message.objects.filter(author="staff").count() == 1


def test_note_is_internal(ticket, officer):
    event = lifecycle.note(ticket=ticket, text="تماس گرفته شد", by=officer, now=LATER)

    ticket.refresh_from_db()
    assert (event.message.is_public, event.message.published_at) == (False, None)
    assert ticket.status == Status.ROUTED


def test_inspector_may_note_what_they_oversee_a_director_not(ticket, inspector, director):
    lifecycle.note(ticket=ticket, text="پیگیری شود", by=inspector, now=LATER)

    with pytest.raises(NotAllowed):
        lifecycle.note(ticket=ticket, text="پیگیری شود", by=director, now=LATER)


def test_transfer_moves_it_out_of_sight_and_tells_the_new_unit(ticket, officer, other_officer, other_office):
    due_on = ticket.due_on
    lifecycle.accept(ticket=ticket, by=officer, now=LATER)

    event = lifecycle.transfer(ticket=ticket, unit=other_office, reason="مالی است", by=officer, now=LATER)

    ticket.refresh_from_db()
    assert (ticket.unit, ticket.status, ticket.assignee, ticket.due_on) == (
        other_office,
        Status.ROUTED,
        None,
        due_on,
    )
    assert (event.from_unit.code, event.unit, event.message.text) == ("d_q1.nongov", other_office, "مالی است")
    assert not event.message.is_public
    assert not Ticket.objects.visible_to(officer).exists()
    recipients = set(Notification.objects.filter(event=event).values_list("recipient", flat=True))
    assert recipients == {f"unit:{other_office.pk}", f"user:{other_officer.pk}"}


def test_transfer_to_the_same_unit_is_refused(ticket, officer, colleague):
    with pytest.raises(TransferRefused):
        lifecycle.transfer(ticket=ticket, unit=ticket.unit, reason="x", by=officer, now=LATER)


def test_transfer_to_an_empty_unit_is_refused(ticket, officer, unit):
    with pytest.raises(TransferRefused):
        lifecycle.transfer(ticket=ticket, unit=unit("legal"), reason="x", by=officer, now=LATER)


def test_transfer_to_the_unit_complained_of_or_below_is_refused(office, officer, unit):
    for code in ("d_q2", "d_q2.nongov"):
        create_user(role="officer", unit=unit(code))
    ticket = create_ticket(unit=office, about=unit("d_q2"))

    for code in ("d_q2", "d_q2.nongov"):
        with pytest.raises(TransferRefused):
            lifecycle.transfer(ticket=ticket, unit=unit(code), reason="x", by=officer, now=LATER)


def test_ticket_about_the_root_may_go_anywhere_but_there(inspector, complaints_office, directorate, other_officer):
    create_user(role="officer", unit=directorate)
    ticket = create_ticket(unit=complaints_office, about=directorate)

    targets = set(lifecycle.transfer_targets(ticket).values_list("code", flat=True))

    assert targets == {"finance"}


def test_answered_ticket_is_not_transferred(ticket, officer, other_officer, other_office):
    answer(ticket, officer)

    with pytest.raises(NotAllowed):
        lifecycle.transfer(ticket=ticket, unit=other_office, reason="x", by=officer, now=LATER)


def test_assign_to_a_member_and_to_nobody(ticket, head, officer):
    lifecycle.assign(ticket=ticket, assignee=officer, by=head, now=LATER)
    ticket.refresh_from_db()
    assert ticket.assignee == officer

    event = lifecycle.assign(ticket=ticket, assignee=None, by=head, now=LATER)
    ticket.refresh_from_db()
    assert (ticket.assignee, event.details) == (None, {"assignee": None})


def test_assign_to_an_outsider_is_refused(ticket, head, other_officer):
    with pytest.raises(NotAllowed):
        lifecycle.assign(ticket=ticket, assignee=other_officer, by=head, now=LATER)


def test_sensitive_ticket_is_assigned_to_cleared_members_only(office, officer, head):
    ticket = create_ticket(unit=office, topic=create_topic(sensitive=True))

    with pytest.raises(NotAllowed):
        lifecycle.assign(ticket=ticket, assignee=officer, by=head, now=LATER)


def test_answered_ticket_is_not_assigned(ticket, head, officer):
    answer(ticket, officer)

    with pytest.raises(NotAllowed):
        lifecycle.assign(ticket=ticket, assignee=officer, by=head, now=LATER)


def test_opening_the_sender_is_on_the_record(ticket, officer):
    sender = lifecycle.open_sender(ticket=ticket, by=officer, now=LATER)

    event = Event.objects.get(name=Event.Name.SENDER_OPENED)
    assert (sender.name, event.by, event.at, event.details) == ("مریم رضایی", officer, LATER, {})


@pytest.mark.parametrize("identity", [Identity.HIDDEN, Identity.ANONYMOUS])
def test_hidden_or_anonymous_sender_is_not_opened(office, officer, identity):
    ticket = create_ticket(unit=office, kind="report", identity=identity)

    with pytest.raises(NotAllowed):
        lifecycle.open_sender(ticket=ticket, by=officer, now=LATER)

    assert not Event.objects.filter(name=Event.Name.SENDER_OPENED).exists()


def test_director_does_not_open_a_sender(ticket, director):
    with pytest.raises(NotAllowed):
        lifecycle.open_sender(ticket=ticket, by=director, now=LATER)


def follow_up(ticket, text="توضیح", now=LATER):
    return lifecycle.follow_up(ticket=ticket, text=text, now=now)


@pytest.mark.parametrize(
    ("status", "after"), [(Status.ROUTED,) * 2, (Status.IN_REVIEW,) * 2, (Status.AWAITING_CITIZEN, Status.IN_REVIEW)]
)
def test_follow_up_tells_the_unit_and_ends_the_waiting(office, officer, status, after):
    ticket = create_ticket(unit=office, status=status)

    event = follow_up(ticket)

    ticket.refresh_from_db()
    message, notices = event.message, Notification.objects.filter(event=event, channel="email", due_at=LATER)
    assert (event.name, event.by, event.at, ticket.status) == (Event.Name.FOLLOWED_UP, None, LATER, after)
    assert (message.text, message.author, message.is_public, message.published_at) == ("توضیح", "citizen", True, LATER)
    assert {notice.recipient for notice in notices} == {f"unit:{office.pk}", f"user:{officer.pk}"}


def test_follow_up_of_a_case_without_a_unit_tells_nobody(reference):
    event = follow_up(create_ticket())

    assert (event.to_status, Notification.objects.count()) == (Status.RECEIVED, 0)


@pytest.mark.parametrize(("status", "text"), [(Status.CLOSED, "x"), (Status.WITHDRAWN, "x"), (Status.ROUTED, "")])
def test_follow_up_of_a_closed_case_or_of_nothing_is_refused(office, status, text):
    ticket = create_ticket(unit=office, status=status)

    with pytest.raises(NotAllowed):
        follow_up(ticket, text)

    assert ticket.messages.count() == 1


def test_eleventh_follow_up_within_a_day_is_refused(ticket):
    for hour in range(10):
        follow_up(ticket, now=NOW + timedelta(hours=hour))

    with pytest.raises(TooMany):
        follow_up(ticket, now=NOW + timedelta(hours=23, minutes=59))
    assert follow_up(ticket, now=NOW + timedelta(hours=24)).name == Event.Name.FOLLOWED_UP


@pytest.mark.parametrize(("is_piece", "recorded"), [(False, (0, 59, 61)), (True, (0, 61))])
def test_opening_a_file_is_on_the_record_and_its_pieces_once_an_hour(
    ticket, officer, other_officer, is_piece, recorded
):
    attachment = file_of(ticket)
    for minutes in (0, 59, 61):
        at = NOW + timedelta(minutes=minutes)
        lifecycle.open_file(attachment=attachment, is_piece=is_piece, by=officer, now=at)
    with pytest.raises(NotAllowed):
        lifecycle.open_file(attachment=attachment, by=other_officer, now=LATER)

    opened = ticket.events.filter(name=Event.Name.FILE_OPENED).order_by("pk")
    assert list(opened.values_list("by", "at", "details")) == [
        (officer.pk, NOW + timedelta(minutes=minutes), {"attachment": attachment.pk}) for minutes in recorded
    ]
