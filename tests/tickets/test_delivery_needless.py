"""What its reader need not know any more, or may not, is not sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from persian.dates import today
from tests.factories import create_ticket
from tests.tickets.test_delivery import add_notice, state
from tickets import lifecycle
from tickets.delivery import deliver
from tickets.models import Consultation, Notification, Ticket
from units.models import User


@pytest.fixture
def now():
    return timezone.now()


def test_unit_that_has_the_case_no_more_is_not_told_of_it(office, other_office, officer, mailoutbox, now):
    ticket = create_ticket(unit=office)
    recipients = (f"unit:{office.pk}", f"user:{officer.pk}")
    notices = [add_notice(ticket, event="routed", recipient=recipient, due_at=now) for recipient in recipients]
    Ticket.objects.filter(pk=ticket.pk).update(unit=other_office)

    for notice in notices:
        deliver(notification_id=notice.pk, now=now)

    assert ([state(notice) for notice in notices], mailoutbox) == ([("needless", 1, "")] * 2, [])


@pytest.mark.parametrize("change", [{"is_active": False}, {"unit": None}])
def test_member_who_left_is_not_told(office, officer, mailoutbox, now, change):
    notice = add_notice(create_ticket(unit=office), event="routed", recipient=f"user:{officer.pk}", due_at=now)
    User.objects.filter(pk=officer.pk).update(**change)

    deliver(notification_id=notice.pk, now=now)

    assert (state(notice), mailoutbox) == (("needless", 1, ""), [])


@pytest.mark.parametrize("change", ["respondent_user", "about", "sensitive"])
def test_reader_who_may_see_the_case_no_more_is_not_told(office, officer, mailoutbox, now, change):
    ticket = create_ticket(unit=office)
    notice = add_notice(ticket, event="reminded", recipient=f"user:{officer.pk}", due_at=now)
    values = {"respondent_user": officer, "about": office, "sensitive": True}
    Ticket.objects.filter(pk=ticket.pk).update(**{change: values[change]})

    deliver(notification_id=notice.pk, now=now)

    assert (state(notice), mailoutbox) == (("needless", 1, ""), [])


def test_head_above_is_told_of_a_case_below(office, head, mailoutbox, now):
    notice = add_notice(create_ticket(unit=office), event="escalated", recipient=f"user:{head.pk}", due_at=now)

    deliver(notification_id=notice.pk, now=now)

    assert (state(notice), [message.to for message in mailoutbox]) == (("sent", 1, ""), [[head.email]])


def test_answer_taken_back_is_not_announced(office, officer, mailoutbox, now, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    ticket = create_ticket(unit=office, email="citizen@mail.example")
    lifecycle.answer(ticket=ticket, text="پاسخ", outcome="upheld", by=officer, now=now)
    notice = Notification.objects.get(ticket=ticket)

    lifecycle.take_back(ticket=ticket, by=officer, now=now + timedelta(minutes=4))
    deliver(notification_id=notice.pk, now=now + timedelta(minutes=6))

    assert (state(notice), mailoutbox) == (("needless", 1, ""), [])


@pytest.fixture
def asked(office, officer, other_office, other_officer, now):
    """`other_office` was asked; the notices to it and to its officer wait."""
    other_office.email = "finance@edu.example"
    other_office.save(update_fields=["email"])
    call = {"purpose": "question", "question": "پرسش", "due_on": today()}
    lifecycle.consult(ticket=create_ticket(unit=office), units=[other_office], by=officer, now=now, **call)
    return Consultation.objects.get()


def deliver_all(asked, now):
    """Deliver what `asked` is announced by; returns how each notice stands."""
    notices = Notification.objects.filter(event=asked.event).order_by("recipient")
    for notice in notices:
        deliver(notification_id=notice.pk, now=now)
    return [state(notice)[0] for notice in notices]


def test_unit_that_is_asked_is_told_though_it_does_not_see_the_case(asked, other_officer, mailoutbox, now, settings):
    states = deliver_all(asked, now)

    page = f"{settings.SITE_URL}/admin/tickets/consultation/{asked.pk}/change/"
    assert (states, [page in message.body for message in mailoutbox]) == (["sent"] * 2, [True, True])
    assert {message.to[0] for message in mailoutbox} == {"finance@edu.example", other_officer.email}


def test_consultation_that_has_its_reply_or_has_ended_is_not_announced(asked, officer, other_officer, mailoutbox, now):
    lifecycle.advise(consultation=asked, text="پاسخ", by=other_officer, now=now)

    assert (deliver_all(asked, now), mailoutbox) == (["needless"] * 2, [])


def test_consultation_no_longer_needed_is_not_announced(asked, officer, mailoutbox, now):
    lifecycle.end_consultation(consultation=asked, by=officer, now=now)

    assert (deliver_all(asked, now), mailoutbox) == (["needless"] * 2, [])


@pytest.mark.parametrize("change", [{"is_active": False}, {"unit": None}])
def test_member_who_left_the_unit_that_is_asked_is_not_told(asked, other_officer, now, change):
    User.objects.filter(pk=other_officer.pk).update(**change)

    assert sorted(deliver_all(asked, now)) == ["needless", "sent"]


def test_member_who_is_complained_of_is_not_told_that_the_unit_is_asked(asked, other_officer, mailoutbox, now):
    Ticket.objects.filter(pk=asked.ticket_id).update(respondent_user=other_officer)

    deliver_all(asked, now)

    assert [message.to for message in mailoutbox] == [["finance@edu.example"]]


def test_reader_who_does_not_exist_any_more_is_not_told(asked, now):
    Notification.objects.filter(event=asked.event, recipient__startswith="user:").update(recipient="user:0")

    assert deliver_all(asked, now) == ["sent", "needless"]
