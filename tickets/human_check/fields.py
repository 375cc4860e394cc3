"""The field that asks whether a person sends the form."""

from captcha.fields import CaptchaField, CaptchaHiddenInput, CaptchaTextInput
from django.core.exceptions import ValidationError
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from persian.digits import to_ascii_digits

from . import proof

ANOTHER_PICTURE = "another_picture"


def was_asked(sent):
    """Does `sent` (request.POST) come from a page that asked whether a person is there?"""
    return any(name.startswith("captcha_") for name in sent)


def form_arguments(sent, *, asks=True):
    """
    What a form is made of: what was sent, to be judged; where another picture is wanted, the same to be shown only.

    `sent` is request.POST. `asks` is False when what was sent comes from a form that did not ask yet whether a person
    is there, and should have: it is shown again with that question, and without an error.
    """
    if ANOTHER_PICTURE in sent or not asks:
        return {"data": None, "files": None, "initial": sent.dict()}
    return {"data": sent or None}


class HumanCheckWidget(CaptchaTextInput):
    """
    The picture with its key and one visible input, which the field's label names; and the proof of work.

    static/js/human-check.js fills in the proof and hides the picture.
    """

    template_name = "tickets/widgets/human_check.html"
    use_fieldset = False

    class Media:
        css = {"all": ["css/human-check.css"]}
        js = [Script("js/human-check.js", type="module")]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widgets[1].attrs.update(dir="ltr", inputmode="numeric")
        self.widgets.append(CaptchaHiddenInput())
        self.widgets_names.append("_2")

    def value_from_datadict(self, data, files, name):
        key, answer, payload = super().value_from_datadict(data, files, name)
        return [key, to_ascii_digits(answer or "").replace(" ", ""), payload or ""]

    def render(self, name, value, attrs=None, renderer=None):
        self.prefers_picture = bool(value and value[1])  # typed something: do not take the picture away again
        return super().render(name, value, attrs, renderer)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, [*value, ""], attrs)
        return context | {"prefers_picture": self.prefers_picture, "another_picture": ANOTHER_PICTURE}


class HumanCheckField(CaptchaField):
    """Takes a proof of work, or the digits of the picture."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Digits in the picture"))
        kwargs.setdefault("help_text", _("If you cannot see it, telephone us. The number is on this page."))
        errors = {
            "required": _("Enter the digits in the picture"),
            "invalid": _("The digits do not match the picture. Enter those of the new picture"),
            "stale": _("The automatic check was no longer valid. Press the button again"),
        }
        super().__init__(widget=HumanCheckWidget(), error_messages=errors, **kwargs)

    def clean(self, value):
        key, answer, payload = value
        if payload and proof.spend(payload):
            return value
        if payload and not answer:
            raise ValidationError(self.error_messages["stale"], code="stale")
        return super().clean([key, answer])
