"""Answering the citizen or closing without an answer; the head's approval before, and taking it back after."""

from django.db import transaction
from django.db.models import Q

from tickets import notifications, recount
from tickets.history import record
from tickets.models import Attachment, Consultation, Event, Message, Proposal
from tickets.staff import able_staff, decides_for_heads, leads
from tickets.workflow import OUTCOMES, CloseReason, Kind, NotAllowed, Outcome, Status

from .ground import locked, retract, tie_up, undo_ends, write
from .objections import check_ready

DECIDED = (Event.Name.ANSWERED, Event.Name.CLOSED)


class AlreadyAnswered(NotAllowed):
    """A colleague's answer came first."""


class PartsOpen(NotAllowed):
    """Another unit has not done its part of a joint handling yet."""


def needs_approval(ticket, by):
    """Must an answer that `by` gives to `ticket` be approved by a head first? On suggestions the head decides.

    A deputy's own words still need somebody else's approval: only a role of their own frees them. Where no head may
    judge of the ticket, one about the directorate itself say, the inspectors of its unit are free as heads are.
    """
    if "tickets.lead_unit" in by.own_permissions:
        return False
    by_unit = ticket.unit_id is not None and ticket.unit.needs_approval
    if not (ticket.kind == Kind.SUGGESTION or ticket.topic.needs_approval or by_unit):
        return False
    return not decides_for_heads(by, ticket)


@transaction.atomic
def answer(*, ticket, text, outcome, other_body="", tray=None, again=(), by, now):
    """
    Answer the citizen. Page and message both wait until the undo time is over (ANSWER_UNDO_SECONDS).

    `outcome` must be one of the kind's; OUT_OF_SCOPE names the `other_body`. The files in the draft `tray` go with it,
    and those of the Attachments `again`: files of words that never reached the citizen (`unread_files`).

    Raises AlreadyAnswered when a colleague was first, PartsOpen while a joint handling is not done, NotReady while
    something else is to be done before, NotAllowed otherwise, and where a head must approve (`needs_approval`).
    """
    ticket = _to_be_answered(ticket, by, text, outcome, other_body)
    if needs_approval(ticket, by):
        raise NotAllowed("approval")
    message = write(ticket, text, tray=tray, by=by, now=now, published_at=undo_ends(now))
    _take_along(again, ticket, message)
    return _publish(ticket, message, outcome, other_body, by=by, now=now)


@transaction.atomic
def propose(*, ticket, text, outcome, other_body="", tray=None, again=(), by, now):
    """Put an answer to the head, who approves it or sends it back. Raises as `answer` does, and while one waits."""
    ticket = _to_be_answered(ticket, by, text, outcome, other_body)
    if Proposal.objects.pending().filter(ticket=ticket).exists():
        raise NotAllowed("proposed")
    message = write(ticket, text, tray=tray, by=by, now=now)
    _take_along(again, ticket, message)
    if ticket.assignee_id is None:
        ticket.assignee = by
    # a question to the citizen stays asked, and its clock goes on with the reply
    to = Status.IN_REVIEW if ticket.status == Status.ROUTED else None
    event = record(ticket, Event.Name.PROPOSED, to=to, by=by, now=now, message=message, fields=["assignee"])
    Proposal.objects.create(ticket=ticket, event=event, message=message, outcome=outcome, other_body=other_body)
    notifications.tell_heads(event, now=now)
    return event


@transaction.atomic
def approve(*, ticket, by, now):
    """Answer with the words of the officer who proposed them. Raises PartsOpen; NotAllowed for one's own, or none."""
    ticket = locked(ticket, by)
    proposal = _pending(ticket, by)
    _wait_for_parts(ticket)
    draft = proposal.message
    words = write(ticket, draft.text, by=draft.written_by, now=now, published_at=undo_ends(now))
    draft.attachments.update(message=words)
    Proposal.objects.filter(pk=proposal.pk).update(decided_at=now, is_approved=True)
    return _publish(ticket, words, proposal.outcome, proposal.other_body, by=by, now=now)


@transaction.atomic
def send_back(*, ticket, text, by, now):
    """Return the proposed answer to its officer, with what is to be changed (`text`, internal)."""
    ticket = locked(ticket, by)
    proposal = _pending(ticket, by)
    Proposal.objects.filter(pk=proposal.pk).update(decided_at=now)
    message = write(ticket, text, by=by, now=now)
    event = record(ticket, Event.Name.RETURNED, by=by, now=now, message=message)
    writer = proposal.message.written_by
    if able_staff(ticket).filter(pk=writer.pk).exists():
        notifications.tell_people(event, [writer], now=now)
    else:  # who wrote it has left: the unit goes on with it
        notifications.tell_unit(event, now=now)
    return event


@transaction.atomic
def close(*, ticket, reason, text, by, now):
    """
    Close without an answer, for one of the three reasons (CloseReason) and with words to the citizen.

    They reach the citizen when the undo time is over. Raises as `answer` does: what a head must approve is the
    head's to close.
    """
    ticket = locked(ticket, by)
    if needs_approval(ticket, by):
        raise NotAllowed("approval")
    if not ticket.is_open or reason not in CloseReason.values or not text:
        raise NotAllowed("close")
    message = write(ticket, text, by=by, now=now, published_at=undo_ends(now))
    ticket.closed_at, ticket.close_reason = now, reason
    return _decide(ticket, Event.Name.CLOSED, Status.CLOSED, message, ["closed_at", "close_reason"], by=by, now=now)


@transaction.atomic
def take_back(*, ticket, by, now):
    """Take back an answer or a closing that the citizen cannot read yet: the review goes on. Raises NotAllowed."""
    ticket = locked(ticket, by)
    if not may_be_taken_back(ticket, now):
        raise NotAllowed("published")
    return undo(ticket, by=by, now=now)


def may_be_taken_back(ticket, now):
    """Is `ticket` decided, and the citizen does not know yet?"""
    decided = ticket.status in (Status.ANSWERED, Status.CLOSED)
    return decided and Message.objects.filter(ticket=ticket).unpublished(now).exists()


def unread_files(ticket):
    """The files of answers that were returned or taken back: they can go with the next one."""
    returned = Proposal.objects.filter(ticket=ticket, is_approved=False).exclude(decided_at=None)
    never_read = Q(message__retracted_at__isnull=False) | Q(message__in=returned.values("message"))
    return Attachment.objects.kept().filter(never_read, message__ticket=ticket).order_by("pk")


def undo(ticket, *, by=None, now):
    """Put the locked `ticket` back into review; `by=None` when the citizen wrote meanwhile. Returns the Event."""
    retract(ticket, now=now)
    ticket.outcome, ticket.close_reason, ticket.answered_at, ticket.closed_at = "", "", None, None
    fields = ["outcome", "close_reason", "answered_at", "closed_at"]
    event = record(ticket, Event.Name.TAKEN_BACK, to=Status.IN_REVIEW, by=by, now=now, fields=fields)
    recount.count_locked([ticket], now=now)  # the calendar may have changed while it was decided
    return event


def _to_be_answered(ticket, by, text, outcome, other_body):
    """`ticket` locked, if this answer fits it."""
    ticket = locked(ticket, by)
    if ticket.status == Status.ANSWERED:
        raise AlreadyAnswered
    if not ticket.is_open:
        raise NotAllowed("closed")
    if outcome not in OUTCOMES[Kind(ticket.kind)] or not text:
        raise NotAllowed("outcome")
    if (outcome == Outcome.OUT_OF_SCOPE) != bool(other_body):
        raise NotAllowed("other body")
    _wait_for_parts(ticket)
    check_ready(ticket)
    return ticket


def _take_along(again, ticket, message):
    wanted = [attachment.pk for attachment in again]
    if unread_files(ticket).filter(pk__in=wanted).update(message=message) != len(wanted):
        raise NotAllowed("file")


def _wait_for_parts(ticket):
    if Consultation.objects.open().filter(ticket=ticket, purpose=Consultation.Purpose.PART).exists():
        raise PartsOpen


def _pending(ticket, by):
    """The proposal that waits for `by`, who decides it and has not written it."""
    waiting = Proposal.objects.pending().select_related("message__written_by").filter(ticket=ticket)
    proposal = waiting.exclude(message__written_by=by).first()
    if proposal is None or not leads(by, ticket):
        raise NotAllowed("proposal")
    return proposal


def _publish(ticket, message, outcome, other_body, *, by, now):
    ticket.outcome, ticket.answered_at = outcome, now
    ticket.other_body = other_body or ticket.other_body  # an earlier answer goes on naming its own
    fields = ["outcome", "other_body", "answered_at"]
    return _decide(ticket, Event.Name.ANSWERED, Status.ANSWERED, message, fields, by=by, now=now)


def _decide(ticket, name, to, message, fields, *, by, now):
    tie_up(ticket, by=by, now=now)
    details = {"reason": ticket.close_reason} if name == Event.Name.CLOSED else None
    event = record(ticket, name, to=to, by=by, now=now, message=message, fields=fields, details=details)
    notifications.tell_sender(event, now=message.published_at)
    return event
