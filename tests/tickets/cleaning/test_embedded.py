"""Photos inside PDFs, however they are packed, and signatures: the pages stay, who made them is told to nobody."""

import base64
import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.files import genuine
from tests.files.sent import CANARY
from tickets.cleaning import documents, embedded
from tickets.cleaning.verdicts import Damaged, TooLarge

PHOTO = genuine.photo(size=(64, 48))
PACKINGS = {
    "ASCII85Decode": lambda content: base64.a85encode(content) + b"~>",
    "ASCIIHexDecode": lambda content: content.hex().encode() + b">",
    "FlateDecode": zlib.compress,
    "RunLengthDecode": lambda content: b"".join(bytes([0, byte]) for byte in content) + b"\x80",
}
BOMB = zlib.compress(bytes(300 * 1024**2), 9)


def paper(content, *filters):
    """A PDF of one page with a picture on it, packed by `filters`."""
    document = pikepdf.new()
    page = document.add_blank_page()
    stream = pikepdf.Stream(document, b"")
    stream.write(content, filter=Array([Name(f"/{name}") for name in filters]))
    stream.Type, stream.Subtype, stream.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
    stream.Width, stream.Height, stream.BitsPerComponent = 64, 48, 8
    page.Resources = Dictionary(XObject=Dictionary(Photo=stream))
    return saved(document)


def saved(document):
    file = io.BytesIO()
    document.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return file.getvalue()


def streams(content):
    """The pictures on its pages, as they are packed there."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return [page.Resources.XObject.Photo.read_raw_bytes() for page in document.pages]


def jpeg_2000():
    """A JPEG 2000 with a box of EXIF before its pixels."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "JPEG2000")
    content = file.getvalue()
    at = content.index(b"jp2c") - 4
    guest = b"uuid" + bytes(16) + CANARY.encode()
    return content[:at] + (len(guest) + 4).to_bytes(4) + guest + content[at:]


@pytest.mark.parametrize("packing", ["ASCII85Decode", "ASCIIHexDecode", "FlateDecode"])
def test_packed_photo_loses_what_its_camera_wrote(packing):
    sent = paper(PACKINGS[packing](PHOTO), packing, "DCTDecode")

    photo = streams(documents.clean(sent, "pdf"))[0]

    assert (photo[:2], CANARY.encode() in photo, b"Exif" in photo) == (b"\xff\xd8", False, False)


def test_jpeg_2000_loses_what_its_camera_wrote():
    photo = streams(documents.clean(paper(jpeg_2000(), "JPXDecode"), "pdf"))[0]

    assert (CANARY.encode() in photo, Image.open(io.BytesIO(photo)).size) == (False, (64, 48))


def test_photo_packed_as_nobody_does_is_refused():
    with pytest.raises(Damaged):
        documents.clean(paper(PACKINGS["RunLengthDecode"](PHOTO), "RunLengthDecode", "DCTDecode"), "pdf")


@pytest.mark.parametrize("packing", ["ASCII85Decode", "ASCIIHexDecode"])
def test_bomb_packed_once_more_is_too_large(packing):
    with pytest.raises(TooLarge):
        documents.clean(paper(PACKINGS[packing](BOMB), packing, "FlateDecode"), "pdf")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x4f\xff\x51 pixels", embedded.JP2_START + bytes(4) + b"\x00\x00\x00\x03junk"]
)
def test_what_cannot_be_followed_comes_back_as_it_is(content):
    assert embedded.bare_jp2(content) == content


def test_signature_names_neither_person_nor_place():
    document = pikepdf.new()
    document.add_blank_page()
    signed = Dictionary(Type=Name.Sig, Name=CANARY, Location=CANARY, ContactInfo=CANARY)
    document.Root.AcroForm = Dictionary(Fields=Array([Dictionary(FT=Name.Sig, V=signed)]))

    with pikepdf.open(io.BytesIO(documents.clean(saved(document), "pdf"))) as cleaned:
        assert dict(cleaned.Root.AcroForm.Fields[0].V) == {"/Type": Name.Sig}
