"""The tabs of the queue, with counts. A tab answers one question; a case may stand under several."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OrderBy, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from persian.dates import today
from workdays.calendar import load_days_off

from .counting import count_each
from .models import Proposal
from .models.ticket import IS_READ
from .near import due_soon
from .workflow import OPEN, Status

STATE = "state"  # what asks for a tab, in the address of the queue
UNDECIDED, ANSWERED, EVERYTHING, APPROVAL = "open", "answered", "all", "approval"
# under what is open: unread words of a citizen first, then by time left
MOST_URGENT_FIRST = (OrderBy(IS_READ), "due_on", "pk")
LATEST_FIRST = ("-submitted_at", "-pk")


@dataclass(frozen=True)
class Day:
    """The day of which the tabs are asked; the calendars behind it are read once, however many ask."""

    date: date

    @cached_property
    def days_off(self):
        return load_days_off()

    @cached_property
    def soon(self):
        """A Q of what is due before long, and not late yet."""
        return due_soon(self.date, self.days_off)


def day_of(request):
    """The Day of this very request."""
    if not hasattr(request, "day_of_tabs"):
        request.day_of_tabs = Day(today())
    return request.day_of_tabs


@dataclass(frozen=True)
class Tab:
    """`words` name it, `cases` says which stand under it: a Q, of the reader and of a Day; `order` which is first."""

    words: str
    cases: Callable
    order: tuple = MOST_URGENT_FIRST


def _open(*, reader, day):
    """What is there to do at all?"""
    return Q(status__in=OPEN)


def _today(*, reader, day):
    """What will be late tomorrow, unless it is answered today? What waits for the citizen has its clock stopped."""
    return Q(status__in=OPEN, due_on=day.date) & ~Q(status=Status.AWAITING_CITIZEN)


def _soon(*, reader, day):
    """What will be late within two working days, today among them, unless it is answered before?"""
    return Q(day.soon, status__in=OPEN) & ~Q(status=Status.AWAITING_CITIZEN)


def _overdue(*, reader, day):
    """What is late already, and not because the citizen was asked something?"""
    return Q(status__in=OPEN, due_on__lt=day.date) & ~Q(status=Status.AWAITING_CITIZEN)


def _waiting(*, reader, day):
    """Where is it the citizen's turn?"""
    return Q(status=Status.AWAITING_CITIZEN)


def _new(*, reader, day):
    """What has nobody begun with yet?"""
    return Q(status=Status.ROUTED)


def _mine(*, reader, day):
    """What is mine to do?"""
    return Q(status__in=OPEN, assignee=reader)


def _approval(*, reader, day):
    """Which answers wait for a head's decision?"""
    return Q(Exists(Proposal.objects.pending().filter(ticket=OuterRef("pk"))), status__in=OPEN)


def _answered(*, reader, day):
    """What has its answer?"""
    return Q(status=Status.ANSWERED)


def _all(*, reader, day):
    return Q()


TABS = {
    UNDECIDED: Tab(_("Open"), _open),
    "today": Tab(_("To answer today"), _today),
    "soon": Tab(_("About to be late"), _soon),
    "overdue": Tab(_("Overdue"), _overdue),
    "waiting": Tab(_("Waiting for the citizen"), _waiting),
    "new": Tab(_("New"), _new),
    "mine": Tab(_("Mine"), _mine),
    APPROVAL: Tab(_("To approve"), _approval),
    ANSWERED: Tab(_("Answered"), _answered, order=LATEST_FIRST),
    EVERYTHING: Tab(_("All"), _all, order=LATEST_FIRST),
}


def tabs_of(reader, *, among=TABS):
    """{name: Tab} of those this person has: answers are approved by those who lead."""
    return {name: tab for name, tab in among.items() if name != APPROVAL or reader.holds("tickets.lead_unit")}


def counts(reader, rows, *, day, among=TABS):
    """{name of a tab: how many of `rows` stand under it, as count_each says}; one query."""
    shown = tabs_of(reader, among=among)
    return count_each({name: rows.filter(tab.cases(reader=reader, day=day)) for name, tab in shown.items()})
