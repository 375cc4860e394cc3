"""Tracking: the code is typed into a form, the session keeps the ticket open for half an hour, a button ends it."""

from functools import wraps

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from units import attempts

from . import drafts, opened, timeline, tracking, why
from .forms.say import DONE, WITHDRAW
from .forms.track import TrackForm
from .human_check.fields import form_arguments, was_asked
from .step_pages import SeeOther, quick_exit

BEHIND = "behind"  # sent by static/js/portal.js


@sensitive_post_parameters("code")
def track(request):
    """Ask for the tracking code and open the case it belongs to. Guessing brings a captcha, never a refusal."""
    now = timezone.now()
    guarded = _must_solve_captcha(request, now)
    asks = was_asked(request.POST) or not guarded  # the home page has the code's field only
    form = TrackForm(**form_arguments(request.POST, asks=asks), guarded=guarded)
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
        return case_is_closed_here(request, now)
    case = timeline.read(ticket, now)
    context = {
        "case": case,
        "why": why.of(ticket) if case.due_on else None,
        "done": DONE.get(opened.what_was_done(request.session), ""),
        "withdraw": WITHDRAW[ticket.kind],
        "quick_exit": quick_exit(ticket.sensitive),
    }
    response = render(request, "tickets/case.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def case_is_closed_here(request, now, *, written=""):
    """The form that opens a case, why it is asked for, and what was just `written`, so that it can be copied."""
    context = {
        "form": TrackForm(guarded=_must_solve_captcha(request, now)),
        "page_was_closed": True,
        "texts": [written] if written.strip() else [],
    }
    return render(request, "tickets/track.html", context)


def by_button(view):
    """
    For a view that only a button calls; who types its address, or loads it again, is led to the tracking form.

    No CSRF check: from a page under "no-referrer" browsers post with `Origin: null`, which the check refuses. Nothing
    is lost by it: the cookie is SameSite=Lax, so another site's form comes without our session.
    """

    @csrf_exempt
    @wraps(view)
    def posted(request):
        return view(request) if request.method == "POST" else redirect("tickets:track")

    return posted


@by_button
def end(request):
    """Close the case in this browser, and have it drop what it kept of us."""
    opened.forget(request.session)
    response = SeeOther(reverse("tickets:ended"))
    if request.is_secure():  # browsers heed it over https only; not "cookies": a draft may be waiting in another tab
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@by_button
def leave(request):
    """
    The quick exit: forget the open case, the code on show and the answers not sent, and lead to a harmless page.

    A script that has left already, and sent this behind itself, wants no page. No Clear-Site-Data here: browsers may
    take seconds over it, and of pages that say "no-store" they keep nothing once the session's cookie changes.
    """
    drafts.forget_all(request.session)
    if SESSION_KEY in request.session:  # somebody of the staff
        opened.forget(request.session)
    else:
        request.session.flush()
    return HttpResponse(status=204) if BEHIND in request.POST else SeeOther(settings.QUICK_EXIT_URL)


@require_safe
def ended(request):
    """Say that the case is closed in this browser."""
    return render(request, "tickets/ended.html")


def _keys(request):
    return {"address": request.client_address}


def _must_solve_captcha(request, now):
    return attempts.needs_captcha(attempts.TRACKING, _keys(request), now)
