"""The one door through which a ticket's state changes: a checked move, a saved ticket, an appended event."""

from .models import Event
from .workflow import check_move

# looking is not acting on what the citizen wrote, nor is handing out a new code
ASIDE = (Event.Name.SENDER_OPENED, Event.Name.SENDER_REVEALED, Event.Name.FILE_OPENED, Event.Name.CODE_RENEWED)
HANDED_ON = (Event.Name.ASSIGNED, Event.Name.TRANSFERRED, Event.Name.REMINDED)  # nor is telling others to act


def record(ticket, name, *, now, by=None, to=None, fields=(), details=None, message=None, from_unit=None):
    """
    Append the event `name`, and move `ticket` (locked by the caller) to status `to` when one is given.

    `fields` are further fields of the ticket to save with it. `by=None` means the system or the citizen. Raises
    NotAllowed when the workflow has no such move.
    """
    before = ticket.status
    fields = {*fields, *_reading(ticket, name, by), *_moving(ticket, to)}
    if fields:
        ticket.save(update_fields=fields)
    return Event.objects.create(
        ticket=ticket,
        name=name,
        at=now,
        by=by,
        from_status=before,
        to_status=ticket.status,
        outcome=ticket.outcome,
        kind=ticket.kind,
        topic_id=ticket.topic_id,
        district_id=ticket.district_id,
        unit_id=ticket.unit_id,
        from_unit=from_unit,
        details=details or {},
        message=message,
    )


def _moving(ticket, to):
    """Move `ticket` to the status `to`, if one is given. Returns the fields to save."""
    if to is None:
        return ()
    check_move(ticket.status, to)
    ticket.status = to
    return ("status",)


def _reading(ticket, name, by):
    """Who of the staff acts has read what the citizen wrote last. Returns the fields to save."""
    if by is None or ticket.citizen_wrote_at is None or name in (*ASIDE, *HANDED_ON):
        return ()
    ticket.citizen_wrote_at = None
    return ("citizen_wrote_at",)
