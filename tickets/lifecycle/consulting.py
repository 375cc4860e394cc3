"""Asking another unit, or giving several units their part, while the ticket stays where it is."""

from django.db import transaction

from persian.dates import gregorian
from tickets import notifications
from tickets.history import record
from tickets.models import Consultation, Event
from tickets.workflow import NotAllowed

from .ground import end_consultations, locked, write
from .passing import able_units


@transaction.atomic
def consult(*, ticket, units, purpose, question, due_on, by, now):
    """
    Ask each of `units` the internal `question`, to be replied to by the date `due_on`. Returns the Event.

    `purpose` says whether it is a question or their part of a joint handling. Raises NotAllowed: for a unit that
    cannot be asked (`consultable`) or is asked already, for a date before today, for a ticket that is not open.
    """
    ticket = locked(ticket, by)
    allowed = set(consultable(ticket))
    if not ticket.is_open or not question or not units or not allowed.issuperset(units):
        raise NotAllowed("consult")
    if purpose not in Consultation.Purpose.values or due_on < gregorian(now):
        raise NotAllowed("consult")
    message = write(ticket, question, by=by, now=now)
    details = {"units": [unit.pk for unit in units], "purpose": str(purpose), "due_on": due_on.isoformat()}
    event = record(ticket, Event.Name.CONSULTED, by=by, now=now, message=message, details=details)
    for unit in units:
        Consultation.objects.create(
            ticket=ticket, unit=unit, purpose=purpose, event=event, question=message, due_on=due_on
        )
        notifications.tell_unit(event, now=now, unit=unit)
    return event


def consultable(ticket):
    """The units that may be asked about `ticket`: also one objected to, but none that is asked already."""
    asked = Consultation.objects.open().filter(ticket=ticket).values("unit")
    return able_units(ticket).exclude(pk__in=asked)


@transaction.atomic
def advise(*, consultation, text, by, now):
    """Reply to a consultation that `by`'s unit was asked. Returns the Event. Raises NotAllowed."""
    consultation, ticket = _locked(consultation, Consultation.objects.asked_of(by))
    if not text:
        raise NotAllowed("reply")
    message = write(ticket, text, by=by, now=now)
    consultation.reply, consultation.ended_at = message, now
    consultation.save(update_fields=["reply", "ended_at"])
    details = {"units": [consultation.unit_id]}
    event = record(ticket, Event.Name.ADVISED, by=by, now=now, message=message, details=details)
    notifications.tell_unit(event, now=now)
    return event


@transaction.atomic
def end_consultation(*, consultation, by, now):
    """Wait for the reply no more: whoever may act on the ticket says so, and the unit is told. Raises NotAllowed."""
    consultation, ticket = _locked(consultation, Consultation.objects)
    locked(ticket, by)
    return end_consultations(ticket, Consultation.objects.open().filter(pk=consultation.pk), by=by, now=now)


def _locked(consultation, among):
    """(consultation, its ticket), both fresh and the ticket locked, if it is open and among these."""
    ticket = type(consultation.ticket).objects.select_for_update(of=("self",)).get(pk=consultation.ticket_id)
    fresh = among.filter(pk=consultation.pk, ended_at=None).first()
    if fresh is None or not ticket.is_open:
        raise NotAllowed("consultation")
    return fresh, ticket
