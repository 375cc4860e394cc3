"""What only suggestions, criticism and praise are asked. Name and contact are the sender's choice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField, PersianCharField
from tickets.forms.base import StepForm
from tickets.forms.person import ContactForm
from tickets.forms.place import OfficeQuestion
from tickets.intake import Person
from tickets.workflow import Identity, Kind


class IdeaForm(StepForm):
    """A suggestion: what is wrong today, the idea, and who gains what."""

    title = _("Your suggestion")
    problem = LongTextField(
        label=_("Which problem does it solve?"),
        called=_("The problem"),
        max_length=2000,
        error_messages={"required": _("Enter the problem")},
    )
    idea = LongTextField(
        label=_("What is your idea?"), called=_("The idea"), error_messages={"required": _("Enter your idea")}
    )
    benefit = LongTextField(label=_("Who gains what?"), called=_("The benefit"), max_length=2000, required=False)


class WordsForm(StepForm):
    """Criticism or praise, in the sender's own words."""

    heading = "text"
    questions = {Kind.CRITICISM: _("What is not done well?"), Kind.PRAISE: _("Whom do you thank, and for what?")}
    text = LongTextField(error_messages={"required": _("Write what you want to say")})

    @property
    def title(self):
        return self.questions[self.journey.kind]

    def prepare(self):
        self.fields["text"].label = self.title


class OfficeForm(OfficeQuestion):
    """For criticism of how offices work: which one."""

    title = _("Which office is it about?")


class SenderForm(ContactForm):
    """A name and a way to be told, both optional."""

    title = _("About you")
    hint = _("You need not say who you are. With the tracking code you read the answer in any case.")
    name = PersianCharField(
        label=_("First and last name"),
        called=_("Your name"),
        help_text=_("The officer who answers can open your name, and each opening is recorded."),
        max_length=120,
        required=False,
    )
    may_be_named = forms.BooleanField(
        label=_("If my suggestion is shown in public, my name may stand beside it"), required=False
    )
    field_order = ["name", "may_be_named", "contact", "mobile", "email", "code_may_be_sent"]

    def prepare(self):
        super().prepare()
        self.fields["name"].widget.attrs.update(autocomplete="name", spellcheck="false")
        if self.journey.kind != Kind.SUGGESTION:
            del self.fields["may_be_named"]

    @property
    def agrees_to_be_named(self):
        """A name that is not there can stand nowhere."""
        return bool(self.cleaned_data["name"] and self.cleaned_data.get("may_be_named"))

    @property
    def person(self):
        name = self.cleaned_data["name"]
        identity = Identity.NAMED if name else Identity.ANONYMOUS
        return Person(identity=identity, name=name, **self.contact_answers)
