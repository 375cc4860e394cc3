"""Doorbells: each takes an id, makes one call, and may safely ring twice. The rows in PostgreSQL are the queue."""

import logging

from celery import shared_task
from django.utils import timezone

logger = logging.getLogger(__name__)


def wake(task, **kwargs):
    """Ring `task`. A broker that is down is noted and forgiven: the sweep finds the row (call it after the commit)."""
    from kombu.exceptions import OperationalError

    try:
        task.delay(**kwargs)
    except OperationalError as error:
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
def sweep(**kwargs):
    from .sweep import sweep as sweep_rows

    sweep_rows(now=timezone.now())


@shared_task
def clean(**kwargs):
    from .sweep import clean as clean_rows

    clean_rows(now=timezone.now())
