"""The two last pages of a journey: all answers to check, and the confirmation with the tracking code."""

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.models import Level

from . import drafts, keepsakes, qr, recap, taking_in, tracking
from .forms.person import WHO_SEES
from .forms.sending import SendForm
from .human_check.fields import ANOTHER_PICTURE
from .models import RoutingRule
from .routing import Facts, Tree, choose_unit
from .step_pages import SeeOther, lapsed_page, quick_exit
from .workflow import Kind, Source

SHOWN = "draft"  # the hidden input that says whose answers the page shows
REGISTERED = {
    Kind.COMPLAINT: _("Your complaint was registered"),
    Kind.REPORT: _("Your report was registered"),
    Kind.REQUEST: _("Your request was registered"),
    Kind.SUGGESTION: _("Your suggestion was registered"),
    Kind.CRITICISM: _("Your criticism was registered"),
    Kind.PRAISE: _("Your thanks were registered"),
}
SEND = {
    Kind.COMPLAINT: _("Send the complaint"),
    Kind.REPORT: _("Send the report"),
    Kind.REQUEST: _("Send the request"),
    Kind.SUGGESTION: _("Send the suggestion"),
    Kind.CRITICISM: _("Send the criticism"),
    Kind.PRAISE: _("Send the thanks"),
}


def check_page(request, journey_class):
    """Show every answer with a way to change it; register the case once the captcha is right."""
    now = timezone.now()
    try:
        return _check(request, journey_class.resume(request.session, now=now), now)
    except drafts.Lapsed:
        return lapsed_page(request, journey_class, now=now)


def _check(request, journey, now):
    if journey.desk and not taking_in.is_for(journey.desk, request.user):
        raise drafts.Lapsed
    shown = request.POST.get(SHOWN, "")
    if request.method == "POST" and (journey.draft is None or shown not in ("", str(journey.draft.pk))):
        return _left_open(request, journey, shown)
    if journey.is_sent:
        return SeeOther(journey.url("done"))
    if journey.unfinished:
        return HttpResponseRedirect(journey.unfinished)
    if ANOTHER_PICTURE in request.POST:
        return SeeOther(journey.url("check") + "#id_captcha_1")
    if request.method != "POST":
        journey.draft = drafts.draw_code(journey.draft)
        return _show(request, journey, SendForm(journey=journey))
    form = SendForm(request.POST, journey=journey)
    return SeeOther(journey.url("done")) if _send(journey, form, now) else _show(request, journey, form)


def _left_open(request, journey, shown):
    """
    The page shows answers that this session no longer has in hand: registered since, or deleted.

    Where it has others by now, those are shown first. Only who holds such a page learns what became of its answers.
    """
    if drafts.is_case(shown):
        return keepsakes.gone_page(request, type(journey), registered=True)
    if journey.draft is None or journey.is_sent:
        raise drafts.Lapsed
    return SeeOther(journey.url("check"))


@transaction.atomic
def _send(journey, form, now):
    """
    Register the case if a person sends it. Is it registered now?

    A second press waits at the locked draft until the first is through, and then finds the case: the proof that both
    bring is good for one.
    """
    journey.draft = drafts.draw_code(journey.draft)
    if not journey.is_sent:
        if not form.is_valid():
            return False
        journey.send(marks=form.marks(began_at=journey.draft.created_at, now=now), now=now)
    return True


def _show(request, journey, form):
    return render(request, "tickets/steps/check.html", _answers(journey) | {"form": form})


def done_page(request, journey_class):
    """The code, to the session that sent the case, for half an hour; afterwards why it is not shown."""
    now = timezone.now()
    journey = journey_class()
    if request.method == "POST":
        drafts.forget_code(request.session, journey.system, now=now)
        return SeeOther(journey.url("done"))
    case = keepsakes.sent_case(request, journey_class)
    if case is None:
        return keepsakes.gone_page(request, journey_class)
    code, ticket = case
    context = {
        "ticket": ticket,
        "groups": tracking.grouped(code).split(),
        "recap": recap.of(ticket, journey_class.recap(ticket)),
        "quick_exit": quick_exit(ticket.sensitive),
        "site": settings.SITE_URL,
        "tracking_page": qr.page(site=settings.SITE_URL, language=ticket.language),
        "registered": REGISTERED[ticket.kind],
        "code_view": f"{journey.system}:code",
        "receipt_view": f"{journey.system}:receipt",
        "taken_in": ticket.source != Source.WEB,
    }
    return render(request, "tickets/steps/done.html", context)


def answering_unit(ticket):
    """The unit that an unsaved ticket would be routed to today: shown, not promised."""
    return choose_unit(Facts.of(ticket), RoutingRule.objects.order_by("order"), Tree.load(ticket)).unit


def _answers(journey):
    ticket = journey.unsaved_ticket
    return {
        "journey": journey,
        "pages": [(step, journey.forms[step.slug].summary()) for step in journey.path],
        "changes_left": [
            (journey.forms[step.slug].title, journey.url("step", step.slug)) for step in journey.changes_left
        ],
        "ticket": ticket,
        "send": SEND[ticket.kind],
        "who_sees": WHO_SEES[ticket.identity],
        "unit": answering_unit(ticket),
        "is_about_the_root": ticket.about is not None and ticket.about.level == Level.DIRECTORATE,
        "quick_exit": quick_exit(journey.is_sensitive),
        "back": journey.url("step", journey.path[-1].slug),
    }
