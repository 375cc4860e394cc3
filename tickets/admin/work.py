"""The unit's work: how many cases wait where and with whom, for heads and inspectors. Nobody is ranked by speed."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.digits import format_number
from tickets.models import Ticket
from tickets.overseeing import number_of, offices_under, oversees
from tickets.tabs import TABS, UNDECIDED, day_of
from units.models import User

from . import filters

COLUMNS = {
    UNDECIDED: gettext_lazy("Open"),
    "new": gettext_lazy("Not yet accepted"),
    "soon": gettext_lazy("About to be late"),
    "overdue": gettext_lazy("Overdue"),
    "waiting": gettext_lazy("Waiting for the citizen"),
}
NOBODY = "nobody"


@dataclass(frozen=True)
class Figure:
    """How many cases stand under a column, and the list of them; None where there are none."""

    column: str
    name: str
    count: str
    address: str | None


@dataclass(frozen=True)
class Line:
    """A unit or a person with Figures. `address` shows the people of a unit, `depth` is its place in the tree."""

    name: str
    figures: list[Figure]
    address: str = ""
    depth: int = 0
    is_shown: bool = False
    is_gone: bool = False


def page(request):
    """The units the reader answers for, and the people of the one asked for: their own, unless another is chosen."""
    if not oversees(request.user):
        raise Http404
    counts = _counts(request)
    filled = Q(pk__in=counts.keys()) | Q(staffed=True) | Q(pk=request.user.unit_id)
    units = list(offices_under(request.user).with_staffed(User.objects.active_staff()).filter(filled))
    shown = _shown(units, number_of(request.GET.get("unit")), request.user.unit_id)
    context = {
        **admin.site.each_context(request),
        "title": _("The unit’s work"),
        "columns": COLUMNS.values(),
        "units": [_line_of_unit(unit, counts[unit.pk], shown, units[0].depth) for unit in units],
        "shown": shown,
        "people": list(_people(shown, counts[shown.pk])),
    }
    return render(request, "tickets/admin/work.html", context)


def _shown(units, *wanted):
    """The first of the `wanted` ids that is among `units`; the first unit where none is."""
    by_id = {unit.pk: unit for unit in units}
    return next((by_id[pk] for pk in wanted if pk in by_id), units[0])


def _counts(request):
    """{unit's id: {assignee's id, or None: {column: how many}}} of all open cases in sight: one question."""
    day = day_of(request)
    figures = {column: Count("pk", filter=TABS[column].cases(reader=request.user, day=day)) for column in COLUMNS}
    is_open = TABS[UNDECIDED].cases(reader=request.user, day=day)
    counts = defaultdict(dict)
    waiting = Ticket.objects.visible_to(request.user).filter(is_open, unit__isnull=False)
    for row in waiting.order_by().values("unit", "assignee").annotate(**figures):
        counts[row["unit"]][row["assignee"]] = Counter({column: row[column] for column in COLUMNS})
    return counts


def _line_of_unit(unit, counts, shown, top):
    return Line(
        name=unit.name,
        figures=_figures(sum(counts.values(), Counter()), unit=unit.pk),
        address=f"?{urlencode({'unit': unit.pk})}#people",
        depth=min(unit.depth - top, 3),
        is_shown=unit == shown,
    )


def _people(unit, counts):
    """The Lines of a unit's cases: nobody's first, then of everybody who works there or still has some, by name."""
    if None in counts:
        yield Line(_("Given to nobody"), _figures(counts[None], unit=unit.pk, assignee=NOBODY))
    has_cases = Q(pk__in=[pk for pk in counts if pk])
    works_here = Q(pk__in=User.objects.active_staff().holding("tickets.handle_ticket"), unit=unit)
    for person in User.objects.filter(has_cases | works_here).order_by("last_name", "first_name", "pk"):
        figures = _figures(counts.get(person.pk, Counter()), unit=unit.pk, assignee=person.pk)
        yield Line(str(person), figures, is_gone=not person.is_active or person.unit_id != unit.pk)


def _figures(counts, **narrowed):
    return [
        Figure(column, name, format_number(counts[column]), _address(column, narrowed) if counts[column] else None)
        for column, name in COLUMNS.items()
    ]


def _address(column, narrowed):
    """The queue with exactly these cases in it."""
    asked = narrowed if column == UNDECIDED else {filters.STATE: column} | narrowed
    return f"{reverse('admin:tickets_ticket_changelist')}?{urlencode(asked)}"
