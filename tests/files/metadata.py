"""Finds what a file tells of people and places, as exiftool would: `traces(content)` names every spot."""

from .metadata_pdf import traces_of_pdf
from .metadata_pictures import traces_of_picture
from .metadata_sounds import traces_of_sound

# Anywhere in any file; what is packed inside of a PDF is unpacked first.
NEEDLES = {
    "canary": b"Canary",
    "canary in UTF-16": b"C\0a\0n\0a\0r\0y",
    "EXIF": b"Exif\0\0",
    "XMP": b"http://ns.adobe.com/xap",
    "XMP packet": b"<x:xmpmeta",
    "place in XMP": b"GPSLatitude",
    "Photoshop block": b"Photoshop 3.0",
    "place in MP4 (©xyz)": b"\xa9xyz",
    "place in MP4 (loci)": b"loci\0\0\0\0",
    "place under a key of MP4": b"location.ISO6709",
    "APEv2": b"APETAGEX",
}


def traces(content):
    """A list of words for every place where `content` tells of somebody or somewhere; [] for a clean file."""
    by_kind = _by_kind(content)
    found = [*_needles(content), *(["unknown kind of file: not looked into"] if by_kind is None else by_kind)]
    return list(dict.fromkeys(found))


def _needles(content):
    return (name for name, needle in NEEDLES.items() if needle in content)


def _by_kind(content):
    """None where the format is none of ours."""
    if b"%PDF-" in content[:1024]:
        return traces_of_pdf(content, inside=_inside_pdf)
    picture = traces_of_picture(content)
    return traces_of_sound(content) if picture is None else picture


def _inside_pdf(content):
    """The traces of an embedded stream, which may be of any kind; but no PDF inside a PDF."""
    return [*_needles(content), *(traces_of_picture(content) or ())]
