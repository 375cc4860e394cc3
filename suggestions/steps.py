"""What officers and heads do with suggestions only: score them, see them through, show them in public."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from persian.date_field import JalaliDateField, JalaliDateWidget
from persian.dates import today
from persian.forms import LongTextField, PersianCharField
from persian.personal_numbers import personal_numbers
from tickets.admin.steps import Step, offer
from tickets.admin.steps.base import NO_CHOICE, ToCitizen, date_sent, number
from tickets.models import Event
from tickets.workflow import TAKEN_UP, Kind

from . import assessing
from .models import Assessment, Release, Undertaking

SCALE = [
    (1, _("1 – very little")),
    (2, _("2 – little")),
    (3, _("3 – middling")),
    (4, _("4 – much")),
    (5, _("5 – very much")),
]


def _score(name):
    label = capfirst(Assessment._meta.get_field(name).verbose_name)
    missing = {"required": _("Choose a score")}
    return forms.TypedChoiceField(label=label, choices=[NO_CHOICE, *SCALE], coerce=int, error_messages=missing)


@offer
class Assess(Step):
    name = "assess"
    event = Event.Name.ASSESSED
    title = _("Score the suggestion")
    button = _("Keep the scores")
    done = _("The scores are kept.")
    leads = True  # nothing is answered before it

    effect = _score("effect")
    cost = _score("cost")
    feasibility = _score("feasibility")

    @classmethod
    def fits(cls, ticket):
        return ticket.kind == Kind.SUGGESTION and ticket.is_open

    @classmethod
    def begins_with(cls, standing):
        kept = Assessment.objects.filter(ticket=standing.ticket).first()
        return {name: getattr(kept, name) for name in Assessment.SCORES} if kept else {}

    def leaves(self):
        return {"details": {name: number(self[name].data) for name in Assessment.SCORES}}

    def perform(self, now):
        scores = {name: self.cleaned_data[name] for name in Assessment.SCORES}
        assessing.assess(ticket=self.ticket, by=self.by, now=now, **scores)


class SeenThrough(Step):
    """For a suggestion that was taken up: what is left to do with it, and so before all else that can be done."""

    leads = True

    @classmethod
    def fits(cls, ticket):
        decided = ticket.status in assessing.DECIDED
        return ticket.kind == Kind.SUGGESTION and decided and ticket.outcome in TAKEN_UP

    @classmethod
    def is_offered(cls, standing):
        """Not before the sender can read that it was."""
        return super().is_offered(standing) and not standing.undo_until


def _undertakings(standing):
    return Undertaking.objects.standing().filter(ticket=standing.ticket)


@offer
class Undertake(SeenThrough):
    name = "undertake"
    event = Event.Name.UNDERTAKEN
    title = _("Owner and date of the suggestion")
    button = _("Keep owner and date")
    done = _("Owner and date are kept; the owner is told.")

    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=None,
        empty_label=NO_CHOICE[1],
        help_text=_("Who sees to it that it is implemented."),
        error_messages={"required": _("Choose who owns it")},
    )
    due_on = JalaliDateField(label=_("Implemented by"), widget=JalaliDateWidget)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = assessing.possible_owners(self.ticket)

    @classmethod
    def is_offered(cls, standing):
        if not super().is_offered(standing):
            return False
        return not _undertakings(standing).exclude(done=None).exists()

    @classmethod
    def begins_with(cls, standing):
        kept = _undertakings(standing).first()
        return {"owner": kept.owner_id, "due_on": kept.due_on} if kept else {}

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < today():
            raise forms.ValidationError(_("The date must be today or later"))
        return due_on

    def leaves(self):
        return {"details": {"owner": number(self["owner"].data), "due_on": date_sent(self, "due_on")}}

    def perform(self, now):
        chosen = self.cleaned_data
        assessing.undertake(ticket=self.ticket, owner=chosen["owner"], due_on=chosen["due_on"], by=self.by, now=now)


@offer
class Implement(SeenThrough, ToCitizen):
    name = "implement"
    event = Event.Name.IMPLEMENTED
    title = _("The suggestion is implemented")
    button = _("Tell the sender")
    done = _("The sender can read what has changed.")
    text_field = "text"

    text = LongTextField(
        label=_("What has changed"),
        called=_("The text"),
        max_length=1000,
        help_text=_("In a sentence or two. The sender reads it at once."),
        error_messages={"required": _("Write what has changed")},
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    @classmethod
    def is_offered(cls, standing):
        return super().is_offered(standing) and _undertakings(standing).filter(done=None).exists()

    def perform(self, now):
        text = self.cleaned_data["text"]
        assessing.implement(ticket=self.ticket, what_changed=text, by=self.by, now=now)


class InPublic(Step):
    """For a suggestion that is decided and not sensitive; heads only."""

    permission = "tickets.lead_unit"

    @classmethod
    def fits(cls, ticket):
        decided = ticket.status in assessing.DECIDED and ticket.outcome
        return ticket.kind == Kind.SUGGESTION and bool(decided) and not ticket.sensitive


@offer
class ShowInPublic(InPublic):
    name = "release"
    event = Event.Name.RELEASED
    title = _("Show it in the public list")
    button = _("Show it")
    done = _("It stands in the public list, with this title and its outcome.")

    public_title = PersianCharField(
        label=_("Title in the list"),
        called=_("The title"),
        max_length=120,
        help_text=_("Names nobody. The sender’s name stands there only if the sender agreed to it."),
        error_messages={"required": _("Write a title")},
    )

    def clean_public_title(self):
        """Everybody reads it: no quality gate stands before a step that writes to nobody."""
        title = self.cleaned_data["public_title"]
        if personal_numbers(title):
            raise forms.ValidationError(_("Take the private number out: everybody reads this title"))
        return title

    @classmethod
    def is_offered(cls, standing):
        if not cls.fits(standing.ticket) or standing.undo_until:
            return False
        return not Release.objects.standing().filter(ticket=standing.ticket).exists()

    def perform(self, now):
        title = self.cleaned_data["public_title"]
        assessing.release(ticket=self.ticket, title=title, by=self.by, now=now)


@offer
class TakeOutOfPublic(InPublic):
    name = "conceal"
    event = Event.Name.CONCEALED
    title = _("Take it out of the public list")
    button = _("Take it out")
    done = _("It stands in the public list no more.")

    @classmethod
    def is_offered(cls, standing):
        return cls.fits(standing.ticket) and Release.objects.standing().filter(ticket=standing.ticket).exists()

    def perform(self, now):
        assessing.conceal(ticket=self.ticket, by=self.by, now=now)
