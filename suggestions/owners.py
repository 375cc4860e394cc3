"""What was taken up and is not implemented yet: which suggestions these are, and who has each until when."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OrderBy, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import format_date
from tickets.tabs import ANSWERED, TABS, Tab
from tickets.workflow import TAKEN_UP, Kind

from .models import DECIDED, Undertaking

_OF_THE_TICKET = Undertaking.objects.standing().filter(ticket=OuterRef("pk"))
# what has no date yet before all others
SOONEST_FIRST = (OrderBy(Subquery(_OF_THE_TICKET.values("due_on")), nulls_first=True), "pk")


def to_be_implemented(now):
    """A Q of the tickets that were taken up, as their senders can read by `now`, and of which nothing has come yet."""
    published = now - timedelta(seconds=settings.ANSWER_UNDO_SECONDS)
    done = _OF_THE_TICKET.filter(done__isnull=False)
    taken_up = Q(kind=Kind.SUGGESTION, status__in=DECIDED, outcome__in=TAKEN_UP, answered_at__lte=published)
    return taken_up & ~Exists(done)


def _to_implement(*, reader, day):
    """Which promises are still to be kept?"""
    return to_be_implemented(timezone.now())


def _with_tab():
    """The tabs of every section, and one more where the work goes on once the answer is given."""
    for name, tab in TABS.items():
        if name == ANSWERED:
            yield "implement", Tab(gettext_lazy("To be implemented"), _to_implement, order=SOONEST_FIRST)
        yield name, tab


TABS_OF_SUGGESTIONS = dict(_with_tab())


def mark_of(ticket, *, day):
    """(icon, words) of who is to implement `ticket`, which is still to be, and was read with its undertaking."""
    undertaking = getattr(ticket, "undertaking", None)
    if undertaking is None or not undertaking.is_standing:
        return "ownerless", _("nobody is to implement it yet")
    words = {"owner": undertaking.owner, "date": format_date(undertaking.due_on)}
    if undertaking.owner is None:
        return "ownerless", _("nobody is to implement it any more; by %(date)s") % words
    if undertaking.due_on < day:
        return "overdue", _("not implemented by %(date)s: %(owner)s") % words
    return "owned", _("to be implemented by %(date)s: %(owner)s") % words
