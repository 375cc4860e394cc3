"""Which case it is and where a new code shall go, and always whether a person asks."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from persian.forms import CodeField, EmailField
from persian.validators import normalise_mobile
from tickets import lost_code
from tickets.human_check.fields import HumanCheckField


class CaseNumberField(CodeField):
    """A case number in any digits; cleaned to the form of Ticket.number."""

    def normalise(self, text):
        try:
            return lost_code.normalise(text)
        except lost_code.MalformedNumber as error:
            raise ValidationError(_("Enter the case number with its year, as it stands on the receipt")) from error


class AddressField(CodeField):
    """A mobile number or an e-mail address."""

    inputmode = "email"  # a keyboard with letters, digits and the @
    autocomplete = "on"

    def normalise(self, text):
        try:
            return EmailField().clean(text) if "@" in text else normalise_mobile(text)
        except ValidationError as error:
            raise ValidationError(_("Enter an 11-digit mobile number, or an e-mail address")) from error


class LostForm(forms.Form):
    """What the citizen still knows."""

    use_required_attribute = False

    number = CaseNumberField(
        label=_("Case number"),
        help_text=_("It is on your receipt and in every message about the case."),
        error_messages={"required": _("Enter the case number with its year, as it stands on the receipt")},
    )
    address = AddressField(
        label=_("Mobile number or e-mail"),
        help_text=_("The one you gave for this case."),
        error_messages={"required": _("Enter an 11-digit mobile number, or an e-mail address")},
    )
    captcha = HumanCheckField()

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = "tickets:lost"
        helper.add_input(Submit("", _("Ask for a new code")))
        return helper
