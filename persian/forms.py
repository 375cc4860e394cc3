"""Form fields that take what people type here and hand on the one form we store."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from . import validators
from .digits import format_number, localise_digits, to_ascii_digits
from .text import clean, clean_line


class PersianCharField(forms.CharField):
    """A name or a title: one line of cleaned text. `called` names it in the error about its length."""

    tidy = staticmethod(clean_line)

    def __init__(self, *, called=None, max_length=None, **kwargs):
        # not Django's max_length: it puts a maxlength on the input, and browsers then cut pasted text silently
        self.limit = max_length
        self.called = called
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return text if text in self.empty_values else self.tidy(text) or self.empty_value

    def validate(self, value):
        super().validate(value)
        if self.limit is not None and len(value or "") > self.limit:
            raise ValidationError(
                _("%(field)s must be %(limit)s characters or less"),
                code="max_length",
                params={"field": self.called or self.label or _("This text"), "limit": format_number(self.limit)},
            )


class LongTextField(PersianCharField):
    """Several lines of cleaned text; a line end counts as one character."""

    tidy = staticmethod(clean)
    widget = forms.Textarea

    def __init__(self, *, called=None, max_length=4000, **kwargs):
        super().__init__(called=called or _("Description"), max_length=max_length, **kwargs)

    def widget_attrs(self, widget):
        """The limit, for the script that counts while one types."""
        return super().widget_attrs(widget) | {"data-character-limit": self.limit}


class NumberField(forms.IntegerField):
    """A whole number, typed in any digits and shown in those of the page's language."""

    widget = forms.TextInput  # not Django's: into a number box no browser lets one type a Persian digit
    default_error_messages = {
        "invalid": _("Enter a whole number"),
        "min_value": _("Enter a larger number"),
        "max_value": _("Enter a smaller number"),
    }

    def to_python(self, value):
        return super().to_python(to_ascii_digits(clean_line(value)) if isinstance(value, str) else value)

    def prepare_value(self, value):
        return localise_digits(value) if isinstance(value, int) else value

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "numeric", "autocomplete": "off"}


def _left_to_right(widget, **attrs):
    """Attributes for an input of Latin letters and digits; those the form's author gave go first."""
    return {"dir": "ltr", "spellcheck": "false", **attrs, **widget.attrs}


class EmailField(forms.EmailField):
    """An e-mail address, typed left to right; Persian digits and invisible characters do no harm."""

    default_validators = [
        EmailValidator(message=_("Enter an e-mail address in the correct format, like name@example.com"))
    ]

    def __init__(self, **kwargs):
        super().__init__(max_length=None, **kwargs)  # the validator knows the limit, and says it in our words

    def to_python(self, value):
        text = super().to_python(value)
        return text if text in self.empty_values else to_ascii_digits(clean_line(text))

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | _left_to_right(widget, inputmode="email", autocomplete="email")


class CodeField(forms.CharField):
    """A number or code in any digits and spacing, typed left to right. Subclasses say how it is normalised."""

    inputmode = "numeric"
    autocomplete = "off"

    def normalise(self, text):
        """The one stored form of the text, or a ValidationError."""
        return to_ascii_digits(clean_line(text))

    def to_python(self, value):
        text = super().to_python(value)
        return text if text in self.empty_values else self.normalise(text)

    def widget_attrs(self, widget):
        attrs = _left_to_right(widget, inputmode=self.inputmode, autocomplete=self.autocomplete)
        return super().widget_attrs(widget) | attrs


class PhoneField(CodeField):
    """A telephone number, also a short one, spaced as its owner writes it."""

    inputmode = "tel"


class MobileField(CodeField):
    """A mobile number, stored as 09xxxxxxxxx."""

    inputmode = "tel"
    autocomplete = "tel"
    normalise = staticmethod(validators.normalise_mobile)


class NationalCodeField(CodeField):
    """A person's national code (کد ملی)."""

    normalise = staticmethod(validators.normalise_national_code)


class CompanyIdField(CodeField):
    """A company's national id (شناسهٔ ملی)."""

    normalise = staticmethod(validators.normalise_company_id)


class ForeignerCodeField(CodeField):
    """A foreign national's code (کد فراگیر)."""

    normalise = staticmethod(validators.normalise_foreigner_code)


class PassportField(CodeField):
    """A passport number."""

    inputmode = "text"
    normalise = staticmethod(validators.normalise_passport)
