"""What the citizen does with a case of their own: adds to it, withdraws it, rates the answer, does not accept it."""

from datetime import timedelta

from django.db import transaction

from persian.dates import gregorian
from tickets import clock, notifications
from tickets.history import record
from tickets.models import Event, Rating
from tickets.routing import one_level_up
from tickets.staff import able_staff
from tickets.workflow import DAYS_TO_REOPEN, HIGHEST_SCORE, LOWEST_SCORE, RATING, NotAllowed, Solved, Status

from .answering import DECIDED, may_be_taken_back, undo
from .asking import end_pause
from .ground import locked_for_citizen, tie_up, write
from .passing import leave_the_unable

MOST_FOLLOW_UPS = 10  # of one case in a day: each is a mail to a unit


class TooMany(NotAllowed):
    """The citizen has followed up MOST_FOLLOW_UPS times within a day."""


class TopReached(NotAllowed):
    """There is no level above the one that answered; the ministry's channels are."""


@transaction.atomic
def follow_up(*, ticket, text, tray=None, now):
    """
    Take in what the citizen adds to an open case: words, or the files in the draft `tray`, or both.

    Who was asked for it is waited for no more: the review and its clock go on. An answer that the citizen cannot read
    yet is taken back: it was written without these words. Raises TooMany, and NotAllowed once the case is closed.
    """
    ticket = locked_for_citizen(ticket)
    if may_be_taken_back(ticket, now):
        undo(ticket, now=now)
    if not ticket.is_open:
        raise NotAllowed("closed")
    recent = ticket.events.filter(name=Event.Name.FOLLOWED_UP, at__gt=now - timedelta(days=1))
    if recent.count() >= MOST_FOLLOW_UPS:
        raise TooMany
    message = write(ticket, text, tray=tray, now=now, published_at=now)
    if not text and not message.attachments.exists():
        raise NotAllowed("nothing")
    ticket.citizen_wrote_at = now
    event = _reply(ticket, message, now) if ticket.status == Status.AWAITING_CITIZEN else _add(ticket, message, now)
    if ticket.unit_id is not None:  # else routing tells the unit of the whole case
        notifications.tell_unit(event, now=now)
    return event


def _add(ticket, message, now):
    return record(ticket, Event.Name.FOLLOWED_UP, now=now, message=message, fields=["citizen_wrote_at"])


def _reply(ticket, message, now):
    """What was asked for has come: the review goes on, and its clock from tomorrow."""
    details, deadline, promised = end_pause(ticket, on=gregorian(now))
    fields = [*clock.MOVED, "citizen_wrote_at"]
    name, to = Event.Name.FOLLOWED_UP, Status.IN_REVIEW
    event = record(ticket, name, to=to, now=now, message=message, fields=fields, details=details)
    clock.keep(event, deadline, promised)
    return event


@transaction.atomic
def withdraw(*, ticket, text="", now):
    """Take the case back, at any stage before it is closed; `text` says why, if the citizen wishes. For good."""
    ticket = locked_for_citizen(ticket)
    if may_be_taken_back(ticket, now):
        undo(ticket, now=now)
    message = write(ticket, text, now=now, published_at=now) if text else None
    tie_up(ticket, now=now)
    event = record(ticket, Event.Name.WITHDRAWN, to=Status.WITHDRAWN, now=now, message=message)
    if ticket.unit_id is not None:
        notifications.tell_unit(event, now=now)
    return event


@transaction.atomic
def reopen(*, ticket, reason, now):
    """
    Put an answered or closed case back into the queue of its unit, with a clock of its own. Raises NotAllowed.

    Where nobody works in that unit any more it goes to the nearest one above.
    """
    ticket = _to_be_reopened(ticket, reason, now)
    if ticket.assignee_id and not able_staff(ticket).filter(pk=ticket.assignee_id, unit=ticket.unit_id).exists():
        ticket.assignee = None
    event = _reopen(ticket, Event.Name.REOPENED, reason, now=now)
    leave_the_unable(ticket, by=None, now=now)
    return event


@transaction.atomic
def object_to(*, ticket, reason, now):
    """
    Object to the answer: as `reopen`, but one level up (routing.next_level_up), past the unit complained of.

    Raises TopReached where there is none.
    """
    ticket = _to_be_reopened(ticket, reason, now)
    unit = one_level_up(ticket)
    if unit is None:
        raise TopReached
    origin, ticket.unit, ticket.assignee = ticket.unit, unit, None
    return _reopen(ticket, Event.Name.OBJECTED, reason, now=now, from_unit=origin)


def reopens_until(ticket, now):
    """The last moment at which the latest answer or closing of `ticket` may be objected to; None when it may not."""
    if not _has_read_the_decision(ticket, now):
        return None
    decided = ticket.events.filter(name__in=DECIDED, message__retracted_at=None, message__published_at__lte=now)
    published = decided.order_by("-pk").values_list("message__published_at", flat=True).first()
    until = published and published + timedelta(days=DAYS_TO_REOPEN)
    return until if until and now < until else None


@transaction.atomic
def rate(*, ticket, solved, score, comment="", now):
    """
    Keep the citizen's word on the latest answer: is the matter `solved` (Solved), how was it handled (1 to 5).

    Once for each answer. Raises NotAllowed.
    """
    ticket = locked_for_citizen(ticket)
    answer = rates(ticket, now)
    if answer is None or solved not in Solved.values or not LOWEST_SCORE <= score <= HIGHEST_SCORE:
        raise NotAllowed("rating")
    message = write(ticket, comment, now=now, published_at=now) if comment else None
    details = {"solved": str(solved), "score": score}
    event = record(ticket, Event.Name.RATED, now=now, message=message, details=details)
    Rating.objects.create(ticket=ticket, answer=answer, event=event, solved=solved, score=score)
    return event


def rates(ticket, now):
    """The answer (an Event) that the citizen has read and may rate, or None."""
    if ticket.kind not in RATING or not _has_read_the_decision(ticket, now):
        return None
    decided = ticket.events.filter(name__in=DECIDED, message__retracted_at=None, message__published_at__lte=now)
    latest = decided.order_by("-pk").first()
    if latest is None or latest.name != Event.Name.ANSWERED:
        return None
    return None if Rating.objects.filter(answer=latest).exists() else latest


def _has_read_the_decision(ticket, now):
    """Is `ticket` decided, and can the citizen read so? Before, an earlier answer is not the one to object to."""
    return ticket.status in (Status.ANSWERED, Status.CLOSED) and not may_be_taken_back(ticket, now)


def _to_be_reopened(ticket, reason, now):
    ticket = locked_for_citizen(ticket)
    if not reason or reopens_until(ticket, now) is None:
        raise NotAllowed("reopen")
    return ticket


def _reopen(ticket, name, reason, *, now, from_unit=None):
    message = write(ticket, reason, now=now, published_at=now)
    ticket.times_reopened += 1
    deadline = clock.begin(ticket, now)
    details = clock.moved(ticket, deadline)
    ticket.outcome, ticket.close_reason, ticket.answered_at, ticket.closed_at = "", "", None, None
    ticket.citizen_wrote_at = now
    fields = ["unit", "assignee", "times_reopened", "outcome", "close_reason", "answered_at", "closed_at"]
    fields += [*clock.MOVED, "citizen_wrote_at"]
    event = record(
        ticket, name, to=Status.ROUTED, now=now, message=message, fields=fields, details=details, from_unit=from_unit
    )
    clock.keep(event, deadline, deadline.working_days)
    notifications.tell_unit(event, now=now)
    return event
