"""The answer to the citizen, closing without one, and taking either back."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField, PersianCharField
from tickets import lifecycle, thanks
from tickets.forms.files import FileField
from tickets.models import Event, Proposal
from tickets.workflow import ALLOWED, OUTCOMES, CloseReason, Kind, Outcome, Status

from .base import NO_CHOICE, Step, ToCitizen


class Answer(ToCitizen):
    """Where a head must approve, the same form puts the answer to them (lifecycle.needs_approval)."""

    name = "answer"
    event = Event.Name.ANSWERED
    title = _("Answer the citizen")
    button = _("Send the answer")
    done = _("Your answer is registered. The citizen can read it in a few minutes.")
    text_field = "text"
    is_answer = takes_canned = previews = decides = True
    folded = False

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
    again = forms.ModelMultipleChoiceField(
        label=_("Files of the earlier text"),
        queryset=None,
        required=False,
        help_text=_("Those that are ticked go with this one."),
        widget=forms.CheckboxSelectMultiple,
    )
    file = FileField(label=_("File for the answer"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        outcomes = [Outcome(outcome) for outcome in OUTCOMES[Kind(self.ticket.kind)]]
        choices = [(outcome.value, outcome.label) for outcome in outcomes]
        self.fields["outcome"].choices = choices if len(choices) == 1 else [NO_CHOICE, *choices]
        if Outcome.OUT_OF_SCOPE not in outcomes:
            del self.fields["other_body"]
        self._offer_earlier_files()
        self._offer_thanks()
        self.proposes = lifecycle.needs_approval(self.ticket, self.by)
        if self.proposes:
            self.event = Event.Name.PROPOSED
            self.button = _("Send for the head’s approval")
            self.done = _("Your answer waits for the head’s approval. The citizen does not see it yet.")

    def _offer_thanks(self):
        """Praise needs no words of the officer. The box stays empty: what stands in it would count as typed."""
        self.if_empty = thanks.standard(self.ticket)
        if self.if_empty:
            words = _("Optional. If you write nothing, the sender reads: “%(thanks)s”") % {"thanks": self.if_empty}
            self.fields["text"].required, self.fields["text"].help_text = False, words

    def _offer_earlier_files(self):
        files = [(file.pk, file.label) for file in lifecycle.unread_files(self.ticket)]
        if not files:
            del self.fields["again"]
            return
        self.fields["again"].queryset = lifecycle.unread_files(self.ticket)
        self.fields["again"].choices = files
        self.initial["again"] = [pk for pk, _label in files]

    @classmethod
    def fits(cls, ticket):
        return Status.ANSWERED in ALLOWED[ticket.status]

    @classmethod
    def is_offered(cls, standing):
        """Not beside one that waits, save for a head who proposed it as an officer: they need no approval now."""
        may_go_past = standing.wrote_the_proposal and not lifecycle.needs_approval(standing.ticket, standing.by)
        return cls.fits(standing.ticket) and (standing.proposal is None or may_go_past)

    @classmethod
    def begins_with(cls, standing):
        words = standing.proposal or standing.earlier
        if words is None or words.event.name == Event.Name.CLOSED:
            return {}
        return {"text": words.message.text, "outcome": words.outcome, "other_body": words.other_body}

    def clean_text(self):
        return self.cleaned_data["text"] or self.if_empty

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
        chosen = chosen if chosen in Outcome.values else ""
        if not self.proposes:
            return {"outcome": chosen}
        proposed = Proposal.objects.filter(Q(decided_at=None) | Q(is_approved=True), ticket=self.ticket)
        return {"pk__in": proposed.filter(outcome=chosen).values("event")}

    def perform(self, now):
        answer = self.cleaned_data
        send = lifecycle.propose if self.proposes else lifecycle.answer
        send(
            ticket=self.ticket,
            text=answer["text"],
            outcome=answer["outcome"],
            other_body=answer.get("other_body", ""),
            tray=self.tray,
            again=answer.get("again", ()),
            by=self.by,
            now=now,
        )


class TakeBack(Step):
    name = "take_back"
    event = Event.Name.TAKEN_BACK
    title = button = _("Take the answer back")
    done = _("It is taken back; the citizen has read nothing of it. The text stands in its box again.")
    folded = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.ticket.status == Status.CLOSED:
            self.button = _("Take the closing back")

    @classmethod
    def fits(cls, ticket):
        return ticket.status in (Status.ANSWERED, Status.CLOSED)

    @classmethod
    def is_offered(cls, standing):
        return standing.undo_until is not None

    def perform(self, now):
        lifecycle.take_back(ticket=self.ticket, by=self.by, now=now)


class Close(ToCitizen):
    name = "close"
    event = Event.Name.CLOSED
    title = _("Close without an answer")
    button = _("Close the case")
    done = _("The case is closed. The citizen can read why in a few minutes.")
    text_field = "text"
    is_answer = takes_canned = decides = True

    ground = forms.ChoiceField(
        label=_("Reason"),
        choices=[NO_CHOICE, *CloseReason.choices],
        help_text=_("A case that is another unit’s affair is not closed: transfer it."),
        error_messages={"required": _("Choose a reason")},
    )
    text = LongTextField(
        label=_("Text to the citizen"),
        called=_("The text"),
        help_text=_("Why there is no answer, and where to turn. The citizen may have the case reopened."),
        error_messages={"required": _("Write to the citizen why")},
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )

    @classmethod
    def is_offered(cls, standing):
        return super().is_offered(standing) and not lifecycle.needs_approval(standing.ticket, standing.by)

    @classmethod
    def begins_with(cls, standing):
        words = standing.earlier
        if words is None or words.event.name != Event.Name.CLOSED:
            return {}
        return {"text": words.message.text, "ground": words.event.details["reason"]}

    def leaves(self):
        chosen = self["ground"].data
        return {"details__reason": chosen if chosen in CloseReason.values else ""}

    def perform(self, now):
        reason, text = self.cleaned_data["ground"], self.cleaned_data["text"]
        lifecycle.close(ticket=self.ticket, reason=reason, text=text, by=self.by, now=now)
