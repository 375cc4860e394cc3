"""The one door through which a ticket's state changes: a checked move, a saved ticket, an appended event."""

from collections import defaultdict

from .models import Event, Ticket
from .workflow import check_move

# looking is not acting on what the citizen wrote, nor is handing out a new code, nor what another unit was asked
ASIDE = (
    Event.Name.SENDER_OPENED,
    Event.Name.SENDER_REVEALED,
    Event.Name.FILE_OPENED,
    Event.Name.CODE_RENEWED,
    Event.Name.ADVISED,
)
CAME_BACK = {Event.Name.RETURNED: "was_returned", Event.Name.ADVISED: "was_advised"}  # by which column of the ticket
HANDED_ON = (Event.Name.ASSIGNED, Event.Name.TRANSFERRED, Event.Name.REMINDED)  # nor is telling others to act


def record(ticket, name, *, now, by=None, to=None, fields=(), details=None, message=None, from_unit=None):
    """
    Append the event `name`, and move `ticket` (locked by the caller) to status `to` when one is given.

    `fields` are further fields of the ticket to save with it. `by=None` means the system or the citizen. Raises
    NotAllowed when the workflow has no such move.
    """
    before = ticket.status
    fields = {*fields, *_reading(ticket, name, by), *_coming_back(ticket, name), *_moving(ticket, to)}
    if fields:
        ticket.save(update_fields=fields)
    details = (details or {}) | _standing_in(by, ticket, name, message)
    event = _event(ticket, name, at=now, by=by, details=details, message=message, from_unit=from_unit)
    event.from_status = before
    event.save(force_insert=True)
    return event


def record_all(tickets, name, *, now, fields, details, by=None, to=None, from_unit=None):
    """
    Append the event `name` to many `tickets` (locked by the caller), and save their `fields`.

    They stay in their state, or move to the status `to`. `by=None` means the system. `details` are those of each
    ticket, in the same order; so are the events returned. Not for what is done in answer to the citizen: what they
    wrote stays unread. Raises NotAllowed when the workflow has no such move.
    """
    before = [ticket.status for ticket in tickets]
    fields = [*fields, *{field for ticket in tickets for field in _moving(ticket, to)}]
    alike = defaultdict(list)
    for ticket in tickets:
        alike[tuple(getattr(ticket, field) for field in fields)].append(ticket.pk)
    for values, keys in alike.items():  # many share them; bulk_update would write a CASE of each
        Ticket.objects.filter(pk__in=keys).update(**dict(zip(fields, values, strict=True)))
    each = zip(tickets, details, strict=True)
    events = [_event(ticket, name, at=now, by=by, details=says, from_unit=from_unit) for ticket, says in each]
    for event, status in zip(events, before, strict=True):
        event.from_status = status
    return Event.objects.bulk_create(events)


def _event(ticket, name, **columns):
    """The unsaved row of what happened to `ticket`, with copies of what it is now."""
    return Event(
        ticket=ticket,
        name=name,
        from_status=ticket.status,
        to_status=ticket.status,
        outcome=ticket.outcome,
        kind=ticket.kind,
        topic_id=ticket.topic_id,
        district_id=ticket.district_id,
        unit_id=ticket.unit_id,
        **columns,
    )


def _standing_in(by, ticket, name, message):
    """{"for": the absent head} where `by` could only act as a deputy: in another unit, or on another's proposal."""
    if by is None or not by.posts or "tickets.lead_unit" in by.own_permissions:
        return {}
    is_own = message is None or message.written_by_id in (None, by.pk)
    if ticket.unit_id == by.unit_id and is_own and name != Event.Name.RETURNED:
        return {}
    return {"for": min(by.posts, key=lambda post: len(post[0]))[1]}


def _moving(ticket, to):
    """Move `ticket` to the status `to`, if one is given. Returns the fields to save."""
    if to is None:
        return ()
    check_move(ticket.status, to)
    ticket.status = to
    return ("status",)


def _reading(ticket, name, by):
    """Who of the staff acts has read what the citizen wrote last, and what came back. Returns the fields to save."""
    fresh = {"citizen_wrote_at": None, **dict.fromkeys(CAME_BACK.values(), False)}
    unread = [column for column, read in fresh.items() if getattr(ticket, column) != read]
    if by is None or not unread or name in (*ASIDE, *HANDED_ON):
        return ()
    if not Ticket.objects.handled_by(by).filter(pk=ticket.pk).exists():  # a note of who oversees it, say
        return ()
    for column in unread:
        setattr(ticket, column, fresh[column])
    return unread


def _coming_back(ticket, name):
    """Mark what came back to the unit from its head or from another unit. Returns the fields to save."""
    if name not in CAME_BACK:
        return ()
    setattr(ticket, CAME_BACK[name], True)
    return (CAME_BACK[name],)
