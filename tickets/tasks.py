"""Doorbells: each takes an id, makes one call, and may safely ring twice. The rows in PostgreSQL are the queue."""

import logging
from time import monotonic

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

REST_SECONDS = 5
broker_rests_until = 0.0  # on this process's monotonic clock


def wake(task, *, expires=None, **kwargs):
    """
    Ring `task`. A broker that is down is noted and forgiven: the sweep finds the row (call it after the commit).

    A ring that nobody has heard `expires` seconds later is dropped: for who rings again anyway.

    It is then left alone for REST_SECONDS, so that a citizen waits for a silent broker once, not once a message.
    """
    global broker_rests_until
    if monotonic() < broker_rests_until:
        return
    try:
        task.apply_async(kwargs=kwargs, expires=expires)
    except OperationalError as error:
        broker_rests_until = monotonic() + REST_SECONDS
        logger.warning("The broker did not answer; the sweep takes over: %s", error)


@shared_task
def route_ticket(*, ticket_id, **kwargs):  # **kwargs: an old worker survives a new argument
    from .routing import route

    route(ticket_id=ticket_id, now=timezone.now())


@shared_task
def deliver(*, notification_id, **kwargs):
    from .delivery import deliver as deliver_notification

    deliver_notification(notification_id=notification_id, now=timezone.now())


@shared_task
def renew_code(*, request_id, **kwargs):
    from .lost_code import look_into

    look_into(request_id=request_id, now=timezone.now())


@shared_task
def examine(*, attachment_id, **kwargs):
    from .attachments.examining import examine as examine_attachment

    examine_attachment(attachment_id=attachment_id, now=timezone.now())


@shared_task
def recount(**kwargs):
    from .recount import recount as recount_cases

    recount_cases(now=timezone.now())


@shared_task
def sweep(**kwargs):
    from .sweep import sweep as sweep_rows

    sweep_rows(now=timezone.now())


@shared_task
def clean(**kwargs):
    from .sweep import clean as clean_rows

    clean_rows(now=timezone.now())
