"""When somebody may no longer work on cases: theirs go to a colleague, or back into the queue of their unit."""

from collections import defaultdict

from django.db import transaction

from tickets import notifications
from tickets.history import record_all
from tickets.models import Event, Ticket
from tickets.workflow import NotAllowed
from units.models import User


def left_behind(person):
    """The open tickets of `person` on which they may not work, as their account is now."""
    fresh = User.objects.select_related("unit").get(pk=person.pk)  # what roles gave before is remembered
    workable = Ticket.objects.handled_by(fresh).open().filter(assignee=fresh)
    return Ticket.objects.open().filter(assignee=fresh).exclude(pk__in=workable.values("pk"))


@transaction.atomic
def hand_over(*, person, to=None, by, now):
    """
    Take from `person` the open tickets on which they may not work any more, once their account says so.

    Those of the unit of the User `to` on which that one may work become theirs; all others go unassigned into the
    queue of the unit they lie in. Who gets some, a colleague or a unit, is told in one notice. Returns (how many are
    given, how many are nobody's). Raises NotAllowed for `to` being `person`.
    """
    if to == person:
        raise NotAllowed("assignee")
    tickets = list(left_behind(person).select_for_update(of=("self",)).order_by("pk"))
    theirs = taken_by(to, tickets)
    for ticket in tickets:
        ticket.assignee = to if ticket.pk in theirs else None
    alike = defaultdict(list)
    for ticket in tickets:
        alike[ticket.assignee_id, ticket.unit_id].append(ticket)
    for (assignee, _unit), some in alike.items():
        details = {"assignee": assignee, "from": person.pk, "cases": len(some)}
        events = record_all(
            some, Event.Name.ASSIGNED, by=by, now=now, fields=["assignee"], details=[details] * len(some)
        )
        _tell(events[0], to if assignee else None, now=now)
    given = len(theirs)
    return given, len(tickets) - given


def taken_by(to, tickets):
    """The ids of those of `tickets` on which `to`, a member of their unit or nobody, may work."""
    if to is None:
        return set()
    here = Ticket.objects.handled_by(to).filter(unit=to.unit_id)
    return set(here.filter(pk__in=[ticket.pk for ticket in tickets]).values_list("pk", flat=True))


def _tell(event, person, *, now):
    """One notice speaks for all of them."""
    if person is not None:
        notifications.tell_people(event, [person], now=now)
    else:  # what was assigned lies in a unit
        notifications.tell_unit(event, now=now)
