"""What only complaints, reports and requests are asked: when, what happened, what is wanted, who is accused."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.date_field import JalaliDateField
from persian.dates import format_date
from persian.forms import LongTextField, PersianCharField
from persian.validators import not_in_future
from tickets.forms.base import Choice, StepForm, only_if_chosen
from tickets.forms.place import OfficeQuestion

from .models import ComplaintDetails

When = ComplaintDetails.When


class StoryForm(StepForm):
    """When it happened, a date only where it is known; the words of the citizen, and what they want to happen."""

    title = _("What happened?")
    asks_like = "request"
    when = Choice(label=_("When did it happen?"), missing=_("Choose when it happened"), choices=When.choices)
    happened_on = only_if_chosen(
        JalaliDateField,
        label=_("Date, if you know it"),
        help_text=_("For example 21 November 2026 or 30 Aban 1405"),
        validators=[not_in_future],
    )
    text = LongTextField(
        label=_("Describe what happened"),  # not the title, which would stand on the page twice
        help_text=_("Say who did what, when and where. For example: “On the first day of school I was asked for …”"),
        error_messages={"required": _("Enter what happened")},
    )
    desired_outcome = LongTextField(
        label=_("What do you want to happen?"),
        called=_("What you want to happen"),
        max_length=1000,
        required=False,
    )

    def clean(self):
        knows_the_date = self.cleaned_data.get("when") == When.DATE
        self.settle("happened_on", needed=knows_the_date, missing=_("Enter a date"))

    def summary(self):
        day = self.cleaned_data["happened_on"]
        return [
            (self.fields["when"].label, format_date(day) if day else self.shown("when")),
            (self.title, self.shown("text")),
            (self.fields["desired_outcome"].label, self.shown("desired_outcome")),
        ]


class RequestForm(StepForm):
    """The words of a request, which is about no event: it is not asked for a time."""

    title = _("What do you ask for?")
    heading = "text"
    asks_like = "story"
    text = LongTextField(
        label=title,
        help_text=_("Say what you need, for whom, and what you have done so far."),
        error_messages={"required": _("Enter what you ask for")},
    )


class RespondentForm(OfficeQuestion):
    """Who is complained of: an office where the topic admits it, and a person if one is to be named."""

    respondent_name = PersianCharField(
        label=_("Name of the person"),
        help_text=_(
            "Write first and last name. Somebody of our staff who can be recognised by it will not see the case."
        ),
        max_length=120,
        required=False,
        widget=forms.TextInput({"spellcheck": "false"}),
    )
    respondent_role = PersianCharField(
        label=_("Post of the person"), help_text=_("For example teacher or principal"), max_length=120, required=False
    )

    @property
    def title(self):
        asks_for_an_office = "office" in self.fields
        return _("Is it about an office or a person?") if asks_for_an_office else _("Is it about somebody?")
