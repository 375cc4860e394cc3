"""Who is told of the date of an accepted suggestion: its owner before it, the heads after it (tickets.reminders)."""

from django.db.models import Exists, OuterRef, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from tickets import notifications
from tickets.history import record
from tickets.models import Event, Ticket
from tickets.reminders import BEFORE_DUE, reminds
from workdays.calendar import add_working_days

from .assessing import possible_owners
from .models import DECIDED, Undertaking

OF_UNDERTAKING = {"of": "undertaking"}


@reminds
def waiting(today, calendar):
    """Those of which the date comes near, and those of which it is past; each told of once for a date."""
    near = add_working_days(today, BEFORE_DUE + 1, calendar)
    yield _of(today, Event.Name.REMINDED, due_on__gte=today, due_on__lt=near), _remind_owner
    yield _of(today, Event.Name.ESCALATED, due_on__lt=today), _tell_heads


def _of(today, name, **due):
    """The tickets with such an undertaking, named before today, of whose date nobody was told by an event `name`."""
    told = Event.objects.filter(ticket=OuterRef("ticket"), name=name, details__of="undertaking")
    told = told.alias(of_day=KT("details__due_on")).filter(of_day=Cast(OuterRef("due_on"), TextField()))
    promised = Undertaking.objects.standing().filter(done=None, event__at__date__lt=today, **due)
    return Ticket.objects.filter(status__in=DECIDED, pk__in=promised.filter(~Exists(told)).values("ticket"))


def _remind_owner(ticket, now):
    owner = possible_owners(ticket).filter(pk=ticket.undertaking.owner_id).first()
    event = _record(ticket, Event.Name.REMINDED, owner, now)
    if owner:
        notifications.tell_people(event, [owner], now=now)
    else:
        notifications.tell_heads(event, now=now)


def _tell_heads(ticket, now):
    owner = ticket.undertaking.owner
    notifications.tell_heads(_record(ticket, Event.Name.ESCALATED, owner, now), now=now)


def _record(ticket, name, owner, now):
    named = {"owner": owner and owner.pk, "due_on": ticket.undertaking.due_on.isoformat()}
    return record(ticket, name, now=now, details=OF_UNDERTAKING | named)
