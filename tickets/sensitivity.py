"""What happens to the cases of a topic that becomes sensitive while they are open."""

from django.db import transaction

from . import lifecycle
from .models import Ticket, Topic
from .routing import Tree


@transaction.atomic
def become_sensitive(*, topic, by, now):
    """
    Cover all cases of `topic`, which became sensitive; nothing ever takes that back. Returns how many were not before.

    An open case leaves a colleague who is not cleared, and a unit where nobody is, for the nearest one above; routing
    sees to those that are in no unit yet.
    """
    Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)  # nothing of it is being routed now
    plain = Ticket.objects.filter(topic=topic, sensitive=False)
    in_units = plain.open().exclude(unit=None).order_by("pk").select_for_update(of=("self",))
    open_ones = list(in_units.prefetch_related("unit", "about", "assignee"))
    covered = plain.update(sensitive=True)
    trees = {}  # one for each person complained of, who may not count as staff; nor may who stands in for the root's
    for ticket in open_ones:
        ticket.sensitive = True
        accused = ticket.respondent_user_id, ticket.is_about_the_root
        if accused not in trees:
            trees[accused] = Tree.load(ticket)
        lifecycle.leave_the_unable(ticket, trees[accused], by=by, now=now)
    return covered
