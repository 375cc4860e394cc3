"""A new tracking code for who has lost theirs: sent to the address they ticked for it, or given to them in person."""

import re
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from persian.text import fold

from . import notifications, tasks, tracking
from .encryption import keyed_hashes
from .history import record
from .lifecycle.ground import locked
from .models import CodeRequest, Event, Notification, Sender, Ticket
from .workflow import NotAllowed

ONCE_IN = timedelta(hours=24)  # for each case: somebody else who knows number and address shall be no nuisance
FIRST_SWEEP = timedelta(seconds=10)  # the sweep leaves a new request to its own task for so long
KEPT = timedelta(hours=1)  # whatever keeps a worker from it

# «۱۴۰۵-۰۰۰۱۲۳»: folded, so in ASCII digits. Nine digits hold every number the sequence will reach.
_NUMBER = re.compile(r"(?P<year>1[2-5][0-9]{2}) ?[-‐–/ ] ?(?P<number>[0-9]{1,9})")


class MalformedNumber(ValueError):
    """What was typed cannot be a case number. It says nothing about any case."""


class Overtaken(Exception):
    """The case has been given another code since this one was promised."""


def normalise(typed):
    """The case number in `typed`, as Ticket.number writes it. Raises MalformedNumber."""
    match = _NUMBER.fullmatch(fold(typed[:100]))
    if match is None:
        raise MalformedNumber
    return f"{match['year']}-{int(match['number']):06d}"


@transaction.atomic
def ask(*, number, address, now):
    """
    Ask for a new code for the case `number`, to be sent to `address`, both normalised by the form.

    The same is done whatever was typed: only a worker learns whether there is such a case, and tells nobody.
    """
    asked = CodeRequest.objects.create(number=number, address=address, asked_at=now)
    transaction.on_commit(partial(tasks.wake, tasks.renew_code, request_id=asked.pk), robust=True)


@transaction.atomic
def look_into(*, request_id, now):
    """Renew the code that was asked for, if everything fits; the request is gone in any case."""
    asked = CodeRequest.objects.select_for_update(skip_locked=True).filter(pk=request_id).first()
    if asked is None:
        return
    ticket = _ticket_of(asked)
    if ticket is not None and not _was_renewed(ticket, now):
        event = record(ticket, Event.Name.CODE_RENEWED, now=now)
        notifications.tell_sender(event, now=now)
    asked.delete()


def sweep(*, now):
    """Ring again for the requests that nobody has looked into, and delete those that nobody could."""
    CodeRequest.objects.filter(asked_at__lte=now - KEPT).delete()
    waiting = CodeRequest.objects.filter(asked_at__lte=now - FIRST_SWEEP).order_by("asked_at")
    for request_id in waiting.values_list("pk", flat=True):
        tasks.wake(tasks.renew_code, request_id=request_id)


@transaction.atomic
def renew_in_person(*, ticket, by, now):
    """
    A new code for the citizen who stands before `by`; the old one is void at once. Returns it: it is kept nowhere.

    Who left an address is told there, without the code: somebody else may have stood before `by`. That person has the
    permission to take cases in, and sees the case. Raises NotAllowed.
    """
    ticket = locked(ticket, by, among=Ticket.objects.visible_to)
    if not by.holds("tickets.take_in_ticket"):
        raise NotAllowed("code")
    code = tracking.renew(ticket)
    event = record(ticket, Event.Name.CODE_RENEWED, by=by, now=now)
    notifications.tell_sender(event, now=now)
    return code


@transaction.atomic
def redeem(event):
    """
    The new code that `event` promised, drawn as it goes out; the old one is void at once.

    Raises Overtaken where the case was given another one since: that must stay good.
    """
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=event.ticket_id)
    if ticket.events.filter(name=Event.Name.CODE_RENEWED, pk__gt=event.pk).exists():
        raise Overtaken
    return tracking.renew(ticket)


def _ticket_of(asked):
    """The ticket with this number, locked, if a new code may go to this very address; else None."""
    number = int(asked.number.partition("-")[2])
    ticket = Ticket.objects.select_for_update(of=("self",)).filter(case_number=number).first()
    if ticket is None or ticket.number != asked.number:
        return None
    sender = Sender.objects.filter(ticket=ticket, code_may_be_sent=True)
    return ticket if sender.filter(_has_chosen(asked.address)).exists() else None


def _has_chosen(address):
    if "@" in address:
        return Q(contact=Sender.Contact.EMAIL, email_hash__in=keyed_hashes(address.casefold(), context="email"))
    return Q(contact=Sender.Contact.SMS, mobile_hash__in=keyed_hashes(address, context="mobile"))


def _was_renewed(ticket, now):
    """Has a new code been sent of late? One given in person does not count, nor one that could not be sent."""
    of_late = ticket.events.filter(name=Event.Name.CODE_RENEWED, by=None, at__gt=now - ONCE_IN)
    return of_late.exclude(notifications__status=Notification.Status.DEAD).exists()
