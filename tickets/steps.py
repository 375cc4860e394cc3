"""A long form as a journey of small pages: one address a page, answers kept between them, checked again at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from . import drafts
from .attachments import trays
from .models import Topic
from .taking_in import DESK


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
        self.desk = content.get(DESK, {})  # of who fills it in for a citizen (tickets.taking_in)
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

    @cached_property
    def files(self):
        """The attachments added so far."""
        return trays.files_in(self.draft)

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

    def is_in_turn(self, step):
        """Is this page asked, and every page before it answered?"""
        path = self.path
        return step in path and all(earlier.slug in self.answers for earlier in path[: path.index(step)])

    @property
    def changes_left(self):
        """The steps with a change that nobody pressed "Continue" for: it is not among the answers."""
        return [step for step in self.path if step.slug in self.left and self._is_changed(step.slug)]

    def _is_changed(self, slug):
        typed, answered = self.left[slug], self.answers.get(slug, {})
        return any(typed.get(name, [""]) != texts for name, texts in answered.items())

    @property
    def start_url(self):
        return self.url("start")

    @property
    def step_view(self):
        """The name of the view that shows one page, for templates."""
        return f"{self.system}:step"

    def _url_of(self, step):
        return self.url("step", step.slug) if step else self.url("check")
