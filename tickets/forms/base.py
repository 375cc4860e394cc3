"""What every page of a journey has in common."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property

from persian.forms import PersianCharField

# The direction of what people write is that of its first letter. The blank lets forms.css tell an empty input, which
# browsers would turn to the left.
FREE_TEXT = {"dir": "auto", "placeholder": " "}


class StepForm(forms.Form):
    """
    The questions of one page. `journey` knows the answers of the pages before.

    `title` is the page's heading, `hint` the sentence under it.
    """

    title = ""
    hint = ""
    template = "tickets/steps/step.html"
    use_required_attribute = False
    heading = ""  # the field whose question is the page's heading, where it is the only one
    asks_like = ""  # the page that asks for the same words of another kind: nothing need be written twice
    asks_more = False  # valid, and yet one more question came up: the page is shown again with it
    leads_elsewhere = ""  # the address of a page for who is not in the right place

    def __init__(self, typed=None, *, journey):
        super().__init__(typed, label_suffix="")
        self.journey = journey
        self.prepare()
        for field in self.fields.values():
            if isinstance(field, PersianCharField):
                field.widget.attrs.update(FREE_TEXT)

    def prepare(self):
        """Fit the questions to the earlier answers."""

    @cached_property
    def helper(self):
        helper = FormHelper(self)
        helper.form_tag = False
        helper.heading_field = self.heading
        helper.disable_csrf = True  # the page's own <form> has the token
        return helper

    @property
    def spoiled(self):
        """The answers that do not outlive what is answered here: pairs of another page and a name on it."""
        return []

    @property
    def typed(self):
        """What was typed into this form's own inputs, and nothing else that was sent along: to be kept as it is."""
        names = [name + suffix for name, field in self.fields.items() for suffix in _suffixes(field.widget)]
        return {name: self.data.getlist(name) for name in names if name in self.data}

    def settle(self, name, *, needed, missing):
        """Want the field `name` where another answer makes it necessary; elsewhere what stands there is no matter."""
        if not needed:
            self.errors.pop(name, None)
            self.cleaned_data[name] = None
        elif name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, missing)

    def summary(self):
        """(question, answer) for each question of the page, for the page where all answers are checked."""
        return [(field.label, self.shown(field.name)) for field in self.visible_fields()]

    def shown(self, name):
        """The answer to one question in words; empty where there is none."""
        value = self.cleaned_data.get(name)
        choices = getattr(self.fields[name], "choices", None)
        return flat(choices).get(value, "") if choices else value or ""


class HintedRadios(forms.RadioSelect):
    """Radio buttons with a line of explanation under those that have one in `hints`."""

    hints = {}

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(value, "")}


class Choice(forms.ChoiceField):
    """One of a few answers, as radio buttons. `missing` says what to do to who chooses none of them."""

    widget = HintedRadios

    def __init__(self, *, missing, **kwargs):
        super().__init__(error_messages={"required": missing, "invalid_choice": missing}, **kwargs)


def flat(choices):
    """Choices as a dict, groups opened."""
    words = {}
    for value, label in choices:
        words |= flat(label) if isinstance(label, (list, tuple)) else {value: label}
    return words


def only_if_chosen(field_class, **kwargs):
    """A field that another answer on the page makes necessary: not required, and not called optional either."""
    field = field_class(required=False, **kwargs)
    field.is_conditional = True
    return field


def _suffixes(widget):
    return getattr(widget, "widgets_names", [""])
