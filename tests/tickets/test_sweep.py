"""The sweep: takes up what is due, counts, gives up with an alert, and clears away what has expired."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from captcha.models import CaptchaStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.factories import create_rule, create_ticket, create_topic, create_user
from tests.processes import ringing_at, running_broker
from tickets import sweep
from tickets.models import Draft, Event, Notification, RoutingRule, Ticket
from units.models import Attempt, StaffFile
from workdays.changes import note_change
from workdays.models import CalendarChange

NOW = datetime(2026, 11, 21, 11, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    with running_broker(tmp_path_factory.mktemp("broker")) as broker:
        yield broker


@pytest.fixture(autouse=True)
def bells(broker):
    """The broker this test rings: how many notices it was told of is `bells()`."""
    broker.client.flushall()
    with ringing_at(broker.url):
        yield lambda: broker.client.llen("notices")


@pytest.fixture
def waiting(reference):
    """A ticket that should have been routed long ago."""
    return create_ticket(submitted_at=NOW - timedelta(hours=1))


@pytest.fixture
def unroutable(reference):
    """A ticket no rule matches, whatever a data error it takes to get there; and one that is routed."""
    topic = create_topic()
    RoutingRule.objects.all().delete()
    create_rule(order=1, office="finance", topic=topic)
    unroutable = create_ticket(submitted_at=NOW - timedelta(hours=2))
    return unroutable, create_ticket(topic=topic, submitted_at=NOW - timedelta(hours=1))


def add_notice(ticket, **changes):
    row = {"recipient": "sender", "channel": "email", "due_at": NOW, **changes}
    return Notification.objects.create(ticket=ticket, event=ticket.events.first(), **row)


def test_sweep_routes_what_is_due(waiting):
    sweep.sweep(now=NOW)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.routed_at, waiting.routing_due_at) == ("routed", NOW, None)


def test_sweep_leaves_a_new_ticket_to_its_own_task(reference):
    ticket = create_ticket(submitted_at=NOW + timedelta(seconds=1))

    sweep.sweep(now=NOW)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.routing_attempts) == ("received", 0)


def test_sweep_twice_routes_once(waiting):
    sweep.sweep(now=NOW)
    sweep.sweep(now=NOW + timedelta(hours=1))

    assert waiting.events.filter(name=Event.Name.ROUTED).count() == 1


def test_one_bad_ticket_does_not_hold_up_the_others(unroutable, caplog):
    bad, good = unroutable

    sweep.sweep(now=NOW)

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (good.status, bad.status) == ("routed", "received")
    assert (bad.routing_attempts, bad.routing_due_at) == (1, NOW + timedelta(minutes=1))
    assert f"Routing failed for ticket id {bad.pk}" in caplog.messages


def test_ticket_is_given_up_after_five_attempts_with_an_alert(unroutable, caplog):
    bad, _ = unroutable
    now = NOW
    for _ in range(10):
        sweep.sweep(now=now)
        now += timedelta(hours=1)

    bad.refresh_from_db()
    alerts = [record.getMessage() for record in caplog.records if record.levelno == logging.CRITICAL]
    assert (bad.routing_attempts, bad.routing_due_at) == (5, None)
    assert alerts == [sweep.GIVEN_UP % (5, 1, bad.number)]


def test_many_given_up_make_one_alert_that_comes_after_the_work(reference, caplog):
    RoutingRule.objects.all().delete()
    hopeless = [create_ticket(submitted_at=NOW - timedelta(hours=1)) for _ in range(12)]
    Ticket.objects.update(routing_attempts=5)
    add_notice(hopeless[0])

    with caplog.at_level(logging.CRITICAL):
        sweep.sweep(now=NOW)

    (alert,) = caplog.messages
    assert (alert.startswith("Not routed in 5 attempts: 12 tickets"), alert.count("-")) == (True, 10)
    assert not Ticket.objects.exclude(routing_due_at=None).exists()


def test_last_attempt_that_succeeds_gives_no_alert(waiting, caplog):
    Ticket.objects.filter(pk=waiting.pk).update(routing_attempts=4)

    for _ in range(2):
        sweep.sweep(now=NOW)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.routing_attempts) == ("routed", 5)
    assert [record for record in caplog.records if record.levelno == logging.CRITICAL] == []


def test_sweep_takes_no_more_than_a_batch(reference, monkeypatch):
    monkeypatch.setattr(sweep, "BATCH", 2)
    for _ in range(3):
        create_ticket(submitted_at=NOW - timedelta(hours=1))

    sweep.sweep(now=NOW)

    assert sorted(Ticket.objects.values_list("status", "routing_attempts")) == [
        ("received", 0),
        ("routed", 1),
        ("routed", 1),
    ]


def test_sweep_rings_for_every_notice_that_is_due(office, bells):
    ticket = create_ticket(unit=office)
    add_notice(ticket)
    add_notice(ticket, recipient="unit:1", status="sending", due_at=NOW - timedelta(seconds=1))
    add_notice(ticket, recipient="unit:2", status="sending", due_at=NOW + timedelta(seconds=1))
    add_notice(ticket, recipient="unit:3", due_at=NOW + timedelta(seconds=1))
    add_notice(ticket, recipient="unit:4", status="sent")
    add_notice(ticket, recipient="unit:5", status="dead")

    sweep.sweep(now=NOW)

    assert bells() == 2


def test_sweep_of_a_working_morning_rings_for_the_summaries_it_prepares(office, bells):
    create_user(role="officer", unit=office, notify_by="daily")

    sweep.sweep(now=NOW - timedelta(hours=6))

    assert bells() == 1


def test_ring_of_the_sweep_is_dropped_when_the_next_sweep_rings_anyway(waiting, broker, settings):
    add_notice(waiting)
    before = timezone.now()

    sweep.sweep(now=NOW)

    expires = datetime.fromisoformat(json.loads(broker.client.lindex("notices", 0))["headers"]["expires"])
    assert before <= expires - timedelta(seconds=settings.SWEEP_SECONDS) <= timezone.now()


def test_sweep_asks_no_more_questions_for_many_notices(waiting, django_assert_num_queries):
    for number in range(3):
        add_notice(waiting, recipient=f"unit:{number}")
    sweep.sweep(now=NOW)  # routes the ticket

    # due notices and files, a changed calendar, lost codes, deputyships that begin, orphans; seven sorts of reminders,
    # by calendar (10); replies due (4); and in a savepoint each what waits, is hopeless, lapses, closes by itself
    with django_assert_num_queries(33):
        sweep.sweep(now=NOW)


def test_sweep_rings_for_a_change_of_the_calendar_whose_bell_was_lost(reference, broker):
    CalendarChange.objects.all().delete()
    note_change(by=None, now=NOW)

    sweep.sweep(now=NOW)
    too_early = broker.client.llen("celery")
    sweep.sweep(now=NOW + timedelta(minutes=1))

    assert (too_early, broker.client.llen("celery")) == (0, 1)


def test_clean_removes_what_has_expired_and_nothing_else(head):
    now = timezone.now()
    for expires_at in (now, now + timedelta(minutes=1)):
        Draft.objects.create(system="complaints", content={}, created_at=now, expires_at=expires_at)
        Session.objects.create(session_key=str(expires_at), session_data="", expire_date=expires_at)
        CaptchaStore.objects.create(challenge="1", response=str(expires_at), expiration=expires_at)
    for at in (now - timedelta(days=2), now):
        Attempt.objects.create(purpose="track", key=b"k" * 32, at=at)
        StaffFile.objects.create(made_by=head, made_at=at, rows=[])

    sweep.clean(now=now)

    kept = Draft.objects.get().expires_at, Session.objects.get().expire_date, CaptchaStore.objects.get().expiration
    assert kept == (now + timedelta(minutes=1),) * 3
    assert (Attempt.objects.get().at, StaffFile.objects.get().made_at) == (now, now)
