"""Taking a case up: begin with it, keep a note, give it to a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField
from tickets import lifecycle
from tickets.forms.files import FileField
from tickets.models import Event
from tickets.workflow import Status

from .base import Step, number


class Accept(Step):
    name = "accept"
    event = Event.Name.ACCEPTED
    title = _("Begin the review")
    button = _("Begin the review")
    done = _("You have begun the review. The citizen sees it.")
    folded = False

    @classmethod
    def fits(cls, ticket):
        return ticket.status == Status.ROUTED

    def perform(self, now):
        lifecycle.accept(ticket=self.ticket, by=self.by, now=now)


class Note(Step):
    name = "note"
    event = Event.Name.NOTED
    title = _("Internal note")
    button = _("Keep the note")
    done = _("The note is kept. The citizen does not see it.")
    text_field = "text"
    for_overseers = True

    text = LongTextField(
        label=_("Text of the note"),
        called=_("The note"),
        help_text=_("For colleagues; the citizen never sees it."),
        error_messages={"required": _("Write the note")},
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    file = FileField(label=_("File for the note"))

    @classmethod
    def fits(cls, ticket):
        return True

    def perform(self, now):
        lifecycle.note(ticket=self.ticket, text=self.cleaned_data["text"], tray=self.tray, by=self.by, now=now)


class Assign(Step):
    name = "assign"
    event = Event.Name.ASSIGNED
    title = _("Give to a colleague")
    button = _("Give")
    done = _("The assignee is changed.")

    assignee = forms.ModelChoiceField(
        label=_("assignee"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Members of this unit."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = lifecycle.assignable(self.ticket)
        self.fields["assignee"].initial = self.ticket.assignee_id

    def clean_assignee(self):
        assignee = self.cleaned_data["assignee"]
        if assignee == self.ticket.assignee:
            raise forms.ValidationError(_("That is the assignee already. Choose somebody else"))
        return assignee

    def leaves(self):
        return {"details": {"assignee": number(self["assignee"].data)}}

    def perform(self, now):
        lifecycle.assign(ticket=self.ticket, assignee=self.cleaned_data["assignee"], by=self.by, now=now)
