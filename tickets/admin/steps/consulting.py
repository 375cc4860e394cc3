"""Asking other units without giving the case away: a question to one, a part for several, and their reply."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from persian.date_field import JalaliDateField, JalaliDateWidget
from persian.dates import format_date, today
from persian.forms import LongTextField
from tickets import lifecycle
from tickets.models import Consultation, Event
from tickets.workflow import NotAllowed

from .base import NO_CHOICE, Step, date_sent, number
from .passing import UnitChoiceField


class UnitsWidget(forms.CheckboxSelectMultiple):
    """Units as boxes to tick, folded by place: the place near the case, and those with something ticked, are open."""

    template_name = "tickets/admin/units.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["places"] = [
            (place, options, position == 0 or any(option["selected"] for option in options))
            for position, (place, options, _index) in enumerate(context["widget"]["optgroups"])
        ]
        return context


class BoxesByPlace(forms.models.ModelChoiceIterator):
    """The units in groups, those near the case first."""

    def __iter__(self):
        for place, units in self.field.places():
            yield place, [self.choice(unit) for unit in units]


class UnitsField(forms.ModelMultipleChoiceField):
    widget = UnitsWidget
    iterator = BoxesByPlace
    places = None  # tells what its `queryset` has, in groups (AtHand)


class Asking(Step):
    """What asking one unit and giving several their part share: the words, and the date by which a reply is needed."""

    event = Event.Name.CONSULTED
    purpose = ""
    text_field = "text"

    due_on = JalaliDateField(label=_("Reply by"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        due_on = self.fields["due_on"]
        due_on.initial = lambda: self.at_hand.reply_by
        due_on.help_text = _("The case itself is due on %(date)s.") % {"date": format_date(self.ticket.due_on)}

    @classmethod
    def typed_in(cls, posted):
        """As other steps, and the three parts of the date."""
        parts = [posted.get(f"{cls.name}-due_on_{part}", "") for part in JalaliDateWidget.labels]
        return super().typed_in(posted) | ({"due_on": parts} if any(parts) else {})

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < today():
            raise ValidationError(_("Choose today or a later day"))
        return due_on

    def leaves(self):
        return {"details": {"units": self.asked(), "purpose": self.purpose.value, "due_on": date_sent(self, "due_on")}}

    def asked(self):
        """The ids of the units as they were sent, valid or not, in the order of their tree."""
        raise NotImplementedError

    def ask(self, units, now):
        lifecycle.consult(
            ticket=self.ticket,
            units=units,
            purpose=self.purpose,
            question=self.cleaned_data["text"],
            due_on=self.cleaned_data["due_on"],
            by=self.by,
            now=now,
        )


class Consult(Asking):
    name = "consult"
    purpose = Consultation.Purpose.QUESTION
    title = _("Consult another unit")
    button = _("Ask the unit")
    done = _("The unit is asked. Its reply will stand on this page.")

    unit = UnitChoiceField(
        label=_("Unit"), queryset=None, empty_label=NO_CHOICE[1], error_messages={"required": _("Choose a unit")}
    )
    text = LongTextField(
        label=_("Question"),
        called=_("The question"),
        help_text=_("The case stays with you. The unit reads these words only, not those of the citizen."),
        error_messages={"required": _("Write the question")},
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    field_order = ("unit", "text", "due_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].places = lambda: self.at_hand.places_not_asked
        self.fields["unit"].queryset = lifecycle.consultable(self.ticket)

    def asked(self):
        return [number(self["unit"].data)]

    def perform(self, now):
        self.ask([self.cleaned_data["unit"]], now)


class Share(Asking):
    name = "share"
    purpose = Consultation.Purpose.PART
    title = _("Handle together with other units")
    button = _("Give them their part")
    done = _("The units have their part. The answer waits until each of them has replied.")

    units = UnitsField(label=_("Units"), queryset=None, error_messages={"required": _("Choose at least one unit")})
    text = LongTextField(
        label=_("What each is to do"),
        called=_("What each is to do"),
        help_text=_("The units read the words of the citizen as well, but not who it is, and no files."),
        error_messages={"required": _("Write what each unit is to do")},
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    field_order = ("units", "text", "due_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].places = lambda: self.at_hand.places_not_asked
        self.fields["units"].queryset = lifecycle.consultable(self.ticket)

    @classmethod
    def typed_in(cls, posted):
        """As other steps, and every box that is ticked."""
        ticked = posted.getlist(f"{cls.name}-units") if hasattr(posted, "getlist") else []
        return super().typed_in(posted) | ({"units": ticked} if ticked else {})

    def asked(self):
        return [number(pk) for pk in self["units"].data or []]

    def perform(self, now):
        self.ask(list(self.cleaned_data["units"]), now)


class EndConsultation(Step):
    """Which one, its button says after a colon: "end_consultation:17"."""

    name = "end_consultation"
    event = Event.Name.CONSULT_ENDED
    title = _("End the consultation")
    button = _("No longer needed")
    folded = False
    done = _("The consultation has ended without a reply.")

    @property
    def consultation(self):
        """The one whose button was pressed, or None."""
        pressed = number(self.data.get("step", "").partition(":")[2])
        return self.ticket.consultations.filter(pk=pressed).first() if pressed else None

    def leaves(self):
        asked = self.consultation
        return {"details": {"units": [asked and asked.unit_id]}}

    def perform(self, now):
        asked = self.consultation
        if asked is None:
            raise NotAllowed("consultation")
        lifecycle.end_consultation(consultation=asked, by=self.by, now=now)


class Reply(Step):
    """The reply of the unit that was asked, on a page of its own (tickets.admin.consultation_page)."""

    name = "reply"
    event = Event.Name.ADVISED
    title = _("Reply")
    button = _("Send the reply")
    done = _("Your reply is with the unit that asked.")
    text_field = "text"

    text = LongTextField(
        label=_("Text of the reply"),
        called=_("The reply"),
        help_text=_("For colleagues; the citizen never sees it."),
        error_messages={"required": _("Write the reply")},
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
    )

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, ticket=consultation.ticket, **kwargs)
        self.consultation = consultation

    def leaves(self):
        return {"details": {"units": [self.consultation.unit_id]}}

    def perform(self, now):
        lifecycle.advise(consultation=self.consultation, text=self.cleaned_data["text"], by=self.by, now=now)
