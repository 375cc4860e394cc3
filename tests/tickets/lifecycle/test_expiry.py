"""What the days do by themselves."""

from datetime import date, datetime, timedelta

import pytest

from persian.dates import TEHRAN
from tickets import lifecycle
from tickets.lifecycle import expiry
from tickets.models import Event, Notification, Pause
from tickets.workflow import Outcome, Status

from .conftest import NOW

UNDO = timedelta(minutes=5)
THIRTY_DAYS = timedelta(days=30)
MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def five_minutes(settings):
    settings.ANSWER_UNDO_SECONDS = 300


@pytest.fixture
def waiting(ticket, officer, explanation):
    """Asked on Sunday 29 November, with five working days for the reply: until Sunday 6 December."""
    lifecycle.ask(ticket=ticket, question="کی؟", reason=explanation, days=5, by=officer, now=NOW)
    return ticket


def test_question_lapses_after_the_day_it_was_to_be_replied_to(waiting):
    last_minute = datetime(2026, 12, 6, 23, 59, tzinfo=TEHRAN)

    early, late = expiry.expire(now=last_minute), expiry.expire(now=last_minute + timedelta(minutes=1))

    waiting.refresh_from_db()
    event = waiting.events.get(name=Event.Name.ASK_LAPSED)
    assert (early, late, waiting.status) == (0, 1, Status.IN_REVIEW)
    assert (Pause.objects.get().is_over, waiting.due_on) == (True, date(2026, 12, 28))
    assert Notification.objects.filter(event=event).exists()


def test_reply_that_comes_after_all_is_taken_in(waiting):
    late = NOW + timedelta(days=9)
    expiry.expire(now=late)

    event = lifecycle.follow_up(ticket=waiting, text="دیروز", now=late)

    assert (event.to_status, event.details) == (Status.IN_REVIEW, {})


def test_answered_case_closes_by_itself_after_thirty_days(ticket, officer):
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=officer, now=NOW)
    closing = NOW + UNDO + THIRTY_DAYS

    early, late, again = (expiry.expire(now=moment) for moment in (closing - MOMENT, closing, closing))

    ticket.refresh_from_db()
    assert (early, late, again) == (0, 1, 0)
    assert (ticket.status, ticket.closed_at, ticket.outcome) == (Status.CLOSED, closing, Outcome.UPHELD)
    assert lifecycle.reopens_until(ticket, closing) is None


def test_case_closes_on_the_very_moment_it_can_be_reopened_no_more(ticket, officer):
    event = lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=officer, now=NOW)
    ticket.refresh_from_db()

    until = lifecycle.reopens_until(ticket, event.message.published_at)

    assert (expiry.expire(now=until - MOMENT), expiry.expire(now=until)) == (0, 1)


def test_many_at_once_stop_at_a_batch(ticket, officer, monkeypatch):
    monkeypatch.setattr(expiry, "BATCH", 0)
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=officer, now=NOW)

    assert expiry.expire(now=NOW + 2 * THIRTY_DAYS) == 0
