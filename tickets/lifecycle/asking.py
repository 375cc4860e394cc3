"""What moves the due date: a question to the citizen, for which the clock stands, and more time, with its reason."""

from django.db import transaction

from persian.dates import gregorian
from tickets import clock, notifications
from tickets.history import record
from tickets.models import ClockReason, Event, Extension, Pause
from tickets.staff import leads
from tickets.workflow import NotAllowed, Status
from workdays.calendar import add_working_days, load_calendar

from .ground import locked, write

MOST_EXTENSIONS = 2  # by an officer; each further one needs the head


class NeedsHead(NotAllowed):
    """An officer has taken more time MOST_EXTENSIONS times: only a head may do so again."""


class LimitReached(NotAllowed):
    """The case is at the absolute limit of the law: no more time can be taken."""


class LateStill(NotAllowed):
    """The case is so late that even the new date would be over: the citizen is told no date that has passed."""


@transaction.atomic
def ask(*, ticket, question, reason, days, by, now):
    """
    Ask the citizen, who may take `days` working days. The clock stands from tomorrow until the reply, or until then.

    `reason` is a ClockReason for pauses, whose cap holds. Raises NotAllowed.
    """
    ticket = locked(ticket, by)
    _check(reason, days, ClockReason.Purpose.PAUSE)
    if not question:
        raise NotAllowed("question")
    calendar, today = load_calendar(district=ticket.district), gregorian(now)
    pause = Pause(ticket=ticket, reason=reason, round=ticket.times_reopened, since=today)
    pause.until = add_working_days(today, days, calendar)
    promise = clock.promise_of(ticket)
    deadline = clock.count_again(ticket, calendar=calendar, promise=promise, changed=[pause])
    details = clock.moved(ticket, deadline) | {"until": pause.until.isoformat()}
    ticket.assignee = ticket.assignee or by
    message = write(ticket, question, by=by, now=now, published_at=now)
    fields, to = [*clock.MOVED, "assignee"], Status.AWAITING_CITIZEN
    event = record(ticket, Event.Name.ASKED, to=to, by=by, now=now, message=message, fields=fields, details=details)
    pause.event = event
    pause.save()
    clock.keep(event, deadline, promise.promised_days)
    notifications.tell_sender(event, now=now)
    return event


@transaction.atomic
def extend(*, ticket, reason, days, text, by, now):
    """
    Take `days` working days more. The citizen is told at once, with the reason (`text`).

    `reason` is a ClockReason for extensions, whose cap holds. Raises NeedsHead from the third time on, LimitReached
    where the law gives no more, LateStill for too few days, NotAllowed otherwise.
    """
    ticket = locked(ticket, by)
    _check(reason, days, ClockReason.Purpose.EXTENSION)
    if not ticket.is_open or not text:
        raise NotAllowed("extend")
    if clock.extensions_of_round(ticket) >= MOST_EXTENSIONS and not leads(by, ticket):
        raise NeedsHead
    promise = clock.promise_of(ticket)
    deadline = clock.count_again(ticket, promise=promise, more_days=days)
    if deadline.due_on <= ticket.due_on:
        raise LimitReached
    if deadline.due_on < gregorian(now):
        raise LateStill
    details = clock.moved(ticket, deadline) | {"days": days}
    message = write(ticket, text, by=by, now=now, published_at=now)
    event = record(ticket, Event.Name.EXTENDED, by=by, now=now, message=message, fields=clock.MOVED, details=details)
    Extension.objects.create(ticket=ticket, event=event, reason=reason, round=ticket.times_reopened, days=days)
    clock.keep(event, deadline, promise.promised_days)
    notifications.tell_sender(event, now=now)
    return event


def end_pause(ticket, *, on):
    """
    The citizen has replied on the day `on` to what the locked `ticket` waits for: the clock goes on after it.

    Returns (details for the event, Deadline, promised days); `ticket` has the new due date, unsaved.
    """
    pause = clock.running_pause(ticket)
    pause.until, pause.is_over = min(pause.until, on), True
    promise = clock.promise_of(ticket)
    deadline = clock.count_again(ticket, promise=promise, changed=[pause])
    pause.save(update_fields=["until", "is_over"])
    return clock.moved(ticket, deadline), deadline, promise.promised_days


def _check(reason, days, purpose):
    if not (reason.is_active and reason.purpose == purpose and 1 <= days <= reason.most_days):
        raise NotAllowed("reason")
