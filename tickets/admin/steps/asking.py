"""What moves the due date: a question to the citizen, and more time."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from persian.dates import format_date
from persian.digits import format_number, to_ascii_digits
from persian.forms import LongTextField, NumberField
from tickets import clock, lifecycle
from tickets.models import ClockReason, Event, Extension, Pause, Ticket
from tickets.workflow import ALLOWED, Status

from .base import NO_CHOICE, ToCitizen, number


class Moving(ToCitizen):
    """With a legal ground (ClockReason) and a number of working days, of which each ground allows so many."""

    purpose = ""
    rows = None  # the table that keeps the ground beside the event
    text_field = "text"

    ground = forms.ModelChoiceField(
        label=_("Reason"),
        queryset=None,
        empty_label=NO_CHOICE[1],
        error_messages={"required": _("Choose a reason")},
    )
    days = NumberField(
        label=_("Working days"),
        min_value=1,
        error_messages={"required": _("Enter how many working days"), "min_value": _("At least one working day")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        field.queryset = ClockReason.objects.filter(purpose=self.purpose, is_active=True)
        mine = [ground for ground in self.at_hand.grounds if ground.purpose == self.purpose]
        grounds = [(ground.pk, self._with_its_cap(ground)) for ground in mine]
        if len(grounds) == 1:
            field.widget = forms.HiddenInput()
            self.initial["ground"] = grounds[0][0]
        field.choices = [NO_CHOICE, *grounds]

    @staticmethod
    def _with_its_cap(ground):
        words = ngettext("%(ground)s (%(days)s day at most)", "%(ground)s (%(days)s days at most)", ground.most_days)
        return words % {"ground": ground.title, "days": format_number(ground.most_days)}

    def clean(self):
        chosen = super().clean()
        ground, days = chosen.get("ground"), chosen.get("days")
        if ground and days and days > ground.most_days:
            words = ngettext(
                "For this reason, %(days)s working day at most",
                "For this reason, %(days)s working days at most",
                ground.most_days,
            )
            self.add_error("days", words % {"days": format_number(ground.most_days)})
        return chosen

    def leaves(self):
        rows = self.rows.objects.filter(ticket=self.ticket, reason=number(self["ground"].data))
        return {"pk__in": rows.values("event")}


class Ask(Moving):
    name = "ask"
    event = Event.Name.ASKED
    purpose = ClockReason.Purpose.PAUSE
    rows = Pause
    takes_canned = True
    title = _("Ask the citizen")
    button = _("Send the question")
    done = _("The question is sent.")

    text = LongTextField(
        label=_("The question"),
        called=_("The question"),
        help_text=_("The citizen reads it at once, and replies on the tracking page."),
        error_messages={"required": _("Write the question")},
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )
    field_order = ("text", "ground", "days")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].label = _("Working days to reply")
        self.fields["days"].help_text = _(
            "The clock stands from tomorrow until the reply comes, at most so long; then the review goes on."
        )

    @classmethod
    def fits(cls, ticket):
        return Status.AWAITING_CITIZEN in ALLOWED[ticket.status]

    def said(self):
        pause = clock.running_pause(self.ticket)
        if pause is None:
            return self.done
        return _("The question is sent. The clock stands until %(date)s.") % {"date": format_date(pause.until)}

    def perform(self, now):
        asked = self.cleaned_data
        lifecycle.ask(
            ticket=self.ticket,
            question=asked["text"],
            reason=asked["ground"],
            days=asked["days"],
            by=self.by,
            now=now,
        )


class Extend(Moving):
    name = "extend"
    event = Event.Name.EXTENDED
    purpose = ClockReason.Purpose.EXTENSION
    rows = Extension
    title = _("Take more time")
    button = _("Take more time and tell the citizen")

    text = LongTextField(
        label=_("Text to the citizen"),
        called=_("The text"),
        help_text=_("Why more time is needed. The citizen reads it at once, with the new date."),
        error_messages={"required": _("Write to the citizen why")},
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    @classmethod
    def is_offered(cls, standing):
        return super().is_offered(standing) and not standing.needs_head_to_extend

    def leaves(self):
        days = number(to_ascii_digits(self["days"].data or "").strip())
        return super().leaves() | {"details__days": days}

    def said(self):
        due_on = Ticket.objects.values_list("due_on", flat=True).get(pk=self.ticket.pk)
        return _("The due date is now %(date)s. The citizen is told.") % {"date": format_date(due_on)}

    def perform(self, now):
        taken = self.cleaned_data
        lifecycle.extend(
            ticket=self.ticket,
            reason=taken["ground"],
            days=taken["days"],
            text=taken["text"],
            by=self.by,
            now=now,
        )
