"""The pages of a journey: showing one, keeping what is typed there, starting again; and when the answers are gone."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import translate_url
from django.utils import timezone

from . import drafts

GO = "go"  # the name of the buttons that leave a page without answering it
NOT_TYPED = (GO, "csrfmiddlewaretoken")


class SeeOther(HttpResponseRedirect):
    """After a form was taken: the next page is fetched with GET, so that reloading it sends nothing twice."""

    status_code = 303


def step_page(request, journey_class, slug):
    """Show one page of the form, or keep its answers and go on."""
    now = timezone.now()
    try:
        return _step(request, journey_class.resume(request.session, now=now), slug, now)
    except drafts.Lapsed:
        return lapsed_page(request, journey_class, slug, now=now)


def _step(request, journey, slug, now):
    if journey.is_sent:
        return HttpResponseRedirect(journey.url("done"))
    step = _find(journey.steps, slug)
    if GO in request.POST:
        return SeeOther(_leave(request, journey, step, now))
    if not journey.is_in_turn(step):
        return _out_of_turn(request, journey, step)
    if request.method == "POST":
        form = step.form_class(request.POST, journey=journey)
        if form.is_valid() and form.leads_elsewhere:
            return SeeOther(form.leads_elsewhere)
        return SeeOther(_take(request.session, journey, step, form, now))
    return render(request, step.form_class.template, _context(journey, step))


def _leave(request, journey, step, now):
    """Keep what stands on the page, an answer or not; the address to go to: back, or the same in another language."""
    language, draft, typed = request.POST[GO], journey.draft, _as_sent(request)
    if language not in dict(settings.LANGUAGES):
        onward = journey.back_from(step) if journey.is_in_turn(step) else journey.first_open
    else:
        onward = translate_url(request.path, language)
        if draft is None and typed and journey.is_in_turn(step):
            draft = drafts.begin(request.session, journey.system, now=now)
    if draft is not None and typed:
        place = drafts.REFUSED if step.slug in journey.refused else drafts.LEFT
        drafts.keep(draft, step.slug, typed, place=place)
    return onward


def _out_of_turn(request, journey, step):
    """Lead to the page whose turn it is. What was typed on this one is kept for when its own turn comes."""
    if request.method != "POST":
        return HttpResponseRedirect(journey.first_open)
    if journey.draft is None:  # the browser has lost its cookie, and with it the way to the earlier answers
        raise drafts.Lapsed
    drafts.keep(journey.draft, step.slug, _as_sent(request), place=drafts.REFUSED)
    return SeeOther(journey.first_open)


def _take(session, journey, step, form, now):
    """
    Keep what was typed; the address to go to: onward, or to the same page while the answer will not do.

    Wrong answers are shown by a GET as well: a browser that goes back over them later needs to send nothing again.
    """
    draft = journey.draft or drafts.begin(session, journey.system, now=now)
    is_answer = form.is_valid() and not form.asks_more
    if not is_answer:
        drafts.keep(draft, step.slug, form.typed, place=drafts.REFUSED)
        return journey.url("step", step.slug)
    draft = drafts.keep(draft, step.slug, form.typed, place=drafts.ANSWERS, spoiled=form.spoiled)
    return type(journey)(draft).onward_from(step)


def lapsed_page(request, journey_class, slug=None, *, now):
    """Say plainly that the answers are gone. What was sent just now is not: it opens a new draft."""
    drafts.start_again(request.session, journey_class.system)
    typed = _as_sent(request) if slug is not None else {}
    if typed:
        step = _find(journey_class.steps, slug)
        draft = drafts.begin(request.session, journey_class.system, now=now)
        drafts.keep(draft, step.slug, typed, place=drafts.REFUSED)
    context = {"journey": journey_class(), "kept": bool(typed)}
    return render(request, "tickets/steps/lapsed.html", context)


def _as_sent(request):
    """All that was typed on a page, {} for nothing. Which of it the page asks for is not known before its turn."""
    names = [name for name in request.POST if name not in NOT_TYPED]
    typed = {name: request.POST.getlist(name) for name in names}
    return typed if any(text.strip() for texts in typed.values() for text in texts) else {}


def start_page(request, journey_class):
    """Begin at the first page; somebody who had begun before chooses between going on and starting again."""
    now = timezone.now()
    try:
        journey = journey_class.resume(request.session, now=now)
    except drafts.Lapsed:
        return lapsed_page(request, journey_class, now=now)
    if journey.has_begun and request.method == "GET":
        context = {"journey": journey, "quick_exit": quick_exit(journey.is_sensitive)}
        return render(request, "tickets/steps/resume.html", context)
    drafts.start_again(request.session, journey_class.system)
    return SeeOther(journey_class().first_open)


def quick_exit(sensitive):
    """Where the button to leave quickly leads from a page of a sensitive matter; empty where none is needed."""
    return settings.QUICK_EXIT_URL if sensitive else ""


def _find(steps, slug):
    step = next((step for step in steps if step.slug == slug), None)
    if step is None:
        raise Http404
    return step


def _context(journey, step):
    return {
        "journey": journey,
        "step": step,
        "form": journey.form(step),
        "number": journey.number(step),
        "quick_exit": quick_exit(journey.is_sensitive),
    }
