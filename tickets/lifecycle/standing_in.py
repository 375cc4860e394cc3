"""Who begins to stand in for a head complained of is bound as that head is: the cases leave their hands."""

import logging

from django.db import transaction
from django.db.models import Q

from persian.dates import gregorian
from tickets.models import Ticket
from units.models import Deputy

from .passing import leave_the_unable

logger = logging.getLogger(__name__)


def bind_deputies(*, deputyships=None, by=None, now):
    """
    Take what is about an absent head from the deputy who leads in their place today, once for each deputyship.

    A case on which nobody else in the unit can work goes to the nearest unit above. One of the QuerySet `deputyships`
    that begins later is bound on its first day (tickets.sweep). Returns how many were bound.
    """
    begun = (Deputy.objects.all() if deputyships is None else deputyships).leading(gregorian(now))
    return sum(_bind(pk, by, now) for pk in list(begun.filter(is_bound=False).values_list("pk", flat=True)))


def _bind(pk, by, now):
    """One bad row never holds up the others."""
    try:
        with transaction.atomic():
            waiting = Deputy.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk, is_bound=False)
            post = waiting.select_related("person", "deputy").first()
            if post is None:  # somebody has it in hand, or was first
                return 0
            for ticket in _kept_from(post):
                leave_the_unable(ticket, by=by, now=now)
            post.is_bound = True
            post.save(update_fields=["is_bound"])
    except Exception:
        logger.exception("Deputyship %s was not bound", pk)
        return 0
    return 1


def _kept_from(post):
    """The open cases about who is absent, or about their unit, that lie with the deputy or in the deputy's unit."""
    accused = Q(respondent_user=post.person_id) | Q(about=post.person.unit_id)
    here = Q(unit=post.deputy.unit_id) | Q(assignee=post.deputy_id)
    found = Ticket.objects.open().filter(accused, here, unit__isnull=False)
    return list(found.select_for_update(of=("self",)).order_by("pk"))
