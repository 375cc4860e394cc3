"""A summary for one person, and what came of it."""

from datetime import UTC, date, datetime

from django.utils import timezone

from persian.dates import today
from tickets.delivery import deliver
from tickets.models import Notification

SATURDAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)  # half past seven in Tehran


def row_of(person, day=None):
    return Notification.objects.create(recipient=f"user:{person.pk}", channel="email", day=day or today(), due_at=NOW)


def sent(notice, now=None):
    """How the row stands after a try."""
    deliver(notification_id=notice.pk, now=now or timezone.now())
    notice.refresh_from_db()
    return notice.status
