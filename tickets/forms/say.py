"""What a citizen says to a case of their own: takes it back, rates the answer, does not accept it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField
from tickets.workflow import HIGHEST_SCORE, LOWEST_SCORE, Kind, Solved

from .base import FREE_TEXT, Choice

WITHDRAW = {
    Kind.COMPLAINT: _("Withdraw the complaint"),
    Kind.REPORT: _("Withdraw the report"),
    Kind.REQUEST: _("Withdraw the request"),
    Kind.SUGGESTION: _("Withdraw the suggestion"),
    Kind.CRITICISM: _("Withdraw the criticism"),
    Kind.PRAISE: _("Withdraw the thanks"),
}
DONE = {  # by the page on which it was done
    "follow_up": _("It is sent. The office that answers your case can read it."),
    "withdraw": _("The case is withdrawn. Nobody works on it any more."),
    "reopen": _("The case is open again. Below you see who looks at it, and until when you get an answer."),
    "rate": _("Thank you. Your word is kept with the answer."),
}
SAME, ABOVE = "same", "above"
NO_LEVEL_ABOVE = _("Nobody above that unit can take it just now. Choose again, or use the ministry's channel")
SCORES = {1: _("Very badly"), 2: _("Badly"), 3: _("Neither well nor badly"), 4: _("Well"), 5: _("Very well")}


class _Said(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


def _text(rows, **kwargs):
    return LongTextField(widget=forms.Textarea({"rows": rows} | FREE_TEXT), **kwargs)


class WithdrawForm(_Said):
    """Why, if the citizen wishes to say."""

    text = _text(
        5,
        label=_("Why do you withdraw it?"),
        called=_("The reason"),
        required=False,
        help_text=_("You need not say. It helps the office to do better."),
    )


class ReopenForm(_Said):
    """Why, and who shall look at it: the unit that decided (`same`) or the one above it (`above`), if there is one."""

    text = _text(
        8,
        label=_("What is not right about what was decided?"),
        called=_("The reason"),
        error_messages={"required": _("Write what is not right")},
    )
    level = Choice(label=_("Who shall look at it again?"), missing=_("Choose who shall look at it again"))

    def __init__(self, *args, same, above, **kwargs):
        super().__init__(*args, **kwargs)
        if above is None:
            del self.fields["level"]
            return
        self.fields["level"].choices = [
            (SAME, _("Reopening: %(unit)s, which decided") % {"unit": same}),
            (ABOVE, _("Objection: %(unit)s, one level up") % {"unit": above}),
        ]

    def clean(self):
        """An objection never turns into a reopening unsaid: who was to hear it may be gone by now."""
        if "level" not in self.fields and self.data.get("level") == ABOVE:
            self.add_error(None, NO_LEVEL_ABOVE)


class RateForm(_Said):
    """Is the matter settled, and how was it handled?"""

    solved = Choice(
        label=_("Was your problem solved?"),
        missing=_("Choose whether your problem was solved"),
        choices=Solved.choices,
    )
    score = Choice(
        label=_("How was your case handled?"),
        missing=_("Choose how your case was handled"),
        choices=[(number, SCORES[number]) for number in range(HIGHEST_SCORE, LOWEST_SCORE - 1, -1)],
    )
    text = _text(
        5,
        label=_("Anything else you wish to say"),
        called=_("The comment"),
        required=False,
    )
