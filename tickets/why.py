"""«Why this date?»: the days between a promise and its due date, week by week, for the citizen and for the officer."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.digits import format_number
from units.models import in_active_language
from workdays.calendar import HOLIDAY, REST
from workdays.deadline import PAUSE, Deadline

NOT_COUNTED = {REST: gettext_lazy("Weekly rest"), PAUSE: gettext_lazy("Waiting for the citizen's explanation")}


@dataclass(frozen=True)
class Stretch:
    """Days in a row of which the same is to be said: which working days they are, or why they do not count."""

    first: date
    last: date
    what: str
    counts: bool


@dataclass(frozen=True)
class Why:
    """How a due date came about. `added` are the working days by which it was extended."""

    start: date
    promised: int
    added: int
    due_on: date
    limit: date
    is_capped: bool
    stretches: tuple[Stretch, ...]


def of(ticket):
    """The Why of the due date that holds, in the active language; None for a ticket whose derivation was not kept."""
    latest = ticket.due_dates.order_by("-pk").first()
    if latest is None:
        return None
    deadline = Deadline.from_json(latest.derivation)
    return Why(
        start=deadline.start,
        promised=latest.promised_days,
        added=deadline.working_days - latest.promised_days,
        due_on=deadline.due_on,
        limit=deadline.limit,
        is_capped=deadline.is_capped,
        stretches=tuple(_stretches(deadline)),
    )


def _stretches(deadline):
    for (counts, _name), days in groupby(deadline.days, key=lambda day: (day.counted is not None, _said_of(day))):
        run = list(days)
        what = _working_days(run) if counts else _said_of(run[0])
        yield Stretch(first=run[0].on, last=run[-1].on, what=what, counts=counts)


def _working_days(run):
    first, last = format_number(run[0].counted), format_number(run[-1].counted)
    if first == last:
        return _("Working day %(number)s") % {"number": first}
    return _("Working days %(first)s to %(last)s") % {"first": first, "last": last}


def _said_of(day):
    """Why a day does not count; empty for one that does."""
    if day.why == HOLIDAY:
        return in_active_language(day, "name") or _("Offices closed")
    return str(NOT_COUNTED.get(day.why, ""))
