"""What every step shares: a small form on the page of a case whose `perform` makes one call into the life cycle."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tickets.models import Ticket

NO_CHOICE = ("", _("Choose one"))


class Step(forms.Form):
    """
    One step. `seen` is the last event the page showed: a second press of the same button is recognised by it.

    Subclasses say their `name`, the `event` they leave behind, their words, and `perform`.
    """

    name = ""
    event = ""
    title = ""
    button = ""
    done = ""
    text_field = ""
    tray = None  # the draft whose files go with the text
    attachments = ()  # those in it

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, ticket, by, **kwargs):
        super().__init__(*args, prefix=self.name, label_suffix="", **kwargs)
        self.ticket, self.by = ticket, by

    @classmethod
    def fits(cls, ticket):
        """Does the state of `ticket` admit this step?"""
        return ticket.is_open

    @classmethod
    def typed_in(cls, posted):
        """What a POST to the page of the case has for this step; nothing for one without words to lose."""
        if not cls.text_field:
            return {}
        names = {name: posted.get(f"{cls.name}-{name}") for name in cls.base_fields if name != "seen"}
        return {name: value for name, value in names.items() if value}

    def take(self, *, now):
        """Do it, once: pressing the same button twice changes nothing more. Raises NotAllowed."""
        with transaction.atomic():
            Ticket.objects.select_for_update(of=("self",)).get(pk=self.ticket.pk)
            if not self.was_taken():
                self.perform(now)

    def was_taken(self):
        """
        Has this person pressed this very button before, on this page and with these words and choices?

        Asked of what was sent as it stands: after the first press the choices may be valid no more.
        """
        seen = number(self["seen"].data)
        if seen is None:
            return False
        mine = self.ticket.events.filter(pk__gt=seen, by=self.by, name=self.event, **self.leaves())
        if self.text_field:
            text = self.fields[self.text_field].to_python(self[self.text_field].data)
            mine = mine.filter(message__text=text)
        return mine.exists()

    def leaves(self):
        """What the event of this step says beside its name and text: a press with other choices is another step."""
        return {}

    @property
    def typed(self):
        """The text as it stands in the box, valid or not."""
        return self[self.text_field].value() or "" if self.text_field else ""


def number(typed):
    """The id that was sent, or None where none was or it is none."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
