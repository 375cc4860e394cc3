"""Doorbells of what config itself sends; see tickets.tasks."""

from celery import shared_task
from django.utils import timezone


@shared_task
def send_invitations(**kwargs):
    from tickets.tasks import wake

    from .invitations import BATCH, send_due

    if send_due(now=timezone.now()) == BATCH:  # there may be more
        wake(send_invitations)
