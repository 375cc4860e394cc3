"""The other units that were asked about a case, as its own page shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from persian.dates import today
from tickets.models import Consultation

from .time_left import TimeLeft, time_left


@dataclass(frozen=True)
class Asked:
    """One unit that was asked. `time_left` is None once it has ended."""

    consultation: Consultation
    time_left: TimeLeft | None


def consulted(ticket, at_hand):
    """[Asked] of `ticket`: the open ones by the date of their reply, then those that ended, the latest first."""
    rows = list(ticket.consultations.select_related("unit", "question", "reply__written_by").by_urgency())
    return [
        Asked(row, time_left(row.due_on, today(), at_hand.calendars[None]) if row.is_open else None) for row in rows
    ]


def waits_for_parts(ticket):
    """Why an answer is refused while other units have their part to do, in words."""
    parts = ticket.consultations.open().filter(purpose=Consultation.Purpose.PART).select_related("unit")
    names = [part.unit.name for part in parts.by_urgency()]
    words = ngettext(
        "Not sent: %(units)s has not done its part yet. Your text is kept here. Wait for the reply, or end its part.",
        "Not sent: these units have not done their part yet: %(units)s. Your text is kept here. "
        "Wait for their replies, or end their parts.",
        len(names),
    )
    return words % {"units": _(", ").join(names)}
