"""What an officer found out by telephone or on the spot: an event with its date, the finding an internal message."""

from django.db import transaction

from persian.dates import gregorian
from tickets.history import record
from tickets.models import Event
from tickets.workflow import NotAllowed

from .ground import locked, write

OUTSIDE = (Event.Name.CALLED, Event.Name.VISITED)


@transaction.atomic
def look_into(*, ticket, name, on, finding, tray=None, by, now):
    """
    Keep that `by` telephoned with the citizen or visited the place (`name`, one of OUTSIDE) on the date `on`.

    `finding` is internal. Raises NotAllowed for a date to come or before the case, or without words.
    """
    ticket = locked(ticket, by)
    first = gregorian(ticket.submitted_at)
    if name not in OUTSIDE or not finding or not ticket.is_open or not first <= on <= gregorian(now):
        raise NotAllowed("finding")
    message = write(ticket, finding, tray=tray, by=by, now=now)
    return record(ticket, name, by=by, now=now, message=message, details={"on": on.isoformat()})
