"""What a citizen may see of a ticket, and nothing else of it reaches the tracking page."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from django.utils.translation import gettext_lazy

from persian.dates import gregorian

from .models import Attachment, Event, Message
from .workflow import OPEN, Outcome, Status

# The events a citizen sees. Notes, assignments and the like are the office's own affair.
WHAT_HAPPENED = {
    Event.Name.SUBMITTED: gettext_lazy("Your case was registered"),
    Event.Name.ROUTED: gettext_lazy("Your case was referred to %(unit)s"),
    Event.Name.ACCEPTED: gettext_lazy("%(unit)s began the review"),
    Event.Name.TRANSFERRED: gettext_lazy("Your case was transferred to %(unit)s"),
    Event.Name.ANSWERED: gettext_lazy("%(unit)s answered"),
    Event.Name.FOLLOWED_UP: gettext_lazy("You sent an explanation or a document"),
}

SENTENCES = {
    Status.RECEIVED: gettext_lazy("Your case is registered and on its way to the unit that will answer it."),
    Status.ROUTED: gettext_lazy("%(unit)s has received your case."),
    Status.IN_REVIEW: gettext_lazy("%(unit)s is reviewing your case."),
    Status.AWAITING_CITIZEN: gettext_lazy("%(unit)s needs your explanation to continue."),
    Status.ANSWERED: gettext_lazy("%(unit)s has answered your case."),
    Status.CLOSED: gettext_lazy("This case is closed."),
    Status.WITHDRAWN: gettext_lazy("This case was withdrawn, as you asked."),
}

PROMISED = (Status.RECEIVED, Status.ROUTED, Status.IN_REVIEW)  # the states in which we owe the next move, by due_on


@dataclass(frozen=True)
class Line:
    """One line of the timeline: what happened, and in which unit; never which person."""

    at: datetime
    what: str


@dataclass(frozen=True)
class Words:
    """
    One message of the conversation. An answer has an `outcome`; the text may be empty beside files.

    `is_destroyed` says that there was one, and that its time of keeping is over.
    """

    at: datetime
    text: str
    is_destroyed: bool
    files: tuple[Attachment, ...]
    from_citizen: bool
    unit: str
    outcome: str
    other_body: str


@dataclass(frozen=True)
class Case:
    """
    The tracking page, in the active language. `due_on` is None when the next move is not ours.

    `takes_more`: may the citizen add an explanation or a document?
    """

    number: str
    kind: str
    topic: str
    status: str
    sentence: str
    due_on: date | None
    is_late: bool
    takes_more: bool
    steps: tuple[Line, ...]
    conversation: tuple[Words, ...]

    @property
    def is_waiting_for_citizen(self):
        return self.status == Status.AWAITING_CITIZEN

    @property
    def is_answered(self):
        return self.status == Status.ANSWERED


def read(ticket, now):
    """What the citizen sees of `ticket` at the moment `now`; three queries, and one for a topic not loaded yet."""
    events = ticket.events.select_related("unit").order_by("at", "id")
    messages = ticket.messages.filter(is_public=True).order_by("published_at", "id").prefetch_related("attachments")
    return picture(ticket, list(events), list(messages), now)


def picture(ticket, events, messages, now):
    """
    The Case made of a ticket's events and public messages, both oldest first.

    Asks the database nothing, given messages that were read with their attachments.
    """
    published = [message for message in messages if message.published_at <= now]
    seen = _seen(events, waiting={message.pk for message in messages if message.published_at > now})
    status, unit = Status(seen[-1].to_status), seen[-1].unit
    promised = status in PROMISED
    return Case(
        number=ticket.number,
        kind=ticket.get_kind_display(),
        topic=ticket.topic.title,
        status=status,
        sentence=SENTENCES[status] % {"unit": unit},
        due_on=ticket.due_on if promised else None,
        # an answer given in time is not late while it waits to be published
        is_late=promised and ticket.is_open and gregorian(now) > ticket.due_on,
        takes_more=status in OPEN,
        steps=tuple(_line(event, published) for event in reversed(seen) if event.name in WHAT_HAPPENED),
        conversation=tuple(_words(message, seen, ticket) for message in reversed(published)),
    )


def _seen(events, waiting):
    """The events up to the first whose message is not published yet: until then the case stands as it stood before."""
    return list(takewhile(lambda event: event.message_id not in waiting, events))


def _line(event, published):
    """What happened, at the moment the citizen could see it: an answer when it was published."""
    at = next((message.published_at for message in published if message.pk == event.message_id), event.at)
    return Line(at=at, what=WHAT_HAPPENED[event.name] % {"unit": event.unit})


def _words(message, events, ticket):
    event = next((event for event in events if event.message_id == message.pk), None)
    from_citizen = message.author == Message.Author.CITIZEN
    answers = event is not None and event.name == Event.Name.ANSWERED
    return Words(
        at=message.published_at,
        text=message.text,
        is_destroyed=message.destroyed_at is not None,
        files=tuple(sorted(message.attachments.all(), key=lambda file: file.pk)),
        from_citizen=from_citizen,
        unit="" if from_citizen or event is None else str(event.unit),
        outcome=Outcome(event.outcome).label if answers else "",
        other_body=ticket.other_body if answers and event.outcome == Outcome.OUT_OF_SCOPE else "",
    )
