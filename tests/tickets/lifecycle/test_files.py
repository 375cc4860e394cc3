"""The files that go with what citizens and officers write: handed over with the message, or left where they were."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import create_ticket, create_topic, create_user
from tests.tickets.sent_files import file_in, file_of, labels
from tickets import drafts, lifecycle
from tickets.attachments.refusals import Refusal
from tickets.models import Event
from tickets.workflow import NotAllowed, Outcome, Status

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office)


@pytest.fixture
def tray(client):
    """What waits to be sent: two files that go, one refused, one still on its way."""
    draft = drafts.begin(client.session, "note", now=NOW)
    file_in(draft, "آماده.jpg")
    file_in(draft, "در راه بررسی.jpg", status="pending", due_at=NOW)
    file_in(draft, "ردشده.pdf", status="refused", refusal=Refusal.LOCKED)
    file_in(draft, "نارسیده.jpg", status="arriving")
    return draft


def follow_up(ticket, tray, by):
    return lifecycle.follow_up(ticket=ticket, text="", tray=tray, now=NOW)


def note(ticket, tray, by):
    return lifecycle.note(ticket=ticket, text="یادداشت", tray=tray, by=by, now=NOW)


def answer(ticket, tray, by):
    return lifecycle.answer(ticket=ticket, text="پاسخ", outcome=Outcome.UPHELD, tray=tray, by=by, now=NOW)


@pytest.mark.parametrize("step", [follow_up, note, answer])
def test_files_go_with_the_message_but_for_the_refused_and_those_on_their_way(ticket, tray, officer, step):
    event = step(ticket, tray, officer)

    assert (labels(event.message.attachments), labels(tray.attachments)) == (
        ["آماده.jpg", "در راه بررسی.jpg"],
        ["ردشده.pdf", "نارسیده.jpg"],
    )


@pytest.mark.parametrize("step", [note, answer])
def test_step_that_is_refused_leaves_the_files_where_they_were(ticket, tray, other_officer, step):
    with pytest.raises(NotAllowed):
        step(ticket, tray, other_officer)

    assert (tray.attachments.count(), ticket.messages.count()) == (4, 1)


def test_second_answer_leaves_the_files_where_they_were(ticket, tray, officer, colleague):
    answer(ticket, None, officer)

    with pytest.raises(lifecycle.AlreadyAnswered):
        answer(ticket, tray, colleague)

    assert tray.attachments.count() == 4


def test_follow_up_of_a_closed_case_leaves_the_files_where_they_were(office, tray):
    ticket = create_ticket(unit=office, status=Status.CLOSED)

    with pytest.raises(NotAllowed):
        follow_up(ticket, tray, None)

    assert tray.attachments.count() == 4


def test_refused_files_alone_are_nothing_to_send(ticket, tray):
    tray.attachments.kept().delete()

    with pytest.raises(NotAllowed):
        follow_up(ticket, tray, None)

    assert (tray.attachments.count(), ticket.messages.count()) == (2, 1)


@pytest.mark.parametrize("person", ["officer", "head", "inspector", "district_inspector", "director"])
def test_who_sees_the_case_may_open_its_files(ticket, person, request):
    by = request.getfixturevalue(person)

    lifecycle.open_file(attachment=file_of(ticket), by=by, now=NOW)

    assert ticket.events.get(name=Event.Name.FILE_OPENED).by == by


@pytest.mark.parametrize("person", ["other_officer", "administrator", "superuser"])
def test_who_does_not_may_not(ticket, person, request):
    with pytest.raises(NotAllowed):
        lifecycle.open_file(attachment=file_of(ticket), by=request.getfixturevalue(person), now=NOW)

    assert not ticket.events.filter(name=Event.Name.FILE_OPENED).exists()


def test_officer_without_clearance_may_not_open_a_sensitive_case_s_files(office, officer):
    ticket = create_ticket(unit=office, topic=create_topic(sensitive=True))
    cleared = create_user(role="head", unit=office)
    attachment = file_of(ticket)

    with pytest.raises(NotAllowed):
        lifecycle.open_file(attachment=attachment, by=officer, now=NOW)
    lifecycle.open_file(attachment=attachment, by=cleared, now=NOW)

    assert ticket.events.get(name=Event.Name.FILE_OPENED).by == cleared


def test_each_person_and_each_file_is_on_the_record(ticket, officer, colleague):
    one, two = file_of(ticket), file_of(ticket)
    for by in (officer, colleague, officer):
        for attachment in (one, two):
            lifecycle.open_file(attachment=attachment, is_piece=True, by=by, now=NOW)

    opened = ticket.events.filter(name=Event.Name.FILE_OPENED).order_by("pk")
    assert [(event.by, event.details["attachment"]) for event in opened] == [
        (officer, one.pk),
        (officer, two.pk),
        (colleague, one.pk),
        (colleague, two.pk),
    ]


def test_opening_a_file_changes_nothing_else(office, officer):
    ticket = create_ticket(unit=office, status=Status.ANSWERED)

    lifecycle.open_file(attachment=file_of(ticket), by=officer, now=NOW + HOUR)

    event = ticket.events.latest("pk")
    ticket.refresh_from_db()
    assert (event.from_status, event.to_status, ticket.status) == ("answered", "answered", Status.ANSWERED)
