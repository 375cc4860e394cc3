"""Finds what a picture tells beside its pixels and colours: segments, chunks, EXIF, and more behind the end."""

import io
import struct
import warnings

import pillow_heif
from PIL import ExifTags, Image

from .blocks import PNG_HEAD

PIXELS_OF_PNG = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB cICP sBIT bKGD hIST sPLT pHYs iCCP acTL fcTL fdAT".split()
)
PIXELS_OF_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
APP0, APP14, COMMENT, END, SCAN = 0xE0, 0xEE, 0xFE, 0xD9, 0xDA
BRANDS_OF_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"))


def traces_of_picture(content):
    """The traces in a JPEG, PNG, WebP or HEIC; None for any other kind of file."""
    if content.startswith(b"\xff\xd8\xff"):
        return [*_segments_of_jpeg(content), *_read_by_pillow(content)]
    if content.startswith(PNG_HEAD):
        return [*_chunks_of_png(content), *_read_by_pillow(content)]
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return [*_chunks_of_webp(content), *_read_by_pillow(content)]
    if content[4:8] == b"ftyp" and content[8:12] in BRANDS_OF_HEIC:
        return [*_read_by_heif(content)]
    return None


def _segments_of_jpeg(content):
    """Every comment and APP segment but JFIF (APP0) and Adobe's colours (APP14); and more behind the end."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == END:
            if at + 2 < len(content):
                yield "JPEG: more behind the end"
            return
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == COMMENT or (APP0 < marker <= APP0 + 15 and marker != APP14):
            name = "comment" if marker == COMMENT else f"APP{marker - APP0}"
            yield f"JPEG {name}: {_beginning(content[at + 4 : at + 2 + length])}"
        at += 2 + length
        if marker == SCAN:
            at = _end_of_scan(content, at)
    if content[at:] != b"\xff\xd9":
        yield "JPEG: broken off, or more behind the end"


def _end_of_scan(content, at):
    """The next marker that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1 : at + 2]
        if following != b"\0" and not b"\xd0" <= following <= b"\xd7":
            return at
        at += 2
    return len(content)


def _chunks_of_png(content):
    """Every chunk that is not about pixels and colours; and what stands behind the last."""
    at = len(PNG_HEAD)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if kind not in PIXELS_OF_PNG:
            yield f"PNG {kind.decode('latin-1')}: {_beginning(content[at + 8 : at + 8 + length])}"
        at += 12 + length
        if kind == b"IEND":
            break
    if at != len(content):
        yield "PNG: broken off, or more behind the end"


def _chunks_of_webp(content):
    """Every chunk that is not about pixels and colours; and what stands behind the last."""
    end = 8 + int.from_bytes(content[4:8], "little")
    at = 12
    while at + 8 <= min(end, len(content)):
        kind, length = struct.unpack_from("<4sI", content, at)
        if kind not in PIXELS_OF_WEBP:
            yield f"WebP {kind.decode('latin-1')}"
        at += 8 + length + length % 2
    if at != len(content):
        yield "WebP: broken off, or more behind the end"


def _read_by_pillow(content):
    """What Pillow reads as EXIF, by the names of the tags."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content)) as picture:
            warnings.simplefilter("ignore")  # of a size or a damaged EXIF: the names are what is asked
            yield from _names_of_exif(picture.getexif())
            if getattr(picture, "mpinfo", None):
                yield "MPO: more pictures than one"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        yield f"picture: cannot be read ({type(fault).__name__})"


def _names_of_exif(exif):
    for tag in exif:
        yield f"EXIF tag {ExifTags.TAGS.get(tag, tag)}"
    for directory in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.IFD1):
        for tag in exif.get_ifd(directory):
            names = ExifTags.GPSTAGS if directory == ExifTags.IFD.GPSInfo else ExifTags.TAGS
            yield f"EXIF {directory.name} {names.get(tag, tag)}"


def _read_by_heif(content):
    try:
        picture = pillow_heif.open_heif(content)
    except ValueError:
        yield "HEIC: cannot be read"
        return
    for name in ("exif", "xmp"):
        if picture.info.get(name):
            yield f"HEIC {name}"
    if picture.info.get("exif"):
        exif = Image.Exif()
        exif.load(picture.info["exif"])
        yield from _names_of_exif(exif)


def _beginning(payload):
    return payload[:24].decode("latin-1")
