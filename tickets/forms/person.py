"""Who writes: how the name is treated, then only what is needed (domain.md, What is asked of whom)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.forms import (
    CompanyIdField,
    EmailField,
    ForeignerCodeField,
    MobileField,
    NationalCodeField,
    PassportField,
    PersianCharField,
)
from tickets.intake import Person
from tickets.models import Sender
from tickets.workflow import MAY_BE_ANONYMOUS, Identity

from .base import Choice, StepForm, only_if_chosen

ID_FIELDS = {
    Sender.IdType.NATIONAL_CODE: NationalCodeField,
    Sender.IdType.COMPANY: CompanyIdField,
    Sender.IdType.FOREIGN_CODE: ForeignerCodeField,
    Sender.IdType.PASSPORT: PassportField,
}
MISSING_NUMBER = {
    Sender.IdType.NATIONAL_CODE: _("Enter your national code"),
    Sender.IdType.COMPANY: _("Enter the national identifier of the company"),
    Sender.IdType.FOREIGN_CODE: _("Enter your comprehensive code"),
    Sender.IdType.PASSPORT: _("Enter your passport number"),
}
ADDRESSES = {Sender.Contact.SMS: "mobile", Sender.Contact.EMAIL: "email"}
MISSING = {"mobile": _("Enter an 11-digit mobile number"), "email": _("Enter your e-mail address")}
ONLY_TO_TELL = _("Used only to tell you about this case. Kept encrypted.")
NAMES = {
    Identity.NAMED: _("With my name"),
    Identity.HIDDEN: _("My name stays with the inspector"),
    Identity.ANONYMOUS: _("Anonymous"),
}
WHO_SEES = {
    Identity.NAMED: _("The officer who answers can open your name, and each opening is recorded."),
    Identity.HIDDEN: _("The officer who answers does not see your name."),
    Identity.ANONYMOUS: _("We ask for no name. With the tracking code you still read the answer."),
}


class IdentityForm(StepForm):
    """How the name is treated and, where the law asks for one, which identity number the sender has."""

    title = _("Your name and identity")
    identity = Choice(label=_("What should happen to your name?"), missing=_("Choose what should happen to your name"))
    id_type = Choice(
        label=_("Which identity number do you have?"),
        missing=_("Choose which identity number you have"),
        help_text=_("A complaint or request must be answered to a real person. Under 18 no number is needed."),
        choices=Sender.IdType.choices,
    )

    def prepare(self):
        anonymous = self.journey.kind in MAY_BE_ANONYMOUS
        offered = [value for value in Identity if anonymous or value != Identity.ANONYMOUS]
        self.fields["identity"].choices = [(value, NAMES[value]) for value in offered]
        self.fields["identity"].widget.hints = WHO_SEES
        self.fields["id_type"].widget.hints = {Sender.IdType.UNDER_18: _("Your parent or guardian may send it too.")}
        if anonymous:
            del self.fields["id_type"]

    @property
    def spoiled(self):
        """Another kind of number is another number, even where the old digits would do for it."""
        before = self.journey.answer("identity", "id_type")
        return [("you", "id_number")] if before and self.cleaned_data.get("id_type", "") != before else []


class ContactForm(StepForm):
    """
    How the sender hears of the answer. An address is taken only for the way that was chosen.

    Who may be anonymous may also leave the question out: it is then the code only.
    """

    contact = Choice(
        label=_("How shall we tell you that the answer is ready?"),
        missing=_("Choose how we shall tell you"),
        help_text=_("The message holds no name, no text and no code."),
        choices=Sender.Contact.choices,
    )
    mobile = only_if_chosen(MobileField, label=_("Mobile number"), help_text=ONLY_TO_TELL)
    email = only_if_chosen(EmailField, label=_("E-mail"), help_text=ONLY_TO_TELL)
    code_may_be_sent = forms.BooleanField(
        label=_("If I lose my tracking code, a new one may be sent there"),
        help_text=_("Whoever can read messages there can then read your case as well."),
        required=False,
    )

    def prepare(self):
        self.fields["contact"].required = self.journey.kind not in MAY_BE_ANONYMOUS

    def clean(self):
        if self.cleaned_data.get("contact") == "":
            self._take_silence()
        chosen = self.cleaned_data.get("contact")
        for contact, name in ADDRESSES.items():
            self.settle(name, needed=contact == chosen, missing=MISSING[name])
        self.cleaned_data["code_may_be_sent"] &= chosen in ADDRESSES  # the citizen's own tick, for an address alone

    def _take_silence(self):
        """No way was chosen: the code only, unless an address stands there, which must not be dropped unsaid."""
        if any(self.data.get(name, "").strip() for name in ADDRESSES.values()):
            self.add_error("contact", self.fields["contact"].error_messages["required"])
        else:
            self.cleaned_data["contact"] = Sender.Contact.NONE

    @property
    def contact_answers(self):
        """What a Person takes of this page: an address only where it was chosen."""
        answers = self.cleaned_data
        addresses = {name: answers[name] or "" for name in ADDRESSES.values()}
        return {"contact": answers["contact"], **addresses, "code_may_be_sent": answers["code_may_be_sent"]}

    def summary(self):
        unused = set(ADDRESSES.values()) - {ADDRESSES.get(self.cleaned_data["contact"])}
        if self.cleaned_data["contact"] not in ADDRESSES:
            unused.add("code_may_be_sent")
        return [(field.label, self.shown(field.name)) for field in self.visible_fields() if field.name not in unused]

    def shown(self, name):
        if name == "code_may_be_sent":
            return _("Yes") if self.cleaned_data[name] else _("No")
        return super().shown(name)


class PersonForm(ContactForm):
    """Name, the number of the kind chosen before, and how to be told; for an anonymous sender only the last."""

    name = PersianCharField(
        label=_("First and last name"),
        called=_("Your name"),
        help_text=_("So that it is known whose case it is. Kept encrypted."),
        max_length=120,
        error_messages={"required": _("Enter your name")},
    )
    relation = Choice(
        label=_("How are you connected with the matter?"),
        missing=_("Choose how you are connected with the matter"),
        help_text=_("So that it is known how the matter concerns you."),
        choices=Sender.Relation.choices,
    )
    field_order = ["name", "id_number", "relation", "contact", "mobile", "email", "code_may_be_sent"]

    @property
    def title(self):
        return _("How we reach you") if self.identity == Identity.ANONYMOUS else _("About you")

    @property
    def identity(self):
        return self.journey.answer("identity", "identity")

    @property
    def id_type(self):
        """Which number is asked for: none of who may be anonymous, whatever was answered for another kind before."""
        return "" if self.journey.kind in MAY_BE_ANONYMOUS else self.journey.answer("identity", "id_type")

    def prepare(self):
        super().prepare()
        if self.identity == Identity.ANONYMOUS:
            del self.fields["name"], self.fields["relation"]
            return
        self.fields["relation"].required = self.journey.kind not in MAY_BE_ANONYMOUS
        self.fields["name"].widget.attrs.update(autocomplete="name", spellcheck="false")
        if self.id_type == Sender.IdType.COMPANY:
            self._ask_a_company()
        if self.id_type in ID_FIELDS:
            self._ask_for_the_number()
        self.order_fields(self.field_order)

    def _ask_a_company(self):
        name = self.fields["name"]
        name.label = name.called = _("Names of the company and of its representative")
        name.error_messages["required"] = _("Enter the names of the company and of its representative")
        del name.widget.attrs["autocomplete"]

    def _ask_for_the_number(self):
        self.fields["id_number"] = ID_FIELDS[self.id_type](
            label=Sender.IdType(self.id_type).label,
            help_text=_("To be sure that the answer reaches the right person. Kept encrypted."),
            error_messages={"required": MISSING_NUMBER[self.id_type]},
        )

    @property
    def person(self):
        answers = self.cleaned_data
        return Person(
            identity=self.identity,
            name=answers.get("name", ""),
            id_type=self.id_type,
            id_number=answers.get("id_number", ""),
            relation=answers.get("relation", ""),
            **self.contact_answers,
        )
