"""Who begins to stand in for a head complained of is bound as that head is: the cases leave their hands."""

from django.db.models import Q

from persian.dates import gregorian
from tickets.models import Ticket
from tickets.one_by_one import taken
from units.models import Deputy

from .passing import leave_the_unable


def bind_deputies(*, deputyships=None, by=None, now):
    """
    Take what is about an absent head from the deputy who leads in their place today, once for each deputyship.

    A case on which nobody else in the unit can work goes to the nearest unit above. One of the QuerySet `deputyships`
    that begins later is bound on its first day (tickets.sweep). Returns how many were bound.
    """
    begun = (Deputy.objects.all() if deputyships is None else deputyships).leading(gregorian(now))
    keys = list(begun.filter(is_bound=False).values_list("pk", flat=True))
    return sum(taken(_bind, pk, by, now, failing=f"Deputyship {pk} was not bound") for pk in keys)


def _bind(pk, by, now):
    waiting = Deputy.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk, is_bound=False)
    post = waiting.select_related("person", "deputy").first()
    if post is None:  # somebody has it in hand, or was first
        return False
    for ticket in _kept_from(post):
        leave_the_unable(ticket, by=by, now=now)
    post.is_bound = True
    post.save(update_fields=["is_bound"])
    return True


def _kept_from(post):
    """The open cases about who is absent, or about their unit, that lie with the deputy or in the deputy's unit."""
    accused = Q(respondent_user=post.person_id) | Q(about=post.person.unit_id)
    here = Q(unit=post.deputy.unit_id) | Q(assignee=post.deputy_id)
    found = Ticket.objects.open().filter(accused, here, unit__isnull=False)
    return list(found.select_for_update(of=("self",)).order_by("pk"))
