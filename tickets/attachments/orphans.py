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
    lost = Attachment.objects.nobodys(now).order_by("created_at", "pk").values_list("pk", flat=True)
    for attachment_id in list(lost[:BATCH]):
        try:
            _delete(attachment_id, now)
        except Exception as error:  # whatever a distant storage may raise
            logger.error("Attachment %s could not be deleted: %s", attachment_id, type(error).__name__)


@transaction.atomic
def _delete(attachment_id, now):
    lost = Attachment.objects.nobodys(now).select_for_update(skip_locked=True, of=("self",))
    attachment = lost.filter(pk=attachment_id).first()
    if attachment is not None:
        vault.drop(attachment)
        attachment.delete()
