"""A file as somebody sends it, and the facts that the genuine ones give away."""

from collections.abc import Callable
from dataclasses import dataclass

CANARY = "Canary Qazvin 36.2688"  # stands as author, comment or title in every genuine file
LATITUDE, LONGITUDE = 36.2688, 50.0041  # and this as its place, wherever the format has room for one
JPEG, PNG, WEBP, HEIC, PDF = "image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf"
M4A, MP3, OGG, UNKNOWN = "audio/mp4", "audio/mpeg", "audio/ogg", "application/octet-stream"
ISO6709 = f"+{LATITUDE:07.4f}+{LONGITUDE:08.4f}/"  # how telephones write a place into sound and film


@dataclass(frozen=True)
class SentFile:
    """One file of the corpus; its bytes are built on demand, so that a list of them costs nothing."""

    label: str  # short, ASCII and unique: the id of the test
    filename: str  # as sent, whatever it holds
    content_type: str  # as the browser claims it
    build: Callable[[], bytes]
    why: str = ""  # what it tries
    neutralise: bool = False  # may be accepted as well, if nothing that is kept holds `payload`
    payload: bytes = b""  # what the file brings in

    @property
    def content(self):
        """Its bytes."""
        return self.build()

    def __str__(self):
        """pytest takes it as the id: `parametrize("sent", HOSTILE, ids=str)`."""
        return self.label


def either(*given, payload=b""):
    """A file that may be refused as well as kept, as long as nothing that is kept holds `payload`."""
    return SentFile(*given, neutralise=True, payload=payload)
