"""The picture of five digits: drawn with a real random source, answered in any of the three digit sets."""

import secrets

from captcha.conf import settings as captcha_settings
from captcha.fields import CaptchaField, CaptchaTextInput
from django.utils.translation import gettext_lazy as _

from persian.digits import to_ascii_digits, to_persian_digits

DIGITS = "123456789"  # no zero: in Persian it is a dot, lost among the noise


def digits_challenge():
    """(what is drawn, what must be typed): CAPTCHA_CHALLENGE_FUNCT."""
    digits = "".join(secrets.choice(DIGITS) for _place in range(captcha_settings.CAPTCHA_LENGTH))
    return to_persian_digits(digits), digits


class PictureWidget(CaptchaTextInput):
    """One visible input, which the field's own label names."""

    use_fieldset = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widgets[1].attrs.update(dir="ltr", inputmode="numeric")

    def value_from_datadict(self, data, files, name):
        key, answer = super().value_from_datadict(data, files, name)
        return [key, to_ascii_digits(answer or "").replace(" ", "")]


class PictureField(CaptchaField):
    """The captcha of our forms."""

    def __init__(self, **kwargs):
        wrong = _("The digits do not match the picture. Enter those of the new picture")
        kwargs.setdefault("label", _("Digits in the picture"))
        kwargs.setdefault("help_text", _("If you cannot see it, telephone us; the number is at the foot of the page."))
        errors = {"required": _("Enter the digits in the picture"), "invalid": wrong}
        super().__init__(widget=PictureWidget(), error_messages=errors, **kwargs)
