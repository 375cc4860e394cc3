"""What an officer found out by telephone or on the spot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.date_field import JalaliDateField, JalaliDateWidget
from persian.dates import gregorian, today
from persian.forms import LongTextField
from persian.validators import not_in_future
from tickets import lifecycle
from tickets.lifecycle.visiting import OUTSIDE
from tickets.models import Event

from .base import NO_CHOICE, Step

WAYS = [(name.value, name.label) for name in OUTSIDE]


class LookInto(Step):
    """A telephone call or a visit: its date and what came of it, for the staff."""

    name = "look_into"
    title = _("Telephone call or visit")
    button = _("Keep it in the history")
    done = _("It stands in the history. The citizen does not see it.")
    text_field = "finding"

    way = forms.ChoiceField(
        label=_("What was it?"), choices=[NO_CHOICE, *WAYS], error_messages={"required": _("Choose what it was")}
    )
    on = JalaliDateField(label=_("Date"), widget=JalaliDateWidget, initial=today, validators=[not_in_future])
    finding = LongTextField(
        label=_("What came of it"),
        called=_("The finding"),
        max_length=4000,
        help_text=_("Who was there, what was said and seen. For colleagues; the citizen never sees it."),
        error_messages={"required": _("Write what came of it")},
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self["way"].data
        self.event = chosen if chosen in OUTSIDE else Event.Name.VISITED

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < gregorian(self.ticket.submitted_at):
            raise forms.ValidationError(_("That is before the case was registered"))
        return on

    def perform(self, now):
        found = self.cleaned_data
        lifecycle.look_into(
            ticket=self.ticket, name=found["way"], on=found["on"], finding=found["finding"], by=self.by, now=now
        )
