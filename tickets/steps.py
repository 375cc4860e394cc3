"""A long form as a journey of small pages: one address a page, answers kept between them, checked again at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from . import drafts
from .models import Topic

GO = "go"  # the name of the buttons that leave a page without answering it


class SeeOther(HttpResponseRedirect):
    """After a form was taken: the next page is fetched with GET, so that reloading it sends nothing twice."""

    status_code = 303


@dataclass(frozen=True)
class Step:
    """One page: its address, its form, and whether this sender sees it at all."""

    slug: str
    form_class: type
    applies: Callable = lambda journey: True


class Journey:
    """One person's way through the pages of one system, as far as the draft tells."""

    system = ""
    steps = ()

    def __init__(self, draft=None):
        self.draft = draft
        content = draft.content if draft else {}
        self.answers = content.get("answers", {})
        self.refused = content.get("refused", {})
        self.left = content.get("left", {})
        self.is_complete = "code" in content  # the answers were shown for checking, so every page was filled in

    @classmethod
    def resume(cls, session, *, now):
        """The journey of this session. Raises drafts.Lapsed."""
        return cls(drafts.current(session, cls.system, now=now))

    @property
    def is_sent(self):
        return self.draft is not None and self.draft.submitted_at is not None

    @property
    def has_begun(self):
        """Is there anything that starting again would delete?"""
        return bool(self.answers or self.refused or self.left)

    def answer(self, slug, name):
        """What was typed on an earlier page; empty when nothing was."""
        return next(iter(self.answers.get(slug, {}).get(name, [])), "")

    @property
    def kind(self):
        return self.answer("kind", "kind")

    @cached_property
    def topic(self):
        """The topic chosen, or None."""
        code = self.answer("topic", "topic")
        return Topic.objects.offered(self.kind).filter(code=code).first() if code else None

    @property
    def is_sensitive(self):
        return self.topic is not None and self.topic.sensitive

    @property
    def path(self):
        """The steps this sender goes through, in order."""
        return [step for step in self.steps if step.applies(self)]

    @property
    def length(self):
        """How many pages there are, the one for checking included."""
        return len(self.path) + 1

    def number(self, step):
        return self.path.index(step) + 1

    def form(self, step):
        """
        The form of `step` as its page shows it: with what was typed last, be it an answer or not, else empty.

        Only what was refused is called wrong. An answer that another one has spoiled since was right when it was
        given, and a question that came up since was never asked.
        """
        typed = self.typed_on(step.slug)
        if typed is None:
            typed = self.typed_on(step.form_class.asks_like)
        form = step.form_class(None if typed is None else MultiValueDict(typed), journey=self)
        form.full_clean()
        if step.slug not in self.refused:
            form.errors.clear()
        return form

    def typed_on(self, slug):
        """What stands on a page, or None: refused, left there without sending it, or answered."""
        places = (self.refused, self.left, self.answers)
        return next((place[slug] for place in places if slug in place), None)

    @cached_property
    def forms(self):
        """Every form with its kept answers, by slug. They are validated anew: answers may spoil one another."""
        return {
            step.slug: step.form_class(MultiValueDict(self.answers[step.slug]), journey=self) for step in self.path
        }

    def url(self, name, *args):
        return reverse(f"{self.system}:{name}", args=args)

    @cached_property
    def first_open(self):
        """Where the next answer is missing: the page for checking when none is."""
        missing = (step for step in self.path if step.slug not in self.answers)
        return self._url_of(next(missing, None))

    @property
    def unfinished(self):
        """The page where an answer is missing or no longer fits the others; None when the journey can be sent."""
        if self.first_open != self.url("check"):
            return self.first_open
        return next((self._url_of(step) for step in self.path if not self.forms[step.slug].is_valid()), None)

    def back_from(self, step):
        """The page before `step`; the page for checking for who came from there, unless it would lead back here."""
        if self.is_complete and self.unfinished is None:
            return self.url("check")
        number = self.number(step)
        return self._url_of(self.path[number - 2]) if number > 1 else reverse("home")

    def onward_from(self, step):
        """The page after `step`; the page for checking for who came from there."""
        if self.is_complete:
            return self.url("check")
        return self._url_of(next(iter(self.path[self.number(step) :]), None))

    def may_show(self, step):
        """Is every page before `step` answered?"""
        return all(earlier.slug in self.answers for earlier in self.path[: self.number(step) - 1])

    @property
    def start_url(self):
        return self.url("start")

    @property
    def step_view(self):
        """The name of the view that shows one page, for templates."""
        return f"{self.system}:step"

    def _url_of(self, step):
        return self.url("step", step.slug) if step else self.url("check")


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
    if step not in journey.path or not journey.may_show(step):
        return _out_of_turn(request, journey, step)
    if GO in request.POST:
        return SeeOther(_leave(request, journey, step))
    if request.method == "POST":
        form = step.form_class(request.POST, journey=journey)
        if form.is_valid() and form.leads_elsewhere:
            return SeeOther(form.leads_elsewhere)
        return SeeOther(_take(request.session, journey, step, form, now))
    return render(request, "tickets/steps/step.html", _context(journey, step))


def _leave(request, journey, step):
    """Keep what stands on the page, an answer or not; the address to go to: back, or the same in another language."""
    typed = step.form_class(request.POST, journey=journey).typed
    if journey.draft is not None and any(any(values) for values in typed.values()):
        drafts.keep(journey.draft, step.slug, typed, place=drafts.LEFT)
    language = request.POST[GO]
    if language in dict(settings.LANGUAGES):
        return translate_url(request.path, language)
    return journey.back_from(step)


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
    was_typed = request.method == "POST" and slug is not None
    if was_typed:
        step = _find(journey_class.steps, slug)
        draft = drafts.begin(request.session, journey_class.system, now=now)
        drafts.keep(draft, step.slug, _as_sent(request), place=drafts.REFUSED)
    context = {"journey": journey_class(), "kept": was_typed}
    return render(request, "tickets/steps/lapsed.html", context)


def _as_sent(request):
    """All that was typed on a page. Which of it the page asks for is not known while earlier answers are missing."""
    return {name: request.POST.getlist(name) for name in request.POST if name not in ("csrfmiddlewaretoken", GO)}


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
