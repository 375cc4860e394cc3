"""The one field of the tracking page, and the captcha that joins it while codes are being guessed."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from persian.forms import CodeField
from tickets import tracking
from tickets.human_check.fields import HumanCheckField

# One sentence whatever is wrong with the code, so that it tells a guesser nothing.
NOT_FOUND = _("No case found with this code. Check the 16 digits again")


class TrackingCodeField(CodeField):
    """A tracking code in any digits and spacing; cleaned to its 16 ASCII digits."""

    def normalise(self, text):
        try:
            return tracking.normalise(text)
        except tracking.MalformedCode as error:
            raise ValidationError(NOT_FOUND) from error


class TrackForm(forms.Form):
    """What the citizen types to see the case. `guarded` asks for the captcha as well."""

    use_required_attribute = False

    code = TrackingCodeField(
        label=_("Tracking code"),
        help_text=_("The 16 digits on your receipt. Spaces do no harm"),
        error_messages={"required": _("Enter the tracking code")},
    )

    def __init__(self, *args, guarded, **kwargs):
        super().__init__(*args, **kwargs)
        if guarded:
            self.guard()

    @property
    def is_guarded(self):
        return "captcha" in self.fields

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = "tickets:track"
        helper.add_input(Submit("", _("See the case")))
        return helper

    def guard(self):
        """Ask for the captcha from now on; a form that is validated already gets no error by it."""
        self.fields["captcha"] = HumanCheckField()

    def refuse_code(self):
        """No ticket has this code."""
        self.add_error("code", NOT_FOUND)
