"""Where the bytes of attachments lie: encrypted, under random names, in the storage that settings choose."""

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from tickets.encryption import decrypt, encrypt

ORIGINAL, CLEANED, THUMBNAIL = PARTS = "original", "cleaned", "thumbnail"


def put(attachment, part, content):
    """Keep the bytes `content` as one of PARTS of `attachment`; what was there before is replaced."""
    sealed = encrypt(content, context=_context(attachment, part))
    _storage().save(_name(attachment, part), ContentFile(sealed))


def get(attachment, part):
    """The bytes of one part. Raises FileNotFoundError, or InvalidTag where somebody has altered what is stored."""
    with _storage().open(_name(attachment, part)) as file:
        return decrypt(file.read(), context=_context(attachment, part))


def drop(attachment, *parts):
    """Delete `parts`, or all there is of it; what is not there is no matter."""
    for part in parts or PARTS:
        _storage().delete(_name(attachment, part))


def _storage():
    return storages["attachments"]


def _name(attachment, part):
    key = attachment.key.hex
    return f"{key[:2]}/{key}.{part}"


def _context(attachment, part):
    """Binds what is stored to its row and its part: exchanged for another, it does not open."""
    return f"tickets.attachment.{part}:{attachment.key.hex}"
