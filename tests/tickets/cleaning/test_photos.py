"""Photos: drawn anew, upright, no larger than is needed, and with nothing beside the picture."""

import io

import pytest
from PIL import Image
from PIL.ExifTags import Base

from tests.files import genuine
from tests.files.genuine import GENUINE, photo, picture
from tests.files.hostile_pictures import jpeg_claiming, png_with_bomb, saved
from tests.files.metadata import traces
from tests.tickets.cleaning.opening import opened, quarters
from tickets.cleaning import photos
from tickets.cleaning.verdicts import Damaged, TooLarge

FORMATS = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "webp": "webp", "heic": "heic"}
PICTURES = [sent for sent in GENUINE if sent.content_type.startswith("image/")]


def cleaned(content, format_name="jpeg"):
    """The photo and its thumbnail, opened."""
    return tuple(opened(part) for part in photos.clean(content, format_name))


def drawn(image, kind="PNG", **options):
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize("sent", PICTURES, ids=str)
def test_genuine_picture_is_a_jpeg_that_tells_of_nobody(sent):
    parts = photos.clean(sent.content, FORMATS[sent.filename.rpartition(".")[2].lower()])

    assert [(opened(part).format, dict(opened(part).getexif()), traces(part)) for part in parts] == [
        ("JPEG", {}, [])
    ] * 2


@pytest.mark.parametrize(
    ("orientation", "size", "shown"),
    [
        (1, (1200, 900), ("red", "lime", "blue", "white")),
        (2, (1200, 900), ("lime", "red", "white", "blue")),
        (3, (1200, 900), ("white", "blue", "lime", "red")),
        (4, (1200, 900), ("blue", "white", "red", "lime")),
        (5, (900, 1200), ("red", "blue", "lime", "white")),
        (6, (900, 1200), ("blue", "red", "white", "lime")),
        (7, (900, 1200), ("white", "lime", "blue", "red")),
        (8, (900, 1200), ("lime", "white", "red", "blue")),
    ],
)
def test_photo_is_upright(orientation, size, shown):
    whole, thumbnail = cleaned(photo(orientation=orientation))

    assert (whole.size, quarters(whole), quarters(thumbnail)) == (size, shown, shown)


def test_photo_of_an_iphone_is_upright():
    whole, _thumbnail = cleaned(genuine.heic(), "heic")

    assert (whole.size, quarters(whole)) == ((640, 480), ("red", "lime", "blue", "white"))


def test_webp_is_upright():
    whole, _thumbnail = cleaned(genuine.webp(), "webp")

    assert (whole.size, quarters(whole)) == ((900, 1200), ("blue", "red", "white", "lime"))


@pytest.mark.parametrize(
    ("size", "whole", "thumbnail"),
    [
        ((3000, 10), (3000, 10), (480, 2)),
        ((6000, 3000), (3000, 1500), (480, 240)),
        ((2000, 4000), (1500, 3000), (240, 480)),
        ((16, 12), (16, 12), (16, 12)),
        ((1, 60_000), (1, 3000), (1, 480)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_longest_side_is_capped(size, whole, thumbnail, kind):
    parts = cleaned(drawn(Image.new("RGB", size), kind), kind.lower())

    assert tuple(part.size for part in parts) == (whole, thumbnail)


def test_turned_photo_is_capped_as_well():
    exif = Image.Exif()
    exif[Base.Orientation] = 6

    whole, _thumbnail = cleaned(drawn(Image.new("RGB", (4000, 2000)), "JPEG", exif=exif))

    assert whole.size == (1500, 3000)


def test_what_one_could_see_through_is_white():
    image = picture((320, 240), "RGBA")
    image = image.copy()
    image.putalpha(0)

    whole, _thumbnail = cleaned(drawn(image), "png")

    assert whole.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_keeps_its_lights_and_shadows(mode):
    image = Image.linear_gradient("L").convert(mode)

    whole, _thumbnail = cleaned(drawn(image), "png")

    assert (whole.mode, whole.getpixel((128, 2))[0] < 60, whole.getpixel((128, 253))[0] > 195) == ("RGB", True, True)


def test_sixteen_bits_of_grey_keep_their_greys():
    grey = Image.linear_gradient("L")
    deep = grey.convert("I").point(lambda value: value * 257).convert("I;16")

    whole, _thumbnail = cleaned(drawn(deep), "png")

    assert [whole.getpixel((128, row))[0] for row in (0, 64, 128, 192, 255)] == pytest.approx(
        [0, 64, 128, 192, 255], abs=2
    )


def test_colours_of_print_come_out_as_they_were():
    image = picture((320, 240)).convert("CMYK")

    whole, _thumbnail = cleaned(drawn(image, "JPEG"))

    assert quarters(whole) == ("red", "lime", "blue", "white")


def test_animation_is_its_first_picture():
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "lime")]

    whole, _thumbnail = cleaned(drawn(frames[0], "WEBP", save_all=True, append_images=frames[1:]), "webp")

    assert quarters(whole) == ("red",) * 4


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (jpeg_claiming(65_500, 65_500), "jpeg"),
        (drawn(Image.new("1", (10_000, 5_001))), "png"),
    ],
    ids=["jpeg", "png"],
)
def test_more_than_fifty_million_pixels_are_too_many(content, format_name):
    with pytest.raises(TooLarge):
        photos.clean(content, format_name)


def test_fifty_million_are_not():
    whole, _thumbnail = cleaned(drawn(Image.new("1", (10_000, 5_000))), "png")

    assert whole.size == (3000, 1500)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PNG", "WEBP"])
def test_no_reader_is_asked_but_that_of_the_kind(kind):
    with pytest.raises(Damaged):
        photos.clean(saved(kind), "jpeg")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", saved("PNG")[:-40], png_with_bomb(b"zTXt", b"Comment")],
    ids=["empty", "magic", "cut", "bomb"],
)
def test_what_cannot_be_read_is_damaged(content):
    with pytest.raises(Damaged):
        photos.clean(content, "png")


def test_same_photo_is_cleaned_to_the_same_bytes():
    assert photos.clean(photo(), "jpeg") == photos.clean(photo(), "jpeg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "exif", [b"Exif\0\0II*\0\xff\xff\0\0", b"Exif\0\0" + bytes(32), b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"]
)
def test_broken_exif_breaks_no_picture(kind, exif):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, kind, exif=exif)

    photo, _thumbnail = photos.clean(file.getvalue(), kind.lower())

    assert Image.open(io.BytesIO(photo)).size == (40, 30)
