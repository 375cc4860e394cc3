"""Examines one attachment: claims its row, asks ClamAV, has it written anew, notes what came of it."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tickets.models import Attachment

from . import antivirus, cage, vault
from .refusals import Refusal, Refused

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=2)  # then whoever took it counts as dead; well over what cage and ClamAV may take
ANTIVIRUS_AWAY = timedelta(minutes=1)
ORIGINAL_AGAIN = timedelta(minutes=10)
BACK_OFF = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
MAX_ATTEMPTS = len(BACK_OFF) + 1

Status = Attachment.Status


def examine(*, attachment_id, now):
    """
    Make the attachment ready or refuse it, if it is due and nobody else is at it. Five failures make it dead.

    A file that brings the process down counts as a failure, not as a reason to try for ever; a ClamAV that does not
    answer does not.
    """
    attachment = _claim(attachment_id, now)
    if attachment is None:
        return
    try:
        content = vault.get(attachment, vault.ORIGINAL)
        scanned_at = _scan(content)
        _keep(attachment, cage.clean(content, attachment.format))
    except Refused as refused:
        _settle(attachment, Status.REFUSED, refusal=refused.refusal)
    except antivirus.Unreachable:
        logger.error("ClamAV does not answer; attachment %s waits", attachment.pk)
        _release(attachment, Status.PENDING, attempts=attachment.attempts - 1, due_at=now + ANTIVIRUS_AWAY)
    except Exception as error:  # whatever a file may bring about
        _put_off(attachment, error, now)
    else:
        _settle(attachment, Status.READY, scanned_at=scanned_at)


def _claim(attachment_id, now):
    """The row, if this call is the one that may examine it now. One that is settled is rid of its original here."""
    due = Attachment.objects.due(now).filter(pk=attachment_id)
    settled = due.filter(status__in=(Status.READY, Status.REFUSED)).first()
    if settled is not None:
        _rid_of_original(settled)
        return None
    waiting = due.filter(status__in=(Status.PENDING, Status.CHECKING))
    if not waiting.update(status=Status.CHECKING, attempts=F("attempts") + 1, due_at=now + CLAIM):
        return None
    attachment = Attachment.objects.filter(pk=attachment_id).first()  # gone, where the sweep was quicker
    if attachment is not None and attachment.attempts > MAX_ATTEMPTS:  # every claim so far ended with a dead worker
        _bury(attachment, "claimed too often")
        return None
    return attachment


def _scan(content):
    """When ClamAV found nothing in these bytes; None without a ClamAV. Raises Refused."""
    if not antivirus.is_configured():
        return None
    if antivirus.is_infected(content):
        raise Refused(Refusal.UNSAFE)
    return timezone.now()


def _keep(attachment, cleaned):
    vault.put(attachment, vault.CLEANED, cleaned.content)
    if cleaned.thumbnail:
        vault.put(attachment, vault.THUMBNAIL, cleaned.thumbnail)


def _settle(attachment, status, **values):
    """It is decided. The original goes last: a worker killed in between leaves it due, and the sweep comes for it."""
    if _release(attachment, status, **values):
        _rid_of_original(attachment)


def _rid_of_original(attachment):
    """Delete it; where the storage will not, the sweep comes again, after those that wait to be examined."""
    row = Attachment.objects.filter(pk=attachment.pk)
    try:
        vault.drop(attachment, vault.ORIGINAL)
    except Exception as error:  # whatever a distant storage may raise
        logger.error("The original of attachment %s could not be deleted: %s", attachment.pk, type(error).__name__)
        row.update(due_at=timezone.now() + ORIGINAL_AGAIN)
    else:
        row.update(due_at=None)


def _put_off(attachment, error, now):
    # of other errors never the words: they may quote the file
    reason = str(error) if isinstance(error, cage.Broken) else type(error).__name__
    if attachment.attempts >= MAX_ATTEMPTS:
        _bury(attachment, reason)
        return
    logger.warning("Attachment %s not examined (%s); attempt %s", attachment.pk, reason, attachment.attempts)
    _release(attachment, Status.PENDING, due_at=now + BACK_OFF[attachment.attempts - 1])


def _bury(attachment, reason):
    is_given_up = _release(attachment, Status.DEAD, due_at=None)
    if is_given_up and not Attachment.objects.filter(pk=attachment.pk, draft=None, message=None).exists():
        logger.critical("Attachment %s given up after %s attempts: %s", attachment.pk, attachment.attempts, reason)


def _release(attachment, status, **values):
    """Give the row up, unless the claim has lapsed meanwhile and somebody else has it. Was it still ours?"""
    mine = Attachment.objects.filter(pk=attachment.pk, status=Status.CHECKING, attempts=attachment.attempts)
    if mine.update(status=status, **values):
        return True
    _leave_nothing(attachment)
    return False


@transaction.atomic
def _leave_nothing(attachment):
    """Taken out, and swept while it was examined: what was written since goes too. Locked: the sweep may be at it."""
    if Attachment.objects.select_for_update().filter(pk=attachment.pk).first() is None:
        vault.drop(attachment)
