"""Open cases that nobody keeps: passed on three times, or back with a unit that had given them away."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Q

from units.models import Unit

from .models import Event, Ticket

MANY = 3  # times from unit to unit


@dataclass
class Wanderer:
    """A case that goes to and fro, how often it changed units, and the `path` of Units that had it, in order."""

    ticket: Ticket
    times: int
    path: list[Unit] = field(default_factory=list)


def wanderers(tickets, *, most):
    """The Wanderers among `tickets` (a queryset), those passed on most often first, `most` of them at most."""
    moves = Event.objects.filter(from_unit__isnull=False, ticket__in=tickets.open())
    came_back = Q(from_unit=F("ticket__unit"))
    counted = moves.values("ticket").annotate(
        times=Count("from_unit"), times_back=Count("from_unit", filter=came_back)
    )
    wandering = counted.filter(Q(times__gte=MANY) | Q(times_back__gt=0)).order_by("-times", "ticket__due_on", "ticket")
    times = dict(wandering.values_list("ticket", "times")[:most])
    rows = Ticket.objects.filter(pk__in=times).defer("search_text", "search_vector")
    rows = rows.select_related("topic", "unit", "assignee").in_bulk()
    found = {pk: Wanderer(rows[pk], count) for pk, count in times.items()}
    _lay_paths(found)
    return list(found.values())


def _lay_paths(found):
    """Put the units in the order of the events into each Wanderer's path."""
    moves = Event.objects.filter(ticket__in=found, from_unit__isnull=False).order_by("ticket", "at", "pk")
    for move in moves.select_related("from_unit", "unit"):
        path = found[move.ticket_id].path
        path += [move.unit] if path else [move.from_unit, move.unit]
