"""Who must be told of an event: rows first, in the event's own transaction; tickets.delivery sends them."""

from functools import partial

from django.db import transaction

from units.models import NotifyBy

from . import tasks
from .models import Notification, Sender
from .staff import able_staff

UNIT, USER, SENDER = "unit", "user", "sender"


def tell_unit(event, *, now):
    """Tell the unit that now has the ticket: its own address, and its members who want an e-mail for each case."""
    ticket = event.ticket
    recipients = [f"{UNIT}:{ticket.unit_id}"] if ticket.unit.email else []
    members = able_staff(ticket).filter(unit=ticket.unit_id, notify_by=NotifyBy.EACH).exclude(email="")
    recipients += [f"{USER}:{pk}" for pk in members.values_list("pk", flat=True)]
    _add(event, [(recipient, Notification.Channel.EMAIL) for recipient in recipients], now=now)


def tell_sender(event, *, now):
    """Tell the citizen, if they left a way to, not before `now`."""
    channels = {Sender.Contact.EMAIL: Notification.Channel.EMAIL, Sender.Contact.SMS: Notification.Channel.SMS}
    channel = channels.get(event.ticket.sender.contact)
    if channel:
        _add(event, [(SENDER, channel)], now=now)


def _add(event, recipients, *, now):
    rows = Notification.objects.bulk_create(
        Notification(ticket=event.ticket, event=event, recipient=recipient, channel=channel, due_at=now)
        for recipient, channel in recipients
    )
    for row in rows:
        ring = partial(tasks.wake, tasks.deliver, notification_id=row.pk)
        transaction.on_commit(ring, robust=True)  # too early for an answer that waits; the sweep rings again
