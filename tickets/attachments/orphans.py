"""Deletes the files that belong to nobody: their draft is gone, or they never arrived."""

import logging

from django.db import transaction

from tickets.models import Attachment

from . import vault

logger = logging.getLogger(__name__)

BATCH = 200


def sweep(*, now):
    """
    Delete them, bytes first: a row that is left is found again, bytes without a row never would be.

    One that cannot be deleted stops no other.
    """
    last = 0
    for _ in range(BATCH):
        last = _delete_next(last, now)
        if last is None:
            break


@transaction.atomic
def _delete_next(last, now):
    """Delete the first one behind the id `last`. Returns its id; None when there is none."""
    lost = Attachment.objects.nobodys(now).filter(pk__gt=last).order_by("pk")
    attachment = lost.select_for_update(skip_locked=True, of=("self",)).first()
    if attachment is None:
        return None
    last = attachment.pk
    try:
        vault.drop(attachment)
    except OSError as error:
        logger.error("Attachment %s could not be deleted: %s", last, type(error).__name__)
    else:
        attachment.delete()
    return last
