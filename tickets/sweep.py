"""Takes up what a lost doorbell, a dead worker or an absent broker left lying, and clears away what has expired."""

import logging
from datetime import timedelta

from captcha.models import CaptchaStore
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from units import attempts
from units.models import StaffFile

from . import desk_drafts, digest, drafts, lifecycle, lost_code, recount, reminders, replies_due, routing, tasks
from .attachments import orphans, quota
from .lifecycle import expiry
from .models import Attachment, Notification, Ticket, UsedChallenge
from .workflow import Status

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
RETRY = timedelta(seconds=30)
BATCH = 200
STAFF_FILE_KEPT = timedelta(hours=24)
SHOWN = 10
GIVEN_UP = "Not routed in %s attempts: %s tickets (%s); correct the cause, then run manage.py retry_routing"


def sweep(*, now):
    """Ring again for each notice and file that is due, and route what waits. One bad row never holds up the others."""
    digest.prepare(now=now)  # what it adds is rung for at once
    for notification_id in Notification.objects.due(now).order_by("due_at").values_list("pk", flat=True)[:BATCH]:
        tasks.wake(tasks.deliver, notification_id=notification_id, expires=settings.SWEEP_SECONDS)
    for attachment_id in Attachment.objects.due(now).order_by("due_at").values_list("pk", flat=True)[:BATCH]:
        tasks.wake(tasks.examine, attachment_id=attachment_id, expires=settings.SWEEP_SECONDS)
    lost_code.sweep(now=now)
    if recount.is_due(now):
        tasks.wake(tasks.recount, expires=settings.SWEEP_SECONDS)
    for _ in range(BATCH):
        ticket_id = _claim_unrouted(now)
        if ticket_id is None:
            break
        try:
            routing.route(ticket_id=ticket_id, now=now)
        except Exception:
            logger.exception("Routing failed for ticket id %s", ticket_id)
    _give_up(now)
    expiry.expire(now=now)
    lifecycle.bind_deputies(now=now)
    orphans.sweep(now=now)
    reminders.remind(now=now)
    replies_due.remind(now=now)


def _waiting(now):
    """The tickets due for routing that nobody is routing at this moment, locked."""
    due = Ticket.objects.filter(status=Status.RECEIVED, routing_due_at__lte=now).order_by("routing_due_at")
    return due.select_for_update(skip_locked=True, of=("self",))


@transaction.atomic
def _claim_unrouted(now):
    """
    The id of the next ticket to route, counted and put off, or None.

    One at a time: a ticket that kills its worker is then the only one to lose an attempt.
    """
    ticket = _waiting(now).filter(routing_attempts__lt=MAX_ATTEMPTS).first()
    if ticket is None:
        return None
    ticket.routing_attempts += 1
    ticket.routing_due_at = now + RETRY * 2**ticket.routing_attempts
    ticket.save(update_fields=["routing_attempts", "routing_due_at"])
    return ticket.pk


def _give_up(now):
    """
    Leave aside what every attempt has failed to route, and send one alert for all of it.

    Last of the sweep and after the commit: the alert is a mail, and a mail server may take its time.
    """
    with transaction.atomic():
        hopeless = list(_waiting(now).filter(routing_attempts__gte=MAX_ATTEMPTS))
        Ticket.objects.filter(pk__in=[ticket.pk for ticket in hopeless]).update(routing_due_at=None)
    if hopeless:
        numbers = ", ".join(ticket.number for ticket in hopeless[:SHOWN])
        logger.critical(GIVEN_UP, MAX_ATTEMPTS, len(hopeless), numbers)


def clean(*, now):
    """Delete expired drafts, files of staff, sessions, captchas, challenges and counters."""
    drafts.clear_expired(now=now)
    desk_drafts.clear_expired(now=now)
    StaffFile.objects.filter(made_at__lte=now - STAFF_FILE_KEPT).delete()
    Session.objects.filter(expire_date__lte=now).delete()
    CaptchaStore.objects.filter(expiration__lte=now).delete()
    UsedChallenge.objects.filter(expires_at__lt=now).delete()
    attempts.clean(now=now)
    quota.clean(now=now)
