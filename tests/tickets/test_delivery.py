"""Delivery: one claim, one mail, the same Message-ID on every try, hours of patience, then an alert."""

import logging
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.utils import timezone

from config.logs import masked
from tests.factories import create_ticket
from tests.processes import closed_port, running_mail_server
from tests.sms_gateway import running_gateway
from tickets import tracking
from tickets.delivery import BACK_OFF, MAX_ATTEMPTS, deliver
from tickets.history import record
from tickets.models import Notification


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def notice(reference, now):
    """A receipt for a citizen who left an e-mail address."""
    return add_notice(create_ticket(email="citizen@mail.example"), due_at=now)


@pytest.fixture
def smtp(settings):
    """Mail goes to a real server."""
    with running_mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def no_smtp(settings):
    """The mail server is away."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with closed_port() as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield


def add_notice(ticket, *, due_at, event="submitted", recipient="sender", channel="email"):
    told = record(ticket, event, now=due_at)
    return Notification.objects.create(ticket=ticket, event=told, recipient=recipient, channel=channel, due_at=due_at)


def state(notice):
    notice.refresh_from_db()
    return notice.status, notice.attempts, notice.error


def alerts(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno == logging.CRITICAL]


def test_notice_is_sent_once_over_smtp(notice, smtp, now, settings):
    deliver(notification_id=notice.pk, now=now)
    deliver(notification_id=notice.pk, now=now + timedelta(days=1))

    message = smtp.accepted[0]
    assert (state(notice), len(smtp.received)) == (("sent", 1, ""), 1)
    assert notice.sent_at >= now
    assert message["To"] == "citizen@mail.example"
    assert message["Message-ID"] == f"<{notice.message_key}@{urlsplit(settings.SITE_URL).hostname}>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_notice_waits_until_it_is_due(notice, mailoutbox, now):
    deliver(notification_id=notice.pk, now=now - timedelta(seconds=1))

    assert (state(notice), mailoutbox) == (("pending", 0, ""), [])


def test_claim_keeps_others_away_until_it_lapses(notice, mailoutbox, now, settings):
    lapse = timedelta(seconds=settings.NOTICE_CLAIM_SECONDS)
    Notification.objects.filter(pk=notice.pk).update(status="sending", attempts=1, due_at=now + lapse)

    deliver(notification_id=notice.pk, now=now + lapse - timedelta(seconds=1))
    while_claimed = len(mailoutbox)
    deliver(notification_id=notice.pk, now=now + lapse)

    assert (while_claimed, len(mailoutbox), state(notice)) == (0, 1, ("sent", 2, ""))


def test_notice_that_does_not_exist_is_nobody_s_business(db, mailoutbox, now):
    deliver(notification_id=0, now=now)

    assert mailoutbox == []


def test_failure_is_put_off_a_little_longer_each_time(notice, no_smtp, now):
    waits = []
    for _ in range(MAX_ATTEMPTS - 1):
        deliver(notification_id=notice.pk, now=now)
        notice.refresh_from_db()
        waits.append(notice.due_at - now)
        now = notice.due_at

    assert tuple(waits) == BACK_OFF
    assert sum(waits, timedelta()) > timedelta(hours=8)  # a night
    assert state(notice) == ("pending", 4, "ConnectionRefusedError")


def test_fifth_failure_is_the_last_and_gives_the_alert(notice, no_smtp, now, caplog):
    for _ in range(MAX_ATTEMPTS + 1):
        deliver(notification_id=notice.pk, now=now)
        now += timedelta(days=1)

    assert state(notice) == ("dead", 5, "ConnectionRefusedError")
    assert alerts(caplog) == [f"Notice {notice.pk} given up after 5 attempts: ConnectionRefusedError"]


def test_notice_that_kills_its_workers_is_given_up_unsent(notice, mailoutbox, now, caplog):
    Notification.objects.filter(pk=notice.pk).update(status="sending", attempts=MAX_ATTEMPTS)

    deliver(notification_id=notice.pk, now=now)

    assert (state(notice), mailoutbox) == (("dead", 6, "claimed too often"), [])
    assert len(alerts(caplog)) == 1


def test_retry_goes_out_under_the_same_id(notice, smtp, now):
    answers = iter(["451 Later", "250 OK"])
    smtp.reply = lambda message: next(answers)

    deliver(notification_id=notice.pk, now=now)
    first = state(notice)
    deliver(notification_id=notice.pk, now=now + BACK_OFF[0])

    assert (first, state(notice)) == (("pending", 1, "SMTPDataError"), ("sent", 2, ""))
    assert smtp.received[0]["Message-ID"] == smtp.received[1]["Message-ID"]


@pytest.mark.parametrize("attempts", [1, MAX_ATTEMPTS - 1])
def test_late_failure_does_not_undo_another_s_success(transactional_db, notice, smtp, now, attempts):
    Notification.objects.filter(pk=notice.pk).update(attempts=attempts - 1)

    def claim_lapses_and_another_sends(message):
        smtp.reply = lambda message: "250 OK"
        deliver(notification_id=notice.pk, now=now + timedelta(days=1))
        connections.close_all()  # this thread's
        return "451 Later"

    smtp.reply = claim_lapses_and_another_sends

    deliver(notification_id=notice.pk, now=now)

    assert state(notice) == ("sent", attempts + 1, "")


def test_server_s_own_words_are_not_kept(notice, smtp, now, caplog):
    smtp.reply = lambda message: "554 citizen@mail.example is unknown here"

    deliver(notification_id=notice.pk, now=now)

    assert state(notice) == ("pending", 1, "SMTPDataError")
    assert "citizen@mail.example" not in "".join(caplog.messages)


def test_unit_and_member_are_sent_to_at_their_present_address(office, officer, mailoutbox, now):
    ticket = create_ticket(unit=office)
    to_unit = add_notice(ticket, event="routed", recipient=f"unit:{office.pk}", due_at=now)
    to_member = add_notice(ticket, event="routed", recipient=f"user:{officer.pk}", due_at=now)
    office.email, officer.email = "new-office@edu.example", "new-officer@edu.example"
    office.save(update_fields=["email"])
    officer.save(update_fields=["email"])

    deliver(notification_id=to_unit.pk, now=now)
    deliver(notification_id=to_member.pk, now=now)

    assert [message.to for message in mailoutbox] == [["new-office@edu.example"], ["new-officer@edu.example"]]


def test_recipient_without_an_address_by_now_is_not_called_sent(office, officer, mailoutbox, now):
    notice = add_notice(create_ticket(unit=office), event="routed", recipient=f"user:{officer.pk}", due_at=now)
    officer.email = ""
    officer.save(update_fields=["email"])

    deliver(notification_id=notice.pk, now=now)

    assert (state(notice), mailoutbox) == (("pending", 1, "NoAddress"), [])


def test_text_message_goes_through_the_gateway(reference, now, settings):
    notice = add_notice(create_ticket(mobile="09123456789"), due_at=now, channel="sms")
    with running_gateway() as gateway:
        settings.SMS_BACKEND, settings.SMS_GATEWAY_URL = "tickets.sms.HTTPGatewayBackend", gateway.url
        gateway.status = 500
        deliver(notification_id=notice.pk, now=now)
        refused = state(notice)
        gateway.status = 200
        deliver(notification_id=notice.pk, now=now + BACK_OFF[0])

    assert (refused, state(notice)) == (("pending", 1, "NotSent"), ("sent", 2, ""))
    assert [message["to"] for message in gateway.received] == ["09123456789", "09123456789"]


def test_each_attempt_at_a_new_code_draws_another_and_goes_as_a_mail_of_its_own(reference, smtp, now):
    ticket = create_ticket(email="citizen@mail.example")
    notice = add_notice(ticket, event="code_renewed", due_at=now)

    deliver(notification_id=notice.pk, now=now)
    Notification.objects.filter(pk=notice.pk).update(status="pending")
    deliver(notification_id=notice.pk, now=now + timedelta(hours=1))

    first, second = (_code_in(message) for message in smtp.accepted)
    assert [tracking.find(code) for code in (ticket.code, first)] == [None, None]
    assert (tracking.find(second).pk, first == second) == (ticket.pk, False)
    assert len({message["Message-ID"] for message in smtp.accepted}) == 2


def test_new_code_that_another_one_overtook_is_not_drawn(reference, now, mailoutbox):
    ticket = create_ticket(email="citizen@mail.example")
    notice = add_notice(ticket, event="code_renewed", due_at=now)
    record(ticket, "code_renewed", now=now)

    deliver(notification_id=notice.pk, now=now)

    assert (state(notice), mailoutbox, tracking.find(ticket.code).pk) == (("needless", 1, ""), [], ticket.pk)


def test_new_code_is_in_no_log(reference, now, caplog):
    caplog.set_level(logging.DEBUG)
    ticket = create_ticket(mobile="09121234567", language="en")
    notice = add_notice(ticket, event="code_renewed", channel="sms", due_at=now)

    deliver(notification_id=notice.pk, now=now)

    lines = [masked(line.getMessage()) for line in caplog.records if line.name != "django.db.backends"]
    assert [line for line in lines if "new tracking code: \u2066…\u2069" in line]
    assert [line for line in lines if re.search(r"\d{4} \d{4}", line)] == []


def _code_in(message):
    text = message.get_body(("plain",)).get_content()
    return tracking.normalise(re.search(r"\d{4} \d{4} \d{4} \d{4}", text)[0])


def test_notice_of_a_promise_says_its_date_and_not_that_of_the_answer(office, officer, mailoutbox, now):
    told = record(create_ticket(unit=office), "undertaken", now=now, details={"due_on": "2027-04-10"})
    notice = Notification.objects.create(
        ticket=told.ticket, event=told, recipient=f"user:{officer.pk}", channel="email", due_at=now
    )

    deliver(notification_id=notice.pk, now=now)

    assert ("۲۱ فروردین ۱۴۰۶" in mailoutbox[0].body, "پاسخ تا" in mailoutbox[0].body) == (True, False)
