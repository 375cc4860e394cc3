"""Files that were sent, with their bytes in the vault."""

from datetime import datetime

from django.utils import timezone

from tickets.attachments import vault
from tickets.models import Attachment, Draft, Message

Status = Attachment.Status


def create_attachment(
    *,
    draft: Draft | None = None,
    message: Message | None = None,
    label: str = "photo.jpg",
    format_name: str = "jpeg",
    content: bytes = b"what was sent",
    thumbnail: bytes = b"",
    status: str = Status.PENDING,
    refusal: str = "",
    attempts: int = 0,
    due_at: datetime | None = None,
    scanned_at: datetime | None = None,
    created_at: datetime | None = None,
) -> Attachment:
    """
    A file of `draft` or `message` as it lies there in `status`: cleaned once it is ready, as it came until then.

    One that is refused has no bytes. One that waits is due since it was sent, unless told otherwise.
    """
    created_at = created_at or timezone.now()
    waits = status in (Status.PENDING, Status.CHECKING)
    attachment = Attachment.objects.create(
        draft=draft,
        message=message,
        label=label,
        format=format_name,
        size=len(content),
        status=status,
        refusal=refusal,
        attempts=attempts,
        due_at=due_at or (created_at if waits else None),
        scanned_at=scanned_at,
        created_at=created_at,
    )
    if status != Status.REFUSED:
        vault.put(attachment, vault.CLEANED if status == Status.READY else vault.ORIGINAL, content)
    if thumbnail:
        vault.put(attachment, vault.THUMBNAIL, thumbnail)
    return attachment
