"""What every change stands on: the ticket fresh and locked, words written beside it, and loose ends tied up."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Least

from persian.dates import gregorian
from tickets import notifications, search_text
from tickets.attachments import trays
from tickets.history import record
from tickets.models import Consultation, Event, Message, Pause, Proposal, Ticket
from tickets.workflow import NotAllowed


def locked(ticket, by, among=Ticket.objects.handled_by):
    """`ticket` fresh and locked, if it is among those on which `by` may act. Raises NotAllowed."""
    fresh = among(by).select_for_update(of=("self",)).filter(pk=ticket.pk).first()
    if fresh is None:
        raise NotAllowed("not yours")
    return fresh


def locked_for_citizen(ticket):
    """`ticket` fresh and locked: whoever knows its code may act on it."""
    return Ticket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)


def write(ticket, text, *, tray=None, by=None, now, published_at=None):
    """
    A message with the files in `tray`: of the staff `by`, else of the citizen; internal without `published_at`.

    A case is found by whatever its citizen writes.
    """
    message = Message.objects.create(
        ticket=ticket,
        author=Message.Author.STAFF if by else Message.Author.CITIZEN,
        written_by=by,
        is_public=published_at is not None,
        text=text,
        created_at=now,
        published_at=published_at,
    )
    trays.hand_over(tray, message)
    if by is None:
        search_text.add(ticket, text)
    return message


def undo_ends(now):
    """Until when what is decided at `now` can be taken back; then it reaches the citizen."""
    return now + timedelta(seconds=settings.ANSWER_UNDO_SECONDS)


def tie_up(ticket, *, by=None, now):
    """
    Nothing waits any more for a ticket that is answered, closed or withdrawn: questions, drafts, other units.

    Those other units are told that they need not reply. `by` is the staff who decided, None for the citizen.

    The clock stood until today and no longer: should the answer be taken back, nobody has gained time by it.
    """
    running = Pause.objects.filter(ticket=ticket, is_over=False)
    running.update(is_over=True, until=Least("until", Value(gregorian(now))))
    Proposal.objects.pending().filter(ticket=ticket).update(decided_at=now)
    end_consultations(ticket, Consultation.objects.open().filter(ticket=ticket), by=by, now=now)


def end_consultations(ticket, consultations, *, by=None, now):
    """End the open `consultations` (a QuerySet) of the locked `ticket`, and tell each unit. Returns the Event."""
    asked = list(consultations.select_related("unit").order_by("pk"))
    if not asked:
        return None
    consultations.update(ended_at=now)
    details = {"units": [consultation.unit_id for consultation in asked]}
    event = record(ticket, Event.Name.CONSULT_ENDED, by=by, now=now, details=details)
    for consultation in asked:
        notifications.tell_unit(event, unit=consultation.unit, now=now)
    return event


def retract(ticket, *, now):
    """Take back what the citizen cannot read yet of `ticket`. Returns how many messages that were."""
    return Message.objects.filter(ticket=ticket).unpublished(now).update(retracted_at=now)
