"""Taking in a file: looked at, counted, stored, and put before the worker who examines it."""

import logging
from contextlib import suppress
from functools import partial

from django.db import transaction
from django.db.models import Sum

from persian.text import clean_line
from tickets import tasks
from tickets.drafts import Lapsed
from tickets.models import Attachment, Draft

from . import quota, vault
from .formats import recognise
from .refusals import MOST_BYTES, MOST_BYTES_TOGETHER, MOST_FILES, Refusal, Refused

logger = logging.getLogger(__name__)

LONGEST_LABEL = 100  # characters


def receive(upload, *, draft, address=None, now):
    """
    Add the UploadedFile `upload` to the attachments of `draft`, to be examined. Returns the Attachment.

    Its bytes count against the daily quota of `address`; None, for staff, has none. Raises Refused, and Lapsed when
    the draft is gone or sent.
    """
    if upload.size > MOST_BYTES:  # its content was not kept (tickets.attachments.uploads)
        raise Refused(Refusal.SIZE)
    content = upload.read()
    if len(content) != upload.size:
        raise Refused(Refusal.TOGETHER)
    found = recognise(upload.name, content)
    attachment = Attachment(label=label(upload.name), format=found.name, size=len(content), created_at=now)
    _make_room(attachment, draft, address)
    try:
        _store(attachment, content)
        _hand_to_worker(attachment, now)
    except (Refused, Lapsed):
        _forget(attachment)
        if address is not None:
            quota.give_back(address, attachment.size, now=now)
        raise
    return attachment


def label(name):
    """What a file is called by: one clean line, at most LONGEST_LABEL characters, its ending kept."""
    name = clean_line(name.replace("\\", "/").rpartition("/")[2])
    stem, _dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_LABEL - len(ending) - 1].strip(' .') or 'file'}.{ending.strip()}"


@transaction.atomic
def _make_room(attachment, draft, address):
    """Save the row, if it is not one too many, and count it. Locked: files of one draft may arrive together."""
    draft = Draft.objects.select_for_update().filter(pk=draft.pk, submitted_at=None).first()
    if draft is None:
        raise Lapsed
    others = draft.attachments.kept() | draft.attachments.filter(status=Attachment.Status.ARRIVING)
    if others.count() >= MOST_FILES:
        raise Refused(Refusal.FILES)
    if (others.aggregate(Sum("size"))["size__sum"] or 0) + attachment.size > MOST_BYTES_TOGETHER:
        raise Refused(Refusal.TOGETHER)
    if address is not None:
        quota.spend(address, attachment.size, now=attachment.created_at)
    attachment.draft = draft
    attachment.save(force_insert=True)


def _store(attachment, content):
    """The row is there first: whatever happens now, nothing is stored that no row knows of."""
    try:
        vault.put(attachment, vault.ORIGINAL, content)
    except Exception as error:  # whatever a full disk or a distant storage may raise
        logger.exception("Attachment %s could not be stored", attachment.pk)
        raise Refused(Refusal.NOT_KEPT) from error


@transaction.atomic
def _hand_to_worker(attachment, now):
    """Locked: a file goes along with its message, or its sender is told that it came too late."""
    draft = Draft.objects.select_for_update().filter(pk=attachment.draft_id, submitted_at=None).first()
    mine = Attachment.objects.filter(pk=attachment.pk, draft=draft, message=None)
    attachment.status, attachment.due_at = Attachment.Status.PENDING, now
    if draft is None or not mine.update(status=attachment.status, due_at=now):
        raise Lapsed  # sent or deleted while the file arrived
    transaction.on_commit(partial(tasks.wake, tasks.examine, attachment_id=attachment.pk), robust=True)


def _forget(attachment):
    """It takes up no room from now on; the row goes last, and stays for the sweep when the bytes cannot go."""
    row = Attachment.objects.filter(pk=attachment.pk)
    row.update(draft=None)
    with suppress(Exception):
        vault.drop(attachment)  # of a row that the sweep has deleted already, too
        row.delete()
