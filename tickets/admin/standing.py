"""How a case stands for whoever looks at it: what decides which steps the page offers, and what they begin with."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects

from tickets import clock, lifecycle
from tickets.lifecycle.asking import MOST_EXTENSIONS
from tickets.models import Event, Message, Proposal, Ticket
from tickets.staff import leads
from tickets.workflow import Outcome, Status
from units.models import User

from .steps.at_hand import AtHand
from .story import events_of

DECISIONS = (Event.Name.PROPOSED, Event.Name.ANSWERED, Event.Name.CLOSED)


@dataclass(frozen=True)
class Earlier:
    """
    Words that never reached the citizen: an answer the head returned, an answer or a closing taken back.

    `comment` are the head's words, None where no head returned it.
    """

    event: Event
    message: Message
    outcome: str
    other_body: str
    comment: Message | None


@dataclass(frozen=True)
class Standing:
    """`ticket` as it is for `by` at the moment `now`. Each question is asked once, when it comes up."""

    ticket: Ticket
    by: User
    now: datetime

    def offers(self, step):
        """Is `step` one that this person could take now?"""
        return (self.handles or step.for_overseers) and self.by.holds(step.permission) and step.is_offered(self)

    @cached_property
    def handles(self):
        """May this person act on the case, and not only read it?"""
        return Ticket.objects.handled_by(self.by).filter(pk=self.ticket.pk).exists()

    @cached_property
    def at_hand(self):
        """What the steps let choose from."""
        return AtHand(self.ticket)

    @cached_property
    def events(self):
        """All that happened, the latest first."""
        return events_of(self.ticket)

    @cached_property
    def proposal(self):
        """The answer that waits for a head's approval, or None."""
        if not self.ticket.is_open:
            return None
        with_words = Proposal.objects.select_related("message__written_by", "event")
        prefetch_related_objects([self.ticket], Prefetch("proposals", with_words))  # the history names them all
        return next((each for each in self.ticket.proposals.all() if each.decided_at is None), None)

    @cached_property
    def leads(self):
        """Does this person decide what is a head's to decide?"""
        return leads(self.by, self.ticket)

    @property
    def wrote_the_proposal(self):
        return self.proposal is not None and self.proposal.message.written_by_id == self.by.pk

    @property
    def decides_the_proposal(self):
        """Is there one that this person may approve or return?"""
        return self.proposal is not None and not self.wrote_the_proposal and self.leads

    @property
    def is_proposal_outdated(self):
        """Has the citizen written since that answer was put to the head?"""
        later = (event for event in self.events if event.name == Event.Name.FOLLOWED_UP)
        return self.proposal is not None and any(event.pk > self.proposal.event_id for event in later)

    @cached_property
    def undo_until(self):
        """Until when the decision can be taken back; then the citizen reads it. None once it is too late."""
        if self.ticket.status not in (Status.ANSWERED, Status.CLOSED):
            return None
        waiting = Message.objects.filter(ticket=self.ticket).unpublished(self.now)
        return waiting.order_by("-published_at").values_list("published_at", flat=True).first()

    @cached_property
    def paused_until(self):
        """Until when the clock stands, waiting for the citizen, or None."""
        pause = clock.running_pause(self.ticket) if self.ticket.status == Status.AWAITING_CITIZEN else None
        return pause and pause.until

    @cached_property
    def needs_head_to_extend(self):
        """Was more time taken so often that an officer may not take more?"""
        if not self.handles or not self.ticket.is_open or self.by.holds("tickets.lead_unit"):
            return False
        return clock.extensions_of_round(self.ticket) >= MOST_EXTENSIONS and not self.leads

    @cached_property
    def revealed_until(self):
        """Until when the hidden sender is open to this person, or None."""
        return lifecycle.revealed_until(self.ticket, by=self.by, now=self.now)

    @cached_property
    def earlier(self):
        """The Earlier words of this very unit with which one goes on, or None."""
        if not self.ticket.is_open:
            return None
        decided = [event for event in self.events if event.name in DECISIONS]
        latest = max(decided, key=lambda event: event.pk, default=None)
        if latest is None or latest.unit_id != self.ticket.unit_id or not self._has_words(latest):
            return None
        if latest.name != Event.Name.PROPOSED:
            return self._taken_back(latest) if latest.message.retracted_at else None
        return self._returned(latest)

    @staticmethod
    def _has_words(event):
        return event.message is not None and event.message.destroyed_at is None

    def _taken_back(self, event):
        body = self.ticket.other_body if event.outcome == Outcome.OUT_OF_SCOPE else ""
        return Earlier(event, event.message, event.outcome, body, comment=None)

    def _returned(self, event):
        """None while it waits, and where it ended otherwise: another unit has the case now, say."""
        later = self.ticket.events.filter(name=Event.Name.RETURNED, pk__gt=event.pk).select_related(
            "message__written_by"
        )
        returned = later.order_by("pk").first()
        if returned is None:
            return None
        proposal = Proposal.objects.get(event=event)
        return Earlier(event, event.message, proposal.outcome, proposal.other_body, comment=returned.message)
