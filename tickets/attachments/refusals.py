"""Why a file is not taken, each reason as the sentence that its sender reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_FILES = 5  # of one message
MOST_BYTES = 10 * 1024**2  # of one file
MOST_BYTES_TOGETHER = 25 * 1024**2  # of one message


class Refusal(TextChoices):
    NOTHING = "nothing", _("Choose a file first")
    TYPE = "type", _("This kind of attachment is not accepted. Send a photo, a PDF or a voice message")
    SIZE = "size", _("An attachment must be smaller than 10 MB")
    EMPTY = "empty", _("This attachment is empty. Choose it once more")
    FILES = "files", _("There are five attachments already, and more do not fit. Remove one first")
    TOGETHER = "together", _("The attachments together must be smaller than 25 MB. Remove one, or send a smaller one")
    QUOTA = "quota", _("So much was sent from this connection today that no more can be taken. Try again tomorrow")
    UNSAFE = "unsafe", _("This attachment is unsafe and was not kept. Your other answers are kept")
    DAMAGED = "damaged", _("This attachment is damaged and cannot be read. Send it in another form, such as a photo")
    LARGE = "large", _("This picture has too many pixels, or the file unfolds to too much. Send a smaller one")
    LOCKED = "locked", _("This PDF is locked with a password. Send it without one")
    LATE = "late", _("The message was sent while this attachment was on its way. Send it with another one")
    NOT_KEPT = "not_kept", _("The attachment could not be stored just now. Try once more in a few minutes")


class Refused(Exception):
    """The file is not taken; `refusal` says why."""

    def __init__(self, refusal):
        super().__init__(refusal.value)
        self.refusal = refusal
