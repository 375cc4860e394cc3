"""The last page's own inputs: the human check, and two quiet signs of a machine that mark a case and refuse nobody."""

from datetime import timedelta

from django import forms

from tickets.human_check.fields import HumanCheckField

from .base import StepForm

MARK_HONEYPOT = "honeypot"
MARK_FAST = "fast"
FASTEST_PERSON = timedelta(seconds=20)


class Honeypot(forms.TextInput):
    """An input that no browser shows and no screen reader reads; machines that fill in everything fill it in."""

    template_name = "tickets/widgets/honeypot.html"
    is_hidden = True


class SendForm(StepForm):
    """The human check, and an input nobody sees and only machines fill in."""

    captcha = HumanCheckField()
    website = forms.CharField(required=False, widget=Honeypot)

    def prepare(self):
        if self.journey.desk:  # somebody of the staff
            del self.fields["captcha"], self.fields["website"]

    def marks(self, *, began_at, now):
        """What staff should know before they trust this case."""
        if self.journey.desk:
            return []
        signs = {MARK_HONEYPOT: self.cleaned_data["website"], MARK_FAST: now - began_at < FASTEST_PERSON}
        return [mark for mark, seen in signs.items() if seen]
