"""Takes up what a lost doorbell, a dead worker or an absent broker left lying, and clears away what has expired."""

import logging
from datetime import timedelta

from captcha.models import CaptchaStore
from django.contrib.sessions.models import Session
from django.db import transaction

from units import attempts

from . import routing, tasks
from .models import Draft, Notification, Ticket
from .workflow import Status

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
RETRY = timedelta(seconds=30)
BATCH = 200


def sweep(*, now):
    """Route what waits, and ring again for every notice that is due. One bad row never holds up the others."""
    for ticket_id in _claim_unrouted(now):
        try:
            routing.route(ticket_id=ticket_id, now=now)
        except Exception:
            logger.exception("Routing failed for ticket id %s", ticket_id)
    for notification_id in Notification.objects.due(now).order_by("due_at").values_list("pk", flat=True)[:BATCH]:
        tasks.wake(tasks.deliver, notification_id=notification_id)


@transaction.atomic
def _claim_unrouted(now):
    """The ids of tickets due for routing, each counted and put off, so that a crash cannot make it loop for ever."""
    due = Ticket.objects.filter(status=Status.RECEIVED, routing_due_at__lte=now).order_by("routing_due_at")
    claimed = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    for ticket in claimed:
        ticket.routing_attempts += 1
        dead = ticket.routing_attempts >= MAX_ATTEMPTS
        ticket.routing_due_at = None if dead else now + RETRY * 2**ticket.routing_attempts
        if dead:
            logger.critical("Ticket %s could not be routed: last of %s attempts", ticket.number, MAX_ATTEMPTS)
    Ticket.objects.bulk_update(claimed, ["routing_attempts", "routing_due_at"])
    return [ticket.pk for ticket in claimed]


def clean(*, now):
    """Delete expired drafts, sessions, captchas and counters."""
    Draft.objects.filter(expires_at__lte=now).delete()
    Session.objects.filter(expire_date__lte=now).delete()
    CaptchaStore.objects.filter(expiration__lte=now).delete()
    attempts.clean(now=now)
