"""Files that are sent, lie in a draft or hang on a case, for the tests of the pages that take and show them."""

from functools import cache

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.files import genuine
from tickets.attachments import vault
from tickets.models import Attachment, Message

Status = Attachment.Status
NOBODYS = "00000000-0000-4000-8000-000000000000"  # a key of no file
CLEANED, THUMBNAIL = b"\xff\xd8\xff cleaned", b"\xff\xd8\xff thumbnail"


@cache
def small_photo():
    return genuine.photo(size=(160, 120))


def photo(name="کارنامه.jpg"):
    """An upload that is taken."""
    return SimpleUploadedFile(name, small_photo(), "image/jpeg")


def program(name="نصب.exe"):
    """An upload that is not."""
    return SimpleUploadedFile(name, b"MZ\x90\x00", "application/octet-stream")


def heavy(megabytes, name="سنگین.jpg"):
    """What looks like a photo and weighs so much."""
    return SimpleUploadedFile(name, small_photo().ljust(int(megabytes * 1024**2), b"\0"), "image/jpeg")


def labels(attachments):
    return [attachment.label for attachment in attachments.order_by("pk")]


def file_in(draft, label="سند.jpg", **changes):
    """A row in `draft`, without bytes; examined already unless `changes` say otherwise."""
    values = {"format": "jpeg", "size": 340 * 1024, "status": Status.READY, "created_at": timezone.now()}
    return Attachment.objects.create(draft=draft, label=label, **values | changes)


def file_of(ticket, label="سند.jpg", *, message=None, content=CLEANED, thumbnail=THUMBNAIL, **changes):
    """A file of a message of `ticket`, the first one unless named; its bytes lie in the vault once it is ready."""
    message = message or ticket.messages.earliest("pk")
    values = {"format": "jpeg", "size": len(content), "status": Status.READY, "created_at": timezone.now()}
    attachment = Attachment.objects.create(message=message, label=label, **values | changes)
    if attachment.is_ready:
        vault.put(attachment, vault.CLEANED, content)
        vault.put(attachment, vault.THUMBNAIL, thumbnail)
    return attachment


def message_of(ticket, by, **changes):
    """Words of the staff on `ticket`, internal unless `changes` say otherwise."""
    values = {"author": Message.Author.STAFF, "is_public": False, "text": "متن", "created_at": timezone.now()}
    return Message.objects.create(ticket=ticket, written_by=by, **values | changes)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def listed(response):
    """[(name, size and state)] of the files on the page."""
    rows = soup(response).select("[data-file-list] .file")
    return [(row.select_one("bdi").text, row.select_one(".file-state").text) for row in rows]
