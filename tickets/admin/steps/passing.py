"""Passing a case to another unit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField
from tickets import lifecycle
from tickets.models import Event

from .base import NO_CHOICE, Step, number


class UnitsByPlace(forms.models.ModelChoiceIterator):
    """The units of a select box in groups, those near the case first."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        for place, units in self.field.places():
            yield place, [self.choice(unit) for unit in units]


class UnitChoiceField(forms.ModelChoiceField):
    """`places` tells what its `queryset` has, in groups (AtHand)."""

    iterator = UnitsByPlace
    places = None


class Transfer(Step):
    name = "transfer"
    event = Event.Name.TRANSFERRED
    title = _("Transfer to another unit")
    button = _("Transfer")
    done = _("The case is transferred.")
    text_field = "reason"

    unit = UnitChoiceField(
        label=_("Unit"), queryset=None, empty_label=NO_CHOICE[1], error_messages={"required": _("Choose a unit")}
    )
    reason = LongTextField(
        label=_("Reason"),
        called=_("The reason"),
        max_length=1000,
        help_text=_("For the colleagues there. The due date stays as it is."),
        error_messages={"required": _("Write why")},
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].places = lambda: self.at_hand.places
        self.fields["unit"].queryset = lifecycle.transfer_targets(self.ticket)

    def leaves(self):
        return {"unit": number(self["unit"].data)}

    def perform(self, now):
        target, reason = self.cleaned_data["unit"], self.cleaned_data["reason"]
        lifecycle.transfer(ticket=self.ticket, unit=target, reason=reason, by=self.by, now=now)
