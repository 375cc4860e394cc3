"""A new tracking code for a citizen who has come in person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets import lost_code
from tickets.models import Event
from tickets.workflow import Identity

from .base import Step


class NewCode(Step):
    """Where there is a name to compare a document with, and this person may read it."""

    name = "new_code"
    event = Event.Name.CODE_RENEWED
    title = _("New tracking code in person")
    button = _("Make a new code")
    done = _("A new code was made from this page already and shown once. If it was not noted down, make another.")
    permission = "tickets.take_in_ticket"
    for_overseers = True

    is_checked = forms.BooleanField(
        label=_("I have compared a document of the person before me with the sender’s particulars."),
        help_text=_("The earlier code is void at once. The new one is shown only once, on a page to hand over."),
        error_messages={"required": _("Compare a document with the sender’s particulars first")},
    )

    @classmethod
    def fits(cls, ticket):
        return ticket.identity != Identity.ANONYMOUS

    @classmethod
    def is_offered(cls, standing):
        is_legible = standing.ticket.identity == Identity.NAMED or standing.revealed_until is not None
        return cls.fits(standing.ticket) and is_legible

    def perform(self, now):
        """The code: it is kept nowhere."""
        return lost_code.renew_in_person(ticket=self.ticket, by=self.by, now=now)
