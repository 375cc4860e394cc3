"""Deletes the files that belong to nobody: their draft is gone, or they never arrived."""

from django.db import transaction

from tickets.models import Attachment

from . import vault

BATCH = 200


def sweep(*, now):
    """Delete them, bytes first: a row that is left is found again, bytes without a row never would be."""
    for _ in range(BATCH):
        if not _delete_one(now):
            break


@transaction.atomic
def _delete_one(now):
    lost = Attachment.objects.nobodys(now).select_for_update(skip_locked=True, of=("self",)).first()
    if lost is None:
        return False
    vault.drop(lost)
    lost.delete()
    return True
