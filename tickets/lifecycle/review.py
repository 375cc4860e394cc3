"""Taking a ticket up: who works on it, notes beside it, and who of the staff is complained of in it."""

from datetime import timedelta

from django.db import transaction

from tickets import notifications, search_text
from tickets.history import record
from tickets.models import Event, Proposal, Ticket
from tickets.staff import able_staff
from tickets.workflow import NotAllowed, Status
from units.models import User

from .ground import locked, write
from .passing import leave_the_unable

REMIND_AGAIN_AFTER = timedelta(hours=12)  # one press a day is enough, and a second one changes nothing


@transaction.atomic
def accept(*, ticket, by, now):
    """Begin the review; whoever accepts is the assignee unless somebody is already."""
    ticket = locked(ticket, by)
    if ticket.status != Status.ROUTED:
        raise NotAllowed("accepted")
    if ticket.assignee_id is None:
        ticket.assignee = by
    return record(ticket, Event.Name.ACCEPTED, to=Status.IN_REVIEW, by=by, now=now, fields=["assignee"])


@transaction.atomic
def assign(*, ticket, assignee, by, now):
    """Give an open ticket to another member of its unit, or to nobody (`assignee=None`)."""
    ticket = locked(ticket, by)
    if not ticket.is_open:
        raise NotAllowed("closed")
    if assignee == ticket.assignee:
        raise NotAllowed("theirs already")
    if assignee is not None and not assignable(ticket).filter(pk=assignee.pk).exists():
        raise NotAllowed("assignee")
    ticket.assignee = assignee
    details = {"assignee": assignee and assignee.pk}
    return record(ticket, Event.Name.ASSIGNED, by=by, now=now, fields=["assignee"], details=details)


@transaction.atomic
def remind(*, ticket, by, now):
    """
    Remind the assignee of an open ticket, with a notice to them in person.

    Raises NotAllowed where it is nobody's or one's own, and where somebody reminded them within REMIND_AGAIN_AFTER.
    """
    ticket = locked(ticket, by)
    if not ticket.is_open:
        raise NotAllowed("closed")
    if ticket.assignee_id is None:
        raise NotAllowed("nobody’s")
    if ticket.assignee_id == by.pk:
        raise NotAllowed("one’s own")
    details = {"assignee": ticket.assignee_id}
    before = ticket.events.filter(name=Event.Name.REMINDED, by__isnull=False, details=details)
    if before.filter(at__gt=now - REMIND_AGAIN_AFTER).exists():
        raise NotAllowed("reminded")
    event = record(ticket, Event.Name.REMINDED, by=by, now=now, details=details)
    notifications.tell_people(event, [ticket.assignee], now=now)
    return event


def assignable(ticket):
    """The members of the ticket's unit who may work on it."""
    return able_staff(ticket).filter(unit=ticket.unit_id).order_by("last_name", "first_name")


@transaction.atomic
def note(*, ticket, text, tray=None, by, now):
    """Keep an internal note, and the files in the draft `tray` with it; the citizen never sees either."""
    ticket = locked(ticket, by, among=Ticket.objects.visible_to)
    if not by.holds("tickets.handle_ticket"):
        raise NotAllowed("note")
    message = write(ticket, text, tray=tray, by=by, now=now)
    return record(ticket, Event.Name.NOTED, by=by, now=now, message=message)


@transaction.atomic
def name_respondent(*, ticket, respondent, by, now):
    """
    Mark the User `respondent` as the one complained of: the ticket is kept from them at once. None lifts the mark.

    Where nobody else in the unit can work on it, it goes to the nearest unit above. Raises NotAllowed for oneself,
    and for lifting a mark, also by setting another, without `lead_unit` or `inspect_ticket`.
    """
    ticket = locked(ticket, by, among=Ticket.objects.visible_to)
    if not by.holds("tickets.handle_ticket") or respondent == by or respondent == ticket.respondent_user:
        raise NotAllowed("respondent")
    lifts = respondent is None or ticket.respondent_user_id is not None
    if lifts and not (by.holds("tickets.lead_unit") or by.holds("tickets.inspect_ticket")):
        raise NotAllowed("lift")
    if respondent is not None and not User.objects.active_staff().filter(pk=respondent.pk).exists():
        raise NotAllowed("respondent")
    _be_found_by(ticket, respondent)
    ticket.respondent_user = respondent
    details = {"respondent": respondent and respondent.pk}
    name, fields = Event.Name.RESPONDENT_NAMED, ["respondent_user"]
    event = record(ticket, name, by=by, now=now, fields=fields, details=details)
    if respondent is not None:  # nobody answers a complaint about themselves
        Proposal.objects.pending().filter(ticket=ticket, message__written_by=respondent).update(decided_at=now)
    if ticket.is_open and ticket.unit_id is not None:
        leave_the_unable(ticket, by=by, now=now)
    return event


def _be_found_by(ticket, respondent):
    """By the name of the `respondent` that is marked now, no more by that of who was marked before."""
    if ticket.respondent_user is not None:
        search_text.take_out(ticket, ticket.respondent_user.get_full_name())
    if respondent is not None:
        search_text.add(ticket, respondent.get_full_name())
