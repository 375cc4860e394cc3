"""Tracking: the code is typed into a form, the session keeps the ticket open for half an hour, a button ends it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from units import attempts

from . import opened, timeline, tracking
from .forms.track import TrackForm
from .human_check.fields import form_arguments
from .steps import SeeOther, quick_exit


@sensitive_post_parameters("code")
def track(request):
    """Ask for the tracking code and open the case it belongs to. Guessing brings a captcha, never a refusal."""
    now = timezone.now()
    form = TrackForm(**form_arguments(request.POST), guarded=_must_solve_captcha(request, now))
    if form.is_valid():
        ticket = tracking.find(form.cleaned_data["code"])
        if ticket is not None:
            opened.remember(request.session, ticket, now)
            return SeeOther(reverse("tickets:case"))
        attempts.record(attempts.TRACKING, _keys(request), now)
        form.refuse_code()
        if _must_solve_captcha(request, now):
            form.guard()
    return render(request, "tickets/track.html", {"form": form})


@require_safe
def case(request):
    """The case this session has opened; otherwise the form that opens one, and why it is asked for."""
    now = timezone.now()
    ticket = opened.ticket_in(request.session, now)
    if ticket is None:
        form = TrackForm(guarded=_must_solve_captcha(request, now))
        return render(request, "tickets/track.html", {"form": form, "page_was_closed": True})
    context = {"case": timeline.read(ticket, now), "quick_exit": quick_exit(ticket.sensitive)}
    response = render(request, "tickets/case.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


# No CSRF check: from a page under "no-referrer" browsers post with `Origin: null`, which the check refuses. Nothing is
# lost by it: the cookie is SameSite=Lax, so another site's form comes without our session, and ending harms nobody.
@csrf_exempt
@require_POST
def end(request):
    """Close the case in this browser, and have it drop what it kept of us."""
    opened.forget(request.session)
    response = SeeOther(reverse("tickets:ended"))
    if request.is_secure():  # browsers heed it over https only; not "cookies": a draft may be waiting in another tab
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
def ended(request):
    """Say that the case is closed in this browser."""
    return render(request, "tickets/ended.html")


def _keys(request):
    return {"address": request.client_address}


def _must_solve_captcha(request, now):
    return attempts.needs_captcha(attempts.TRACKING, _keys(request), now)
