"""What a head does with the answer that an officer has put to them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField
from tickets import lifecycle
from tickets.models import Event, Proposal
from tickets.workflow import NotAllowed

from .base import Step, number


class Deciding(Step):
    """`proposal` is the one that the page showed: another that came meanwhile is decided by nobody unread."""

    folded = False

    proposal = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def is_offered(cls, standing):
        return standing.decides_the_proposal

    @classmethod
    def begins_with(cls, standing):
        return {"proposal": standing.proposal.pk}

    @property
    def shown(self):
        """That proposal, as a QuerySet."""
        return Proposal.objects.filter(pk=number(self["proposal"].data), ticket=self.ticket)

    def check_that_it_waits(self):
        if not self.shown.pending().exists():
            raise NotAllowed("another proposal")


class Approve(Deciding):
    name = "approve"
    event = Event.Name.ANSWERED
    title = _("Approve the answer")
    button = _("Approve and send")
    done = _("The answer is approved. The citizen can read it in a few minutes.")
    decides = True

    def was_taken(self):
        return super().was_taken() and self.shown.filter(is_approved=True).exists()

    def perform(self, now):
        self.check_that_it_waits()
        lifecycle.approve(ticket=self.ticket, by=self.by, now=now)


class SendBack(Deciding):
    name = "send_back"
    event = Event.Name.RETURNED
    title = _("Return it to the officer")
    button = _("Return")
    done = _("The answer is returned, with your words.")
    text_field = "text"

    text = LongTextField(
        label=_("What is to be changed"),
        called=_("The text"),
        help_text=_("For the officer; the citizen never sees it."),
        error_messages={"required": _("Write what is to be changed")},
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def perform(self, now):
        self.check_that_it_waits()
        lifecycle.send_back(ticket=self.ticket, text=self.cleaned_data["text"], by=self.by, now=now)
