"""Matters this portal does not take, and where to go with them instead (domain.md, What people send)."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from units.models import Channel

from .step_pages import quick_exit


@dataclass(frozen=True)
class Destination:
    """Another body's matter: how a sender calls it, and what to do about it."""

    slug: str
    choice: Promise
    title: Promise
    advice: tuple[Promise, ...]
    channels: tuple[str, ...] = ()  # the codes of those that lead there
    is_urgent: bool = False  # the telephones come first, and the page is neutral and quick to leave


DESTINATIONS = (
    Destination(
        slug="emergency",
        choice=_("Somebody is in danger now"),
        title=_("In danger, call at once"),
        advice=(
            _("Call 123, the social emergency line, when a child is harmed or threatened. It answers day and night."),
            _("Call 110, the police, when there is violence or a crime at this moment."),
            _("Nobody reads this portal at night or on holidays. Once everyone is safe, you can write to us here."),
        ),
        channels=("social_emergency", "police"),
        is_urgent=True,
    ),
    Destination(
        slug="court",
        choice=_("A matter before a court or a misconduct board"),
        title=_("A court or a board is dealing with it"),
        advice=(
            _("While a court or the Administrative Misconduct Board has a case, we may not decide about it."),
            _("Ask the office of that court or board, with the number of your case there."),
            _("Against a decision of the administration you can go to the Administrative Justice Court (Divan)."),
        ),
        channels=("divan",),
    ),
    Destination(
        slug="jobs",
        choice=_("A job, a transfer to teaching or a loan"),
        title=_("Jobs and loans are not asked for here"),
        advice=(
            _("Jobs in education are given by public examination only. Sanjesh announces it."),
            _("Staff ask for loans at the welfare office of their own district or at the teachers’ savings fund."),
        ),
        channels=("sanjesh",),
    ),
    Destination(
        slug="whistleblower",
        choice=_("Corruption, with the law’s protection for those who report it"),
        title=_("Reports under the law that protects whistleblowers"),
        advice=(
            _("The law protects those who report corruption only when they report it to the bodies it names."),
            _("Use the system of the General Inspection Organisation, or telephone 136."),
            _("A report without that protection can be sent here, without your name if you wish."),
        ),
        channels=("inspection",),
    ),
    Destination(
        slug="other-body",
        choice=_("Universities, municipalities, banks or other bodies"),
        title=_("Another body answers for this"),
        advice=(
            _("We can decide only about schools and education offices of this province."),
            _("Write to the complaints office of that body, or telephone 111, the government’s line for all bodies."),
        ),
        channels=("samad",),
    ),
)
BY_SLUG = {destination.slug: destination for destination in DESTINATIONS}


def page(request, journey_class, slug):
    """Say where to go with this matter, with a way back to the choice of topics."""
    if slug not in BY_SLUG:
        raise Http404
    destination = BY_SLUG[slug]
    channels = Channel.objects.in_bulk(destination.channels, field_name="code")
    context = {
        "destination": destination,
        "ways_there": [channels[code] for code in destination.channels if code in channels],
        "back": journey_class().url("step", "topic"),
        "quick_exit": quick_exit(destination.is_urgent),
    }
    return render(request, "tickets/steps/elsewhere.html", context)
