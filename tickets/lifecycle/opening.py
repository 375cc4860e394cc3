"""What is read only on the record: files, a named sender, and, with a reason the sender reads, a hidden one."""

from datetime import timedelta

from django.db import transaction

from tickets.history import record
from tickets.models import Event, Ticket
from tickets.workflow import Identity, NotAllowed

from .ground import locked, write

OPENING_COUNTS_FOR = timedelta(hours=1)
REVEALED_FOR = timedelta(minutes=60)


@transaction.atomic
def open_file(*, attachment, is_piece=False, by, now):
    """
    Put on the record that `by` opens an attachment of a case in sight. Raises NotAllowed.

    Players ask for sound in many pieces: `is_piece` is recorded once an hour.
    """
    ticket = locked(attachment.message.ticket, by, among=Ticket.objects.visible_to)
    details = {"attachment": attachment.pk}
    mine = ticket.events.filter(name=Event.Name.FILE_OPENED, by=by, details=details)
    if not (is_piece and mine.filter(at__gt=now - OPENING_COUNTS_FOR).exists()):
        record(ticket, Event.Name.FILE_OPENED, by=by, now=now, details=details)


@transaction.atomic
def open_sender(*, ticket, by, now):
    """Show a named sender's particulars to `by`, on the record. Returns the Sender. Raises NotAllowed."""
    ticket = locked(ticket, by, among=Ticket.objects.visible_to)
    if not ticket.sender.may_be_opened_by(by):
        raise NotAllowed("sender")
    record(ticket, Event.Name.SENDER_OPENED, by=by, now=now)
    return ticket.sender


@transaction.atomic
def reveal_sender(*, ticket, reason, by, now):
    """
    Open a hidden sender's particulars to `by` for REVEALED_FOR. Returns the Event. Raises NotAllowed.

    The sender reads on the tracking page that an inspector did so, when and why: `reason` is words to them.
    """
    ticket = locked(ticket, by, among=Ticket.objects.visible_to)
    if not ticket.sender.may_be_revealed_to(by) or not reason:
        raise NotAllowed("sender")
    message = write(ticket, reason, by=by, now=now, published_at=now)
    return record(ticket, Event.Name.SENDER_REVEALED, by=by, now=now, message=message)


def revealed_until(ticket, *, by, now):
    """Until when the hidden sender of `ticket` is open to `by`, or None."""
    if ticket.identity != Identity.HIDDEN or not ticket.sender.may_be_revealed_to(by):
        return None
    revealed = ticket.events.filter(name=Event.Name.SENDER_REVEALED, by=by, at__gt=now - REVEALED_FOR)
    latest = revealed.order_by("-at").values_list("at", flat=True).first()
    return latest and latest + REVEALED_FOR
