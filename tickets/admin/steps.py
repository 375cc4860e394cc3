"""What an officer can do with a case: each step is a small form whose `perform` makes one call into the life cycle."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField, PersianCharField
from tickets import lifecycle
from tickets.forms.files import FileField
from tickets.models import Event, Ticket
from tickets.workflow import ALLOWED, OUTCOMES, Kind, Outcome, Status
from units.places import by_place

NO_CHOICE = ("", _("Choose one"))


class Step(forms.Form):
    """
    One step. `seen` is the last event the page showed: a second press of the same button is recognised by it.

    Subclasses say their `name`, the `event` they leave behind, their words, and `perform`.
    """

    name = ""
    event = ""
    title = ""
    button = ""
    done = ""
    text_field = ""
    tray = None  # the draft whose files go with the text
    attachments = ()  # those in it

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, ticket, by, **kwargs):
        super().__init__(*args, prefix=self.name, label_suffix="", **kwargs)
        self.ticket, self.by = ticket, by

    @classmethod
    def fits(cls, ticket):
        """Does the state of `ticket` admit this step?"""
        return ticket.is_open

    @classmethod
    def typed_in(cls, posted):
        """What a POST to the page of the case has for this step; nothing for one without words to lose."""
        if not cls.text_field:
            return {}
        names = {name: posted.get(f"{cls.name}-{name}") for name in cls.base_fields if name != "seen"}
        return {name: value for name, value in names.items() if value}

    def take(self, *, now):
        """Do it, once: pressing the same button twice changes nothing more. Raises NotAllowed."""
        with transaction.atomic():
            Ticket.objects.select_for_update(of=("self",)).get(pk=self.ticket.pk)
            if not self.was_taken():
                self.perform(now)

    def was_taken(self):
        """
        Has this person pressed this very button before, on this page and with these words and choices?

        Asked of what was sent as it stands: after the first press the choices may be valid no more.
        """
        seen = _number(self["seen"].data)
        if seen is None:
            return False
        mine = self.ticket.events.filter(pk__gt=seen, by=self.by, name=self.event, **self.leaves())
        if self.text_field:
            text = self.fields[self.text_field].to_python(self[self.text_field].data)
            mine = mine.filter(message__text=text)
        return mine.exists()

    def leaves(self):
        """What the event of this step says beside its name and text: a press with other choices is another step."""
        return {}

    @property
    def typed(self):
        """The text as it stands in the box, valid or not."""
        return self[self.text_field].value() or "" if self.text_field else ""


class Accept(Step):
    name = "accept"
    event = Event.Name.ACCEPTED
    title = _("Begin the review")
    button = _("Begin the review")
    done = _("You have begun the review. The citizen sees it.")

    @classmethod
    def fits(cls, ticket):
        return ticket.status == Status.ROUTED

    def perform(self, now):
        lifecycle.accept(ticket=self.ticket, by=self.by, now=now)


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


class Note(Step):
    name = "note"
    event = Event.Name.NOTED
    title = _("Internal note")
    button = _("Keep the note")
    done = _("The note is kept. The citizen does not see it.")
    text_field = "text"

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


class UnitsByPlace(forms.models.ModelChoiceIterator):
    """The units of a select box in groups, those near the case first."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        for place, units in by_place(self.queryset, nearest=self.field.nearest):
            yield place, [self.choice(unit) for unit in units]


class UnitChoiceField(forms.ModelChoiceField):
    iterator = UnitsByPlace
    nearest = None  # the unit from which one looks


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
        self.fields["unit"].nearest = self.ticket.unit
        self.fields["unit"].queryset = lifecycle.transfer_targets(self.ticket)

    def leaves(self):
        return {"unit": _number(self["unit"].data)}

    def perform(self, now):
        target, reason = self.cleaned_data["unit"], self.cleaned_data["reason"]
        lifecycle.transfer(ticket=self.ticket, unit=target, reason=reason, by=self.by, now=now)


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
        return {"details": {"assignee": _number(self["assignee"].data)}}

    def perform(self, now):
        lifecycle.assign(ticket=self.ticket, assignee=self.cleaned_data["assignee"], by=self.by, now=now)


def _number(typed):
    """The id that was sent, or None where none was or it is none."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 19 else None


STEPS = {step.name: step for step in (Accept, Answer, Note, Assign, Transfer)}
