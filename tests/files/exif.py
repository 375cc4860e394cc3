"""What a camera writes beside a picture: EXIF with place, names and thumbnail, XMP, and IPTC."""

import io
import struct
from functools import cache

from PIL import ExifTags, Image, TiffImagePlugin

from .blocks import APP13, segment
from .sent import CANARY, LATITUDE, LONGITUDE

MODEL = "SM-A525F"
TAKEN = "2026:04:05 12:00:00"
LONG, SHORT = 4, 3  # types of TIFF


@cache
def exif(*, gps=True, orientation=1):
    """A full EXIF block, beginning with "Exif": names, serial numbers, place, maker's note and thumbnail."""
    block = Image.Exif()
    tags = ExifTags.Base
    block.update({tags.Make: "samsung", tags.Model: MODEL, tags.Orientation: orientation, tags.DateTime: TAKEN})
    block.update({tags.Artist: CANARY, tags.Copyright: CANARY, tags.ImageDescription: CANARY})
    block[tags.XPAuthor] = f"{CANARY}\0".encode("utf-16-le")  # Windows'
    block[ExifTags.IFD.Exif] = {
        tags.DateTimeOriginal: TAKEN,
        tags.MakerNote: b"SAMSUNG\0" + CANARY.encode() + b"\0R58N12345AB",
        tags.UserComment: b"ASCII\0\0\0" + CANARY.encode(),
        tags.CameraOwnerName: CANARY,
        tags.BodySerialNumber: "R58N12345AB",
    }
    if gps:
        block[ExifTags.IFD.GPSInfo] = _place()
    return _with_thumbnail(block.tobytes())


@cache
def xmp(*, gps=True, more=""):
    """An XMP packet, with `more` properties if wanted."""
    place = f'exif:GPSLatitude="{_degrees(LATITUDE)}N" exif:GPSLongitude="{_degrees(LONGITUDE)}E"' if gps else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" {place} {more}>
<dc:creator><rdf:Seq><rdf:li>{CANARY}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def iptc():
    """Photoshop's segment of a JPEG: by-line and city as IPTC knows them."""
    records = b"".join(
        struct.pack(">BBBH", 0x1C, 2, field, len(text)) + text
        for field, text in ((80, CANARY.encode()), (90, b"Qazvin"))
    )
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records + b"\0" * (len(records) % 2)
    return segment(APP13, b"Photoshop 3.0\0" + resource)


def _degrees(value):
    """36,16.1280: degrees and minutes as XMP has them."""
    return f"{int(value)},{value % 1 * 60:.4f}"


def _place():
    names = ExifTags.GPS
    return {
        names.GPSVersionID: b"\2\3\0\0",
        names.GPSLatitudeRef: "N",
        names.GPSLatitude: _degrees_minutes_seconds(LATITUDE),
        names.GPSLongitudeRef: "E",
        names.GPSLongitude: _degrees_minutes_seconds(LONGITUDE),
        names.GPSDateStamp: "2026:04:05",
    }


def _degrees_minutes_seconds(value):
    hundredths = round(value * 360_000)
    minutes, rest = divmod(hundredths, 6_000)
    parts = (*divmod(minutes, 60), rest)
    return tuple(TiffImagePlugin.IFDRational(part, per) for part, per in zip(parts, (1, 1, 100), strict=True))


def _with_thumbnail(block):
    """The same with a second directory that holds a small JPEG, big-endian as all of it; Pillow writes none."""
    tiff = bytearray(block[6:])
    (entries,) = struct.unpack_from(">H", tiff, 8)
    struct.pack_into(">I", tiff, 10 + 12 * entries, len(tiff))  # where the next directory begins
    thumbnail = io.BytesIO()
    Image.new("RGB", (160, 120), "teal").save(thumbnail, "JPEG", comment=CANARY)
    here = thumbnail.getvalue()
    directory = struct.pack(">H", 3)
    directory += struct.pack(">HHIHH", ExifTags.Base.Compression, SHORT, 1, 6, 0)
    directory += struct.pack(">HHII", ExifTags.Base.JpegIFOffset, LONG, 1, len(tiff) + 2 + 3 * 12 + 4)
    directory += struct.pack(">HHII", ExifTags.Base.JpegIFByteCount, LONG, 1, len(here))
    return block[:6] + bytes(tiff) + directory + bytes(4) + here
