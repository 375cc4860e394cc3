"""A unit where nobody works any more: its open cases pass to the nearest unit above, many at once."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q

from tickets import notifications
from tickets.history import record_all
from tickets.models import Consultation, Event, Proposal, Ticket, Warned
from tickets.routing import Tree, nearest_staffed
from tickets.workflow import Status
from units.models import User


@transaction.atomic
def leave_the_empty(*, unit, by, now):
    """
    Move the open tickets of `unit` on which nobody there may work any more to the nearest unit above where one may.

    Each unit that gets some is told once, of how many. What is about the directorate itself stays. Returns how many
    were moved.
    """
    stuck = Ticket.objects.open().filter(_nobodys(unit), unit=unit).select_related("about")
    trees, moves = {}, defaultdict(list)
    for ticket in stuck.select_for_update(of=("self",)).order_by("pk"):
        ticket.unit = unit  # known, and not read once more for each
        if ticket.is_about_the_root:
            continue
        accused = ticket.sensitive, ticket.respondent_user_id
        if accused not in trees:
            trees[accused] = Tree.load(ticket)
        above, reasons = nearest_staffed(ticket, trees[accused])
        if above != unit and above.staffed:
            moves[above, tuple(reasons)].append(ticket)
    for (above, reasons), tickets in moves.items():
        _pass_on(tickets, above, list(reasons), by=by, now=now)
    return sum(map(len, moves.values()))


def _nobodys(unit):
    """A Q of the tickets on which no member of `unit` may work: one alone may not where they are complained of."""
    workers = User.objects.active_staff().holding("tickets.handle_ticket").filter(unit=unit)
    cleared = workers.holding("tickets.view_sensitive")
    return Q(_kept_from_all(workers), sensitive=False) | Q(_kept_from_all(cleared), sensitive=True)


def _kept_from_all(people):
    some = list(people.values_list("pk", flat=True)[:2])
    if not some:
        return Q()
    return Q(respondent_user__in=some) if len(some) == 1 else Q(pk__in=())


def _pass_on(tickets, unit, reasons, *, by, now):
    """As passing.pass_on, of many that come from one unit."""
    origin, keys = tickets[0].unit, [ticket.pk for ticket in tickets]
    for ticket in tickets:
        ticket.unit, ticket.assignee, ticket.warned, ticket.was_returned = unit, None, Warned.NOBODY, False
    is_asked = defaultdict(list)  # a question to the citizen stays asked
    for ticket in tickets:
        is_asked[ticket.status == Status.AWAITING_CITIZEN].append(ticket)
    details = {"reasons": reasons, "cases": len(tickets)}
    events = []
    for asked, some in is_asked.items():
        events += record_all(
            some,
            Event.Name.TRANSFERRED,
            to=None if asked else Status.ROUTED,
            by=by,
            now=now,
            from_unit=origin,
            fields=["unit", "assignee", "warned", "was_returned"],
            details=[details] * len(some),
        )
    Proposal.objects.pending().filter(ticket__in=keys).update(decided_at=now)
    Consultation.objects.open().filter(ticket__in=keys, unit=unit).update(ended_at=now)
    notifications.tell_unit(events[0], now=now)  # one notice speaks for all of them
