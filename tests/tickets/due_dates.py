"""Cases with a due date as intake keeps it, and days on which offices close."""

from datetime import UTC, date, datetime, timedelta

from persian.dates import gregorian
from tests.factories import create_ticket, create_topic
from tickets import clock
from tickets.models import Event, Ticket
from workdays.calendar import load_calendar
from workdays.changes import note_change
from workdays.models import Holiday

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)  # Saturday, 30 Aban 1405
LATER = NOW + timedelta(minutes=5)
CLOSED = date(2026, 11, 25)  # a Wednesday within every deadline


def register(*, days=15, at=NOW, **ticket):
    """A ticket with its due date, as intake keeps it."""
    topic = create_topic(working_days=days)
    ticket = create_ticket(topic=topic, submitted_at=at, **ticket)
    deadline = clock.count(gregorian(at), days, load_calendar(district=ticket.district))
    ticket.due_on = deadline.due_on
    ticket.save(update_fields=["due_on"])
    clock.keep(ticket.events.get(), deadline, days)
    return ticket


def close(*days, unit=None):
    for day in days:
        Holiday.objects.create(date=day, name_fa="برف", unit=unit)
    note_change(by=None, now=NOW)


def due(ticket):
    return Ticket.objects.get(pk=ticket.pk).due_on


def recounts(ticket):
    return list(ticket.events.filter(name=Event.Name.RECOUNTED).order_by("pk"))
