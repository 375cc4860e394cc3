"""What a citizen may see of a ticket, and nothing else of it reaches the tracking page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from django.utils.translation import gettext_lazy

from persian.dates import gregorian

from .lifecycle.answering import DECIDED
from .models import Attachment, Event, Message
from .what_happened import REASONS, WHAT_HAPPENED, Line, line
from .workflow import DAYS_TO_REOPEN, OPEN, RATING, CloseReason, Outcome, Solved, Status

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
class Words:
    """
    One message of the conversation. An answer has an `outcome`, a closing without one a `close_reason`.

    The text may be empty beside files. `is_destroyed` says that there was one, and that its time of keeping is over.
    """

    at: datetime
    text: str
    is_destroyed: bool
    files: tuple[Attachment, ...]
    from_citizen: bool
    unit: str
    outcome: str
    other_body: str
    close_reason: str = ""


@dataclass(frozen=True)
class Case:
    """
    The tracking page, in the active language. `due_on` is None when the next move is not ours.

    `question` is what the citizen is asked, with the day `until` which the clock stands. `extended` tells of the time
    taken last, since the case was registered or reopened. `takes_more`: may the citizen add an explanation or a
    document? `reopens_until` is the last moment for the citizen not to accept what was decided; `decisions` says how
    often something was, so that a page can tell whether it is out of date.
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
    question: Words | None = None
    until: date | None = None
    extended: Line | None = None
    reopens_until: datetime | None = None
    is_unrated: bool = False
    is_said_unsolved: bool = False
    decisions: int = 0

    @property
    def is_waiting_for_citizen(self):
        return self.status == Status.AWAITING_CITIZEN

    @property
    def is_answered(self):
        return self.status == Status.ANSWERED

    @property
    def may_be_withdrawn(self):
        return self.status in (*OPEN, Status.ANSWERED)


def read(ticket, now):
    """What the citizen sees of `ticket` at the moment `now`; three queries, and one for a topic not loaded yet."""
    events = ticket.events.select_related("unit").order_by("at", "id")
    messages = ticket.messages.for_citizen().order_by("published_at", "id").prefetch_related("attachments")
    return picture(ticket, list(events), list(messages), now)


def picture(ticket, events, messages, now):
    """
    The Case made of a ticket's events and the messages for its citizen, both oldest first.

    Asks the database nothing, given messages that were read with their attachments.
    """
    published = {message.pk: message for message in messages if message.published_at <= now}
    events = [event for event in events if not _was_taken_back(event, messages)]
    seen = _seen(events, waiting={message.pk for message in messages if message.pk not in published})
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
        conversation=tuple(_conversation(published.values(), events, ticket)),
        **_open_question(status, seen, published, ticket),
        extended=_extended(seen, published) if promised else None,
        **_say(ticket.kind, status, seen, published, now),
        decisions=sum(event.name in DECIDED and event.message_id is not None for event in seen),
    )


def _was_taken_back(event, messages):
    """An answer or a closing that the citizen never saw: its message is none for the citizen."""
    return event.name in DECIDED and event.message_id is not None and _own(event, messages) is None


def _own(event, messages):
    return next((message for message in messages if message.pk == event.message_id), None)


def _seen(events, waiting):
    """The events up to the first whose message is not published yet: until then the case stands as it stood before."""
    return list(takewhile(lambda event: event.message_id not in waiting, events))


def _line(event, published):
    return line(event, published.get(event.message_id))


def _conversation(published, events, ticket):
    """What both sides wrote, newest first; a reason given for something that was done stands beside that."""
    of_message = {event.message_id: event for event in events if event.message_id is not None}
    for message in reversed(published):
        event = of_message.get(message.pk)
        if event is None or event.name not in REASONS:
            yield _words(message, event, ticket)


def _words(message, event, ticket):
    from_citizen = message.author == Message.Author.CITIZEN
    answers = event is not None and event.name == Event.Name.ANSWERED
    closes = event is not None and event.name == Event.Name.CLOSED
    return Words(
        at=message.published_at,
        text=message.text,
        is_destroyed=message.destroyed_at is not None,
        files=tuple(sorted(message.attachments.all(), key=lambda file: file.pk)),
        from_citizen=from_citizen,
        unit="" if from_citizen or event is None else str(event.unit),
        outcome=Outcome(event.outcome).label if answers else "",
        other_body=ticket.other_body if answers and event.outcome == Outcome.OUT_OF_SCOPE else "",
        close_reason=CloseReason(event.details["reason"]).label if closes else "",
    )


def _open_question(status, events, published, ticket):
    """What the citizen is asked now, if anything, and until when we wait."""
    asked = _latest(events, Event.Name.ASKED) if status == Status.AWAITING_CITIZEN else None
    if asked is None:
        return {}
    return {"question": _words(published[asked.message_id], asked, ticket), "until": asked.until}


def _extended(events, published):
    """The Line of the time taken last, unless the case was reopened since."""
    latest = _latest(events, Event.Name.EXTENDED, Event.Name.REOPENED, Event.Name.OBJECTED)
    return _line(latest, published) if latest is not None and latest.name == Event.Name.EXTENDED else None


def _say(kind, status, events, published, now):
    """What the citizen may still say to what was decided last: as lifecycle.reopens_until and lifecycle.rates."""
    decided = next((event for event in reversed(events) if event.message_id and event.name in DECIDED), None)
    if decided is None or status not in (Status.ANSWERED, Status.CLOSED):
        return {}
    until = published[decided.message_id].published_at + timedelta(days=DAYS_TO_REOPEN)
    rated = _latest(events, Event.Name.ANSWERED, Event.Name.RATED)
    is_rated = rated is not None and rated.name == Event.Name.RATED
    return {
        "reopens_until": until if now < until else None,
        "is_unrated": kind in RATING and decided.name == Event.Name.ANSWERED and not is_rated,
        "is_said_unsolved": is_rated and rated.details["solved"] == Solved.NO,
    }


def _latest(events, *names):
    return next((event for event in reversed(events) if event.name in names), None)
