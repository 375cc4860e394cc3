"""The corpus is what it says: genuine files open, hostile ones are hostile, and building them costs little."""

import io
import subprocess
import sys
import time
import zlib

import av
import pikepdf
import pillow_heif
import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from deploy import ROOT

from . import genuine, sounds
from .blocks import MEGABYTE, deflated_zeros
from .genuine import GENUINE
from .hostile import HOSTILE, ODD_NAMES
from .hostile_pictures import webp_of_one_colour
from .sent import LATITUDE, LONGITUDE

LARGEST = 300_000
MOST_MEGABYTES = 300  # of the whole process, Python and FFmpeg included
MOST_SECONDS = 20


def opened(content):
    """The picture as Pillow sees it."""
    return Image.open(io.BytesIO(content))


def by(*endings):
    """The genuine files whose names end so."""
    return [sent for sent in GENUINE if sent.filename.lower().endswith(endings)]


def test_there_is_enough_to_try():
    assert len(GENUINE) >= 12
    assert len(HOSTILE) >= 45
    assert len(ODD_NAMES) >= 20


def test_every_file_has_a_name_of_its_own_for_the_report():
    labels = [sent.label for sent in (*GENUINE, *HOSTILE, *ODD_NAMES)]

    assert len(set(labels)) == len(labels)
    assert all(label.isascii() for label in labels)


@pytest.mark.parametrize("sent", by(".jpg", ".jpeg", ".png", ".webp"), ids=str)
def test_a_genuine_picture_opens(sent):
    with opened(sent.content) as shown:
        shown.load()

    red, green, blue, *_ = shown.convert("RGB").getpixel((9, 9))
    assert shown.size > (500, 500)
    assert red > 150 > max(green, blue)  # the first of QUARTERS


def test_a_photo_is_turned_as_its_exif_says():
    with opened(genuine.photo(size=(400, 300), orientation=6)) as shown:
        assert (shown.size, shown.getexif()[Base.Orientation]) == ((400, 300), 6)


def test_a_photo_of_an_iphone_opens():
    assert pillow_heif.open_heif(genuine.heic()).size == (640, 480)


def test_a_genuine_pdf_opens_and_holds_its_photo_byte_for_byte():
    with pikepdf.open(io.BytesIO(genuine.pdf())) as document:
        (sheet,) = document.pages
        (held,) = (image.read_raw_bytes() for image in sheet.get_images().values())

        assert document.check_pdf_syntax() == []
        assert held == genuine.photo(orientation=1)
        assert sheet.obj.Annots[0].A.S == "/URI"


def _seconds(packet):
    """Of sound in a packet: none where FFmpeg took a tag for one."""
    try:
        return sum(frame.samples / frame.sample_rate for frame in packet.decode())
    except av.InvalidDataError:
        return 0


@pytest.mark.parametrize("sent", by(".m4a", ".mp3", ".ogg"), ids=str)
def test_a_genuine_voice_can_be_heard(sent):
    with av.open(io.BytesIO(sent.content)) as container:
        heard = sum(_seconds(packet) for packet in container.demux(audio=0))

    assert heard == pytest.approx(sounds.SECONDS, abs=0.1)


def test_a_photo_tells_its_place_and_holds_its_thumbnail():
    with opened(genuine.photo()) as shown:
        place, thumbnail = (shown.getexif().get_ifd(name) for name in (IFD.GPSInfo, IFD.IFD1))

    degrees = [float(a + b / 60 + c / 3600) for a, b, c in (place[2], place[4])]
    assert degrees == pytest.approx([LATITUDE, LONGITUDE], abs=1e-5)
    assert thumbnail[Base.JpegIFByteCount] > 500


def test_behind_a_burst_photo_stands_a_film():
    content = genuine.burst_photo()
    film = sounds.film("mp4", sound=True)

    assert content.endswith(film)
    assert f'MicroVideoOffset="{len(film)}"'.encode() in content


@pytest.mark.parametrize("sent", GENUINE, ids=str)
def test_a_genuine_file_is_small(sent):
    assert len(sent.content) < LARGEST


@pytest.mark.parametrize("sent", HOSTILE, ids=str)
def test_a_hostile_file_says_what_it_tries_and_holds_what_it_brings(sent):
    content = sent.content

    assert isinstance(content, bytes)
    assert sent.why
    assert sent.payload in content or sent.payload.replace(b"(", b"\\(").replace(b")", b"\\)") in content


def test_building_all_hostile_files_takes_little_memory_and_time():
    """In a process of its own; not asked of getrusage, for which a child begins as large as its parent is."""
    memory = "open('/proc/self/status').read().partition('VmHWM:')[2].split()[0]"
    program = f"from tests.files.hostile import HOSTILE; print(sum(len(sent.content) for sent in HOSTILE), {memory})"
    began = time.monotonic()
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    size, kilobytes = map(int, said.stdout.split())
    assert size < 15 * MEGABYTE
    assert kilobytes < MOST_MEGABYTES * 1024
    assert time.monotonic() - began < MOST_SECONDS


@pytest.mark.parametrize("length", [0, 1, 3 * MEGABYTE, 2 * MEGABYTE + 17])
def test_packed_zeros_unpack_to_zeros(length):
    assert zlib.decompress(deflated_zeros(length)) == bytes(length)


def hostile(label):
    """The bytes of one hostile file."""
    return next(sent.content for sent in HOSTILE if sent.label == label)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("label", "side"), [("png_huge", 65_500), ("jpeg_claims_huge", 65_500), ("webp_claims_huge", 16_383)]
)
def test_a_huge_picture_is_huge_by_its_header(label, side, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)

    with opened(hostile(label)) as shown:
        assert shown.size == (side, side)


def test_the_huge_png_is_sound_to_its_last_row():
    """Else it were refused for being broken, and the limit not tried."""
    content = hostile("png_huge")
    unpacker, unpacked = zlib.decompressobj(), 0
    packed = content[content.index(b"IDAT") + 4 : -16]  # without its checksum, and IEND
    while packed:
        unpacked += len(unpacker.decompress(packed, 4 * MEGABYTE))
        packed = unpacker.unconsumed_tail

    assert unpacker.eof
    assert unpacked == 65_500 * (1 + 8_188)


def test_the_webp_of_one_colour_can_be_decoded():
    with opened(webp_of_one_colour(side=16)) as shown:
        assert len(set(shown.convert("RGB").get_flattened_data())) == 1


POLYGLOTS = ["jpeg_is_js", "jpeg_php_comment", "jpeg_zip_behind", "png_html_text", "png_html_behind", "gifar"]


@pytest.mark.parametrize("label", [*POLYGLOTS, "webp_html_chunk", "gif_is_js", "apng_frames", "jpeg_looping_exif"])
def test_a_picture_that_is_more_than_a_picture_still_opens(label):
    with opened(hostile(label)) as shown:
        shown.load()


@pytest.mark.parametrize("label", ["pdf_script", "pdf_launch", "pdf_holds_eicar", "pdf_zip_behind", "pdf_html_before"])
def test_a_pdf_that_does_more_still_opens(label):
    with pikepdf.open(io.BytesIO(hostile(label))) as document:
        assert len(document.pages) == 1
