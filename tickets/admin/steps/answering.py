"""The answer to the citizen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField, PersianCharField
from tickets import lifecycle
from tickets.forms.files import FileField
from tickets.models import Event
from tickets.workflow import ALLOWED, OUTCOMES, Kind, Outcome, Status

from .base import NO_CHOICE, Step


class Answer(Step):
    name = "answer"
    event = Event.Name.ANSWERED
    title = _("Answer the citizen")
    button = _("Send the answer")
    done = _("Your answer is registered. The citizen can read it in a few minutes.")
    text_field = "text"

    outcome = forms.ChoiceField(label=_("Outcome"), error_messages={"required": _("Choose an outcome")})
    other_body = PersianCharField(
        label=_("The body it belongs to"),
        max_length=200,
        required=False,
        help_text=_("Only when it belongs to another body. Inside the directorate, transfer the case instead."),
    )
    text = LongTextField(
        label=_("Text of the answer"),
        called=_("The answer"),
        help_text=_("What you examined, the result, its reason or law, and how to object."),
        error_messages={"required": _("Write the answer")},
        widget=forms.Textarea({"rows": 12, "dir": "auto"}),
    )
    file = FileField(label=_("File for the answer"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        outcomes = [Outcome(outcome) for outcome in OUTCOMES[Kind(self.ticket.kind)]]
        choices = [(outcome.value, outcome.label) for outcome in outcomes]
        self.fields["outcome"].choices = choices if len(choices) == 1 else [NO_CHOICE, *choices]
        if Outcome.OUT_OF_SCOPE not in outcomes:
            del self.fields["other_body"]

    @classmethod
    def fits(cls, ticket):
        return Status.ANSWERED in ALLOWED[ticket.status]

    def clean(self):
        answer = super().clean()
        if "other_body" not in self.fields or "outcome" not in answer or "other_body" not in answer:
            return answer
        elsewhere, body = answer["outcome"] == Outcome.OUT_OF_SCOPE, answer["other_body"]
        if elsewhere and not body:
            self.add_error("other_body", _("Name the body it belongs to"))
        if body and not elsewhere:
            self.add_error("other_body", _("Leave this empty, or choose “Belongs to another body”"))
        return answer

    def leaves(self):
        chosen = self["outcome"].data
        return {"outcome": chosen if chosen in Outcome.values else ""}

    def perform(self, now):
        answer = self.cleaned_data
        lifecycle.answer(
            ticket=self.ticket,
            text=answer["text"],
            outcome=answer["outcome"],
            other_body=answer.get("other_body", ""),
            tray=self.tray,
            by=self.by,
            now=now,
        )
