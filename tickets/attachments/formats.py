"""The kinds of files that are taken, and telling which one a file is: name and content must agree."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from .refusals import Refusal, Refused

PHOTO, DOCUMENT, VOICE = "photo", "document", "voice"

# What makes a browser or a server run a file that looks like another one.
_SCRIPTS = re.compile(rb"<(script|html|svg|iframe|body|\?php|!doctype html)[\s>/]", re.IGNORECASE)
_FAMILY = re.compile(rb"....ftyp", re.DOTALL)  # of MP4 and HEIC; a brand of four letters follows
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_M4A = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"dash")


@dataclass(frozen=True)
class Format:
    """One kind of file. `begins` tells it by the first bytes; it is served as `media_type`, with `extensions[0]`."""

    name: str
    sort: str
    media_type: str
    extensions: tuple[str, ...]
    begins: Callable[[bytes], bool]


def _mpeg_audio(head):
    """An ID3 tag, or the first frame of layer III."""
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _of_family(brands):
    return lambda head: bool(_FAMILY.match(head)) and head[8:12] in brands


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("jpeg", PHOTO, "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), lambda head: head[:3] == b"\xff\xd8\xff"),
        Format("png", PHOTO, "image/png", ("png",), lambda head: head[:8] == b"\x89PNG\r\n\x1a\n"),
        Format("webp", PHOTO, "image/webp", ("webp",), lambda head: head[:4] + head[8:12] == b"RIFFWEBP"),
        Format("heic", PHOTO, "image/heic", ("heic", "heif"), _of_family(_HEIC)),
        Format("pdf", DOCUMENT, "application/pdf", ("pdf",), lambda head: head[:5] == b"%PDF-"),
        Format("m4a", VOICE, "audio/mp4", ("m4a",), _of_family(_M4A)),
        Format("mp3", VOICE, "audio/mpeg", ("mp3",), _mpeg_audio),
        Format("ogg", VOICE, "audio/ogg", ("ogg", "oga", "opus"), lambda head: head[:4] == b"OggS"),
    )
}
ACCEPT = ",".join(
    sorted({format_.media_type for format_ in FORMATS.values()})
    + [f".{extension}" for format_ in FORMATS.values() for extension in format_.extensions]
)  # for <input type="file">


def recognise(name, content):
    """The Format of a file. Raises Refused: what it is called and how it begins must agree, and be all it is."""
    if not content:
        raise Refused(Refusal.EMPTY)
    extension = name.rpartition(".")[2].strip().lower()
    found = next((format_ for format_ in FORMATS.values() if extension in format_.extensions), None)
    if found is None or not found.begins(content[:16]):
        raise Refused(Refusal.TYPE)
    if _is_something_else_too(found, content):
        raise Refused(Refusal.UNSAFE)
    return found


def _is_something_else_too(found, content):
    """
    Would another program take it for an archive or a page?

    Photos are drawn anew, so nothing of it would be left; voice is only copied, and a guest has no business in either.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        return True
    return found.sort != DOCUMENT and bool(_SCRIPTS.search(content))
