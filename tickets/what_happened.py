"""The events of a case in words for its citizen: what happened, in which unit, until when and why; never who."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import format_date
from persian.digits import format_number

from .models import Event
from .workflow import DAYS_TO_REOPEN, CloseReason, Outcome, Solved

# The events a citizen sees. Notes, assignments, consultations and the like are the office's own affair.
WHAT_HAPPENED = {
    Event.Name.SUBMITTED: gettext_lazy("Your case was registered"),
    Event.Name.ROUTED: gettext_lazy("Your case was referred to %(unit)s"),
    Event.Name.ACCEPTED: gettext_lazy("%(unit)s began the review"),
    Event.Name.TRANSFERRED: gettext_lazy("Your case was transferred to %(unit)s"),
    Event.Name.ASKED: gettext_lazy("%(unit)s asked for your explanation"),
    Event.Name.ASK_LAPSED: gettext_lazy("No explanation came in time; %(unit)s goes on with the review"),
    Event.Name.FOLLOWED_UP: gettext_lazy("You sent an explanation or a document"),
    Event.Name.EXTENDED: gettext_lazy("%(unit)s needs more time"),
    Event.Name.RECOUNTED: gettext_lazy("The due date was counted anew, because of days on which offices are closed"),
    Event.Name.ANSWERED: gettext_lazy("%(unit)s answered"),
    Event.Name.CLOSED: gettext_lazy("%(unit)s closed the case without an answer"),
    Event.Name.WITHDRAWN: gettext_lazy("You withdrew the case"),
    Event.Name.REOPENED: gettext_lazy("You reopened the case"),
    Event.Name.OBJECTED: gettext_lazy("You objected, and the case went one level up, to %(unit)s"),
    Event.Name.RATED: gettext_lazy("You rated the answer"),
    Event.Name.IMPLEMENTED: gettext_lazy("Your suggestion was carried out"),
    Event.Name.SENDER_REVEALED: gettext_lazy("An inspector opened your hidden name"),
    Event.Name.CODE_RENEWED: gettext_lazy(
        "A new tracking code was asked for, and sent to the address you chose for it"
    ),
}
CLOSED_BY_ITSELF = gettext_lazy("The case was closed, as nothing more came in %(days)s days after the answer")
CODE_GIVEN_IN_PERSON = gettext_lazy("A new tracking code was given out in person")

# What the staff wrote that stands beside the event only: it is no part of the conversation.
REASONS = (Event.Name.EXTENDED, Event.Name.SENDER_REVEALED)


@dataclass(frozen=True)
class Line:
    """One line of the timeline: what happened, what follows from it (`notes`), and why, in the words of the staff."""

    at: datetime
    what: str
    notes: tuple[str, ...] = ()
    reason: str = ""


def line(event, message):
    """The Line of an event in WHAT_HAPPENED, at the moment the citizen could see it. `message` is its own, or None."""
    return Line(
        at=message.published_at if message else event.at,
        what=_what(event),
        notes=tuple(_notes(event)),
        reason=message.text if message and event.name in REASONS else "",
    )


def is_expiry(event):
    """Did the case close by itself, long after its answer?"""
    return event.name == Event.Name.CLOSED and "reason" not in event.details


def _what(event):
    if is_expiry(event):
        return CLOSED_BY_ITSELF % {"days": format_number(DAYS_TO_REOPEN)}
    if event.name == Event.Name.CODE_RENEWED and event.by_id is not None:
        return str(CODE_GIVEN_IN_PERSON)
    return WHAT_HAPPENED[event.name] % {"unit": event.unit}


def _notes(event):
    match event.name:
        case Event.Name.ANSWERED:
            yield _("Result: %(outcome)s") % {"outcome": Outcome(event.outcome).label}
        case Event.Name.CLOSED if not is_expiry(event):
            yield _("Reason: %(reason)s") % {"reason": CloseReason(event.details["reason"]).label}
        case Event.Name.ASKED if event.until:
            yield _("Until %(date)s the time for our answer stands still") % {"date": format_date(event.until)}
            return  # where it ends depends on the reply
        case Event.Name.RATED:
            solved = Solved(event.details["solved"]).label
            yield _("Was your problem solved? %(solved)s") % {"solved": solved}
        case Event.Name.CODE_RENEWED:
            yield _("The old code no longer works")
    if "due_on" in event.details:
        yield _("Answer by %(date)s") % {"date": format_date(date.fromisoformat(event.details["due_on"]))}
