"""The page of the cases that go to and fro between units, for who oversees the units."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from persian.dates import gregorian, today
from tickets.models import Ticket
from tickets.overseeing import oversees
from tickets.to_and_fro import Wanderer, wanderers
from tickets.workflow import Status

from .consultations import subject_of

MOST = 50


@dataclass(frozen=True)
class Row:
    """One case in the list: since how many `days` it is under way, and whose `turn` it is."""

    wanderer: Wanderer
    url: str
    subject: str
    days: int
    turn: str


def page(request):
    """List them, the one passed on most often first."""
    if not oversees(request.user):
        raise Http404
    found = wanderers(Ticket.objects.visible_to(request.user), most=MOST + 1)
    context = {
        **admin.site.each_context(request),
        "title": _("Passed to and fro"),
        "rows": [_row(wanderer) for wanderer in found[:MOST]],
        "are_more": len(found) > MOST,
    }
    return render(request, "tickets/admin/to_and_fro.html", context)


def _row(wanderer):
    ticket = wanderer.ticket
    return Row(
        wanderer=wanderer,
        url=reverse("admin:tickets_ticket_change", args=[ticket.pk]),
        subject=subject_of(ticket),
        days=(today() - gregorian(ticket.submitted_at)).days,
        turn=_turn_of(ticket),
    )


def _turn_of(ticket):
    """Who must do something now?"""
    if ticket.status == Status.AWAITING_CITIZEN:
        return _("the citizen")
    return str(ticket.assignee or ticket.unit)
