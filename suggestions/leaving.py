"""When somebody may no longer work on suggestions: what they were to see through goes to a colleague, or to nobody."""

from django.db import transaction

from tickets import notifications
from tickets.history import record_all
from tickets.lifecycle.leaving import taken_by
from tickets.models import Event, Ticket
from units.models import User

from .models import Undertaking


def owned_by(person):
    """The Undertakings that `person` still has to see through."""
    return Undertaking.objects.standing().filter(owner=person, done=None)


@transaction.atomic
def hand_over(*, person, to=None, by, now):
    """
    Take from `person` the suggestions that they may not see through any more, once their account says so.

    Those that the User `to` may own become theirs, to be done by the same date, and they are told of each. The others
    have no owner, and the heads of their unit are told. Returns (how many are given, how many are nobody's).
    """
    left = _left_behind(person)
    tickets = [undertaking.ticket for undertaking in left]
    theirs = taken_by(to, tickets)
    for undertaking in left:
        undertaking.owner = to if undertaking.ticket_id in theirs else None
    details = [{"owner": each.owner_id, "from": person.pk, "due_on": each.due_on.isoformat()} for each in left]
    events = record_all(tickets, Event.Name.UNDERTAKEN, by=by, now=now, fields=(), details=details)
    for undertaking, event in zip(left, events, strict=True):
        undertaking.event = event
        undertaking.save(update_fields=["owner", "event"])
        if undertaking.owner is None:
            notifications.tell_heads(event, now=now)
        else:
            notifications.tell_people(event, [to], now=now)
    return len(theirs), len(left) - len(theirs)


def _left_behind(person):
    """What `person` may not own any more, as their account is now, with its tickets; all of it locked."""
    fresh = User.objects.select_related("unit").get(pk=person.pk)  # what roles gave before is remembered
    own = Ticket.objects.handled_by(fresh).filter(unit=fresh.unit_id)
    left = owned_by(fresh).exclude(ticket__in=own.values("pk")).select_related("ticket__unit")
    return list(left.select_for_update(of=("self", "ticket")).order_by("ticket"))
