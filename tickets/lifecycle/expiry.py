"""What the days do by themselves: a question that nobody replied to, an answer that nobody objected to."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from persian.dates import gregorian
from tickets import notifications
from tickets.history import record
from tickets.models import Event, Ticket
from tickets.workflow import DAYS_TO_REOPEN, Status

BATCH = 200


def expire(*, now):
    """Do what is due of both, some hundred cases at a time (tickets.sweep). Returns how many."""
    return sum(_some(_lapse_one, now)) + sum(_some(_close_one, now))


def _some(step, now):
    for _ in range(BATCH):
        if not step(now):
            return
        yield 1


@transaction.atomic
def _lapse_one(now):
    """No reply came: the review goes on. The due date counts with the whole pause already."""
    silent = Ticket.objects.filter(
        status=Status.AWAITING_CITIZEN, pauses__is_over=False, pauses__until__lt=gregorian(now)
    )
    ticket = _next(silent)
    if ticket is None:
        return False
    ticket.pauses.filter(is_over=False).update(is_over=True)
    event = record(ticket, Event.Name.ASK_LAPSED, to=Status.IN_REVIEW, now=now)
    notifications.tell_unit(event, now=now)
    return True


@transaction.atomic
def _close_one(now):
    """Nobody objected in the time there was for it, which began when the citizen could read the answer."""
    long_ago = now - timedelta(days=DAYS_TO_REOPEN, seconds=settings.ANSWER_UNDO_SECONDS)
    ticket = _next(Ticket.objects.filter(status=Status.ANSWERED, answered_at__lte=long_ago).order_by("answered_at"))
    if ticket is None:
        return False
    ticket.closed_at = now
    record(ticket, Event.Name.CLOSED, to=Status.CLOSED, now=now, fields=["closed_at"])
    return True


def _next(tickets):
    """One of `tickets` that nobody else has in hand, locked, or None."""
    return tickets.select_for_update(skip_locked=True, of=("self",)).first()
