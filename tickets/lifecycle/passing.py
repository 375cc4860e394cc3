"""From unit to unit: never to the one complained of, never to an empty chair."""

from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef

from tickets import notifications
from tickets.history import record
from tickets.models import Consultation, Event, Proposal, Warned
from tickets.routing import Tree, nearest_staffed
from tickets.staff import able_staff
from tickets.workflow import NotAllowed, Status
from units.models import Unit

from .ground import locked, write


class TransferRefused(NotAllowed):
    """The ticket cannot go to that unit."""


@transaction.atomic
def transfer(*, ticket, unit, reason, by, now):
    """
    Pass the ticket to `unit`, whose queue it enters unassigned; the due date stays as it is.

    Raises TransferRefused for the unit that has it already, for the one complained of, one objected to or any below
    these, and for one where nobody could work on it.
    """
    ticket = locked(ticket, by)
    if not ticket.is_open:
        raise NotAllowed("closed")
    if unit not in transfer_targets(ticket):
        raise TransferRefused(unit.code)
    return pass_on(ticket, unit, by=by, now=now, message=write(ticket, reason, by=by, now=now))


def pass_on(ticket, unit, *, by, now, message=None, details=None):
    """Put the locked `ticket` into the queue of `unit`, and tell that. Returns the Event."""
    origin = ticket.unit
    ticket.unit, ticket.assignee, ticket.warned = unit, None, Warned.NOBODY  # those there were told of nothing yet
    ticket.was_returned = False  # that was an answer of the unit it leaves
    # a question to the citizen stays asked, and a reply to it reaches the new unit
    to = None if ticket.status == Status.AWAITING_CITIZEN else Status.ROUTED
    proposal = Proposal.objects.pending().select_related("message__written_by").filter(ticket=ticket).first()
    writer = proposal and proposal.message.written_by
    event = record(
        ticket,
        Event.Name.TRANSFERRED,
        to=to,
        by=by,
        now=now,
        message=message,
        from_unit=origin,
        fields=["unit", "assignee", "warned", "was_returned"],
        details=(details or {}) | ({"proposed_by": writer.pk} if writer else {}),
    )
    Proposal.objects.pending().filter(ticket=ticket).update(decided_at=now)
    Consultation.objects.open().filter(ticket=ticket, unit=unit).update(ended_at=now)  # it has the whole case now
    if writer and writer != by:
        notifications.tell_writer(event, writer, now=now)
    notifications.tell_unit(event, now=now)
    return event


def transfer_targets(ticket):
    """The units a ticket may go to: of `able_units` those that the citizen has not objected to, nor are below one."""
    return able_units(ticket).filter(was_objected_to=False)


def able_units(ticket):
    """
    The units beside its own where somebody could work on `ticket`; never the one complained of nor any below that.

    Each says `was_objected_to`: the citizen has carried the ticket up from it, or from a unit above it. It may be
    asked, but what it answered is not judged by itself.
    """
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    objections = ticket.events.filter(name=Event.Name.OBJECTED).alias(below=below)
    objections = objections.filter(below__startswith=F("from_unit__path"))
    units = Unit.objects.offices().with_staffed(able_staff(ticket)).filter(staffed=True).exclude(pk=ticket.unit_id)
    units = units.annotate(was_objected_to=Exists(objections))
    if ticket.about_id is None:
        return units
    if ticket.is_about_the_root:
        return units.exclude(pk=ticket.about_id)
    return units.exclude(path__startswith=ticket.about.path)


def leave_the_unable(ticket, tree=None, *, by, now):
    """
    Take the locked, routed `ticket` from a colleague who may not see it, or from a unit where nobody may work on it.

    It then goes to the nearest unit above. `tree` spares its query to who has one for such a ticket.
    """
    tree = tree or Tree.load(ticket)
    unit, reasons = (ticket.unit, []) if ticket.is_about_the_root else nearest_staffed(ticket, tree)
    if unit != ticket.unit and unit.staffed:
        pass_on(ticket, unit, by=by, now=now, details={"reasons": reasons})
    elif ticket.assignee and not able_staff(ticket).filter(pk=ticket.assignee_id).exists():
        ticket.assignee = None
        record(ticket, Event.Name.ASSIGNED, by=by, now=now, fields=["assignee"], details={"assignee": None})
