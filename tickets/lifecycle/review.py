"""Every change of a ticket's state after it is registered and routed. Each takes who (`by`) and when (`now`)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from units.models import Unit

from . import notifications
from .attachments import trays
from .history import record
from .models import Event, Message, Ticket
from .staff import able_staff
from .workflow import OUTCOMES, Kind, NotAllowed, Outcome, Status

OPENING_COUNTS_FOR = timedelta(hours=1)
MOST_FOLLOW_UPS = 10  # of one case in a day: each is a mail to a unit


class AlreadyAnswered(NotAllowed):
    """A colleague's answer came first."""


class TransferRefused(NotAllowed):
    """The ticket cannot go to that unit."""


class TooMany(NotAllowed):
    """The citizen has followed up MOST_FOLLOW_UPS times within a day."""


@transaction.atomic
def accept(*, ticket, by, now):
    """Begin the review; whoever accepts is the assignee unless somebody is already."""
    ticket = _locked(ticket, by)
    if ticket.assignee_id is None:
        ticket.assignee = by
    return record(ticket, Event.Name.ACCEPTED, to=Status.IN_REVIEW, by=by, now=now, fields=["assignee"])


@transaction.atomic
def assign(*, ticket, assignee, by, now):
    """Give an open ticket to another member of its unit, or to nobody (`assignee=None`)."""
    ticket = _locked(ticket, by)
    if not ticket.is_open:
        raise NotAllowed("closed")
    if assignee == ticket.assignee:
        raise NotAllowed("theirs already")
    if assignee is not None and not assignable(ticket).filter(pk=assignee.pk).exists():
        raise NotAllowed("assignee")
    ticket.assignee = assignee
    details = {"assignee": assignee and assignee.pk}
    return record(ticket, Event.Name.ASSIGNED, by=by, now=now, fields=["assignee"], details=details)


def assignable(ticket):
    """The members of the ticket's unit who may work on it."""
    return able_staff(ticket).filter(unit=ticket.unit_id).order_by("last_name", "first_name")


@transaction.atomic
def answer(*, ticket, text, outcome, other_body="", tray=None, by, now):
    """
    Answer the citizen. Page and message both wait until the undo time is over (ANSWER_UNDO_SECONDS).

    `outcome` must be one of the kind's; OUT_OF_SCOPE names the `other_body`. The files in the draft `tray` go with it.
    Raises AlreadyAnswered when a colleague was first, NotAllowed otherwise.
    """
    ticket = _locked(ticket, by)
    if ticket.status == Status.ANSWERED:
        raise AlreadyAnswered
    if outcome not in OUTCOMES[Kind(ticket.kind)] or not text:
        raise NotAllowed("outcome")
    if (outcome == Outcome.OUT_OF_SCOPE) != bool(other_body):
        raise NotAllowed("other body")
    published_at = now + timedelta(seconds=settings.ANSWER_UNDO_SECONDS)
    message = _write(ticket, text, tray=tray, by=by, now=now, published_at=published_at)
    ticket.outcome, ticket.other_body, ticket.answered_at = outcome, other_body, now
    fields = ["outcome", "other_body", "answered_at"]
    event = record(ticket, Event.Name.ANSWERED, to=Status.ANSWERED, by=by, now=now, message=message, fields=fields)
    notifications.tell_sender(event, now=published_at)
    return event


@transaction.atomic
def note(*, ticket, text, tray=None, by, now):
    """Keep an internal note, and the files in the draft `tray` with it; the citizen never sees either."""
    ticket = _locked(ticket, by, among=Ticket.objects.visible_to)
    if not by.holds("tickets.handle_ticket"):
        raise NotAllowed("note")
    message = _write(ticket, text, tray=tray, by=by, now=now)
    return record(ticket, Event.Name.NOTED, by=by, now=now, message=message)


@transaction.atomic
def follow_up(*, ticket, text, tray=None, now):
    """
    Take in what the citizen adds to an open case: words, or the files in the draft `tray`, or both.

    Who was asked for it is waited for no more: the review goes on. Raises TooMany, and NotAllowed once the case is
    closed.
    """
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)
    if not ticket.is_open:
        raise NotAllowed("closed")
    recent = ticket.events.filter(name=Event.Name.FOLLOWED_UP, at__gt=now - timedelta(days=1))
    if recent.count() >= MOST_FOLLOW_UPS:
        raise TooMany
    message = _write(ticket, text, tray=tray, now=now, published_at=now)
    if not text and not message.attachments.exists():
        raise NotAllowed("nothing")
    to = Status.IN_REVIEW if ticket.status == Status.AWAITING_CITIZEN else None
    event = record(ticket, Event.Name.FOLLOWED_UP, to=to, now=now, message=message)
    if ticket.unit_id is not None:  # else routing tells the unit of the whole case
        notifications.tell_unit(event, now=now)
    return event


@transaction.atomic
def transfer(*, ticket, unit, reason, by, now):
    """
    Pass the ticket to `unit`, whose queue it enters unassigned; the due date stays as it is.

    Raises TransferRefused for the unit that has it already, for the one complained of or any below it, and for one
    where nobody could work on it.
    """
    ticket = _locked(ticket, by)
    if not ticket.is_open:
        raise NotAllowed("closed")
    if unit not in transfer_targets(ticket):
        raise TransferRefused(unit.code)
    return pass_on(ticket, unit, by=by, now=now, message=_write(ticket, reason, by=by, now=now))


def pass_on(ticket, unit, *, by, now, message=None, details=None):
    """Put the locked `ticket` into the queue of `unit`, and tell that. Returns the Event."""
    origin = ticket.unit
    ticket.unit, ticket.assignee = unit, None
    event = record(
        ticket,
        Event.Name.TRANSFERRED,
        to=Status.ROUTED,
        by=by,
        now=now,
        message=message,
        from_unit=origin,
        fields=["unit", "assignee"],
        details=details,
    )
    notifications.tell_unit(event, now=now)
    return event


def transfer_targets(ticket):
    """The units a ticket may go to: staffed, not its own, never the one complained of nor any below that."""
    units = Unit.objects.offices().with_staffed(able_staff(ticket)).filter(staffed=True).exclude(pk=ticket.unit_id)
    if ticket.about_id is None:
        return units
    if ticket.is_about_the_root:
        return units.exclude(pk=ticket.about_id)
    return units.exclude(path__startswith=ticket.about.path)


@transaction.atomic
def open_file(*, attachment, is_piece=False, by, now):
    """
    Put on the record that `by` opens an attachment of a case in sight. Raises NotAllowed.

    Players ask for sound in many pieces: `is_piece` is recorded once an hour.
    """
    ticket = _locked(attachment.message.ticket, by, among=Ticket.objects.visible_to)
    details = {"attachment": attachment.pk}
    mine = ticket.events.filter(name=Event.Name.FILE_OPENED, by=by, details=details)
    if not (is_piece and mine.filter(at__gt=now - OPENING_COUNTS_FOR).exists()):
        record(ticket, Event.Name.FILE_OPENED, by=by, now=now, details=details)


@transaction.atomic
def open_sender(*, ticket, by, now):
    """Show a named sender's particulars to `by`, on the record. Returns the Sender. Raises NotAllowed."""
    ticket = _locked(ticket, by, among=Ticket.objects.visible_to)
    if not ticket.sender.may_be_opened_by(by):
        raise NotAllowed("sender")
    record(ticket, Event.Name.SENDER_OPENED, by=by, now=now)
    return ticket.sender


def _locked(ticket, by, among=Ticket.objects.handled_by):
    """`ticket` fresh and locked, if it is among those on which `by` may act. Raises NotAllowed."""
    fresh = among(by).select_for_update(of=("self",)).filter(pk=ticket.pk).first()
    if fresh is None:
        raise NotAllowed("not yours")
    return fresh


def _write(ticket, text, *, tray=None, by=None, now, published_at=None):
    """A message with the files in `tray`: of the staff `by`, else of the citizen; internal without `published_at`."""
    message = Message.objects.create(
        ticket=ticket,
        author=Message.Author.STAFF if by else Message.Author.CITIZEN,
        written_by=by,
        is_public=published_at is not None,
        text=text,
        created_at=now,
        published_at=published_at,
    )
    trays.hand_over(tray, message)
    return message
