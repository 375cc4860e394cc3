"""«My day»: what the reader has answered, how long it took, what came back, and what is due next. Nobody else's."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from persian.digits import format_number
from tickets.models import Ticket
from tickets.my_day import has_a_day, next_of, reports_of
from tickets.tabs import day_of
from tickets.workflow import Kind

from . import listed
from .consultations import subject_of
from .time_left import TimeLeft, times_left

MOST = 25
COLUMNS = (
    gettext_lazy("Answered"),
    gettext_lazy("Median until the answer"),
    gettext_lazy("Reopened or objected to"),
)


@dataclass(frozen=True)
class Line:
    """One period in words, with (column, figure) for each of the COLUMNS."""

    name: str
    figures: list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """A case that is due next."""

    ticket: Ticket
    url: str
    subject: str
    kind: str
    time_left: TimeLeft


def page(request):
    """The page of whoever is logged in."""
    if not has_a_day(request.user):
        raise Http404
    day = day_of(request)
    found = listed.with_units(list(next_of(request.user, day=day).select_related("topic")[: MOST + 1]))
    left = times_left(found, day=day)
    context = {
        **admin.site.each_context(request),
        "title": _("My day"),
        "columns": COLUMNS,
        "lines": [_line(report) for report in reports_of(request.user, day=day)],
        "rows": [_row(ticket, left[ticket.pk]) for ticket in found[:MOST]],
        "are_more": len(found) > MOST,
        "mine": f"{reverse('admin:tickets_ticket_changelist')}?state=mine",
    }
    return render(request, "tickets/admin/my_day.html", context)


def _line(report):
    median = "–" if report.median is None else _working_days(report.median)
    figures = (format_number(report.answered), median, format_number(report.came_back))
    return Line(_period(report.days), list(zip(COLUMNS, figures, strict=True)))


def _period(days):
    return _("Today") if days == 1 else _("The last %(days)s days") % {"days": format_number(days)}


def _working_days(days):
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": format_number(days)}


def _row(ticket, left):
    return Row(
        ticket=ticket,
        url=reverse("admin:tickets_ticket_change", args=[ticket.pk]),
        subject=subject_of(ticket),
        kind=Kind(ticket.kind).label,
        time_left=left,
    )
