"""After a change of the calendar: the due dates of all open cases, counted again once."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import ngettext

from persian.digits import format_number
from workdays.changes import announces, rings_on_change
from workdays.models import CalendarChange

from . import clock, tasks
from .history import record_all
from .models import Event, Ticket

BATCH = 500
# A change is put away by a count that begins so long after it: who read the calendar before it (a case being
# registered) is done by then. The sweep rings for that count, as for one whose bell was lost.
SETTLED = timedelta(minutes=1)


@rings_on_change
def ring():
    tasks.wake(tasks.recount)


@announces
def announcement():
    """What a change of the calendar leads to, in a sentence for whoever makes it."""
    number = Ticket.objects.open().count()
    return ngettext(
        "The due date of %(number)s open case is being counted again.",
        "The due dates of %(number)s open cases are being counted again.",
        number,
    ) % {"number": format_number(number)}


def is_due(now):
    """Does a change of the calendar wait to be put away?"""
    return CalendarChange.objects.waiting().filter(made_at__lte=now - SETTLED).exists()


def recount(*, now):
    """
    Count the due dates of all open cases again, if the calendar has changed. Returns how many moved.

    May run twice at once, be killed and begin anew: a case whose date is right already is left alone. A change made
    meanwhile waits for the next time.
    """
    changes = list(CalendarChange.objects.waiting().values_list("pk", "made_at"))
    if not changes:
        return 0
    moved = sum(_batches(now))
    settled = [pk for pk, made_at in changes if made_at <= now - SETTLED]
    CalendarChange.objects.waiting().filter(pk__in=settled).update(counted_at=now)
    return moved


def _batches(now):
    """How many moved of each batch; at last of the cases that somebody had in hand, once those are free."""
    keys, busy = sorted(Ticket.objects.open().values_list("pk", flat=True)), []
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        yield _batch(batch, busy, now)
    for key in busy:
        yield _one(key, now)


@transaction.atomic
def _batch(keys, busy, now):
    """Waits for nobody: with five hundred locks in hand that would stop others, or for ever."""
    free = list(_open(keys).select_for_update(of=("self",), skip_locked=True))
    busy += sorted(set(keys) - {ticket.pk for ticket in free})
    return count_locked(free, now=now)


@transaction.atomic
def _one(key, now):
    """What was answered or withdrawn meanwhile is open no more, and keeps its date."""
    return count_locked(list(_open([key]).select_for_update(of=("self",))), now=now)


def _open(keys):
    return Ticket.objects.open().filter(pk__in=keys).order_by("pk").select_related("district")


def count_locked(tickets, *, now):
    """
    Move the due dates of `tickets`, locked by the caller, to where the calendar has them now. Returns how many moved.

    The calendar is read after the locks are had. Whoever had one before has read it before as well, or has moved the
    case by it: so no count with an older calendar undoes one with a newer.
    """
    again = [found for found in clock.count_all_again(tickets) if found[2].due_on != found[0].due_on]
    if not again:
        return 0
    details = [clock.moved(ticket, deadline) for ticket, _promise, deadline in again]
    moved = [ticket for ticket, _promise, _deadline in again]
    events = record_all(moved, Event.Name.RECOUNTED, now=now, fields=clock.MOVED, details=details)
    clock.keep_all(
        (event, deadline, promise.promised_days)
        for event, (_ticket, promise, deadline) in zip(events, again, strict=True)
    )
    return len(moved)
