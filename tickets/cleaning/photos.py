"""Photos, drawn anew: nothing but the picture is left."""

import io
import warnings
from contextlib import suppress

from PIL import Image, ImageOps
from pillow_heif import HeifImagePlugin  # noqa: F401 - teaches Pillow HEIC

from .verdicts import Damaged, TooLarge

LONGEST_SIDE = 3000  # pixels: an A4 page stays legible
THUMBNAIL_SIDE = 480
MOST_PIXELS = 50_000_000  # what the largest sensors of phones give; unfolded about 200 MB
QUALITY = 88

# Pillow looks at the content, not at a name: it is told which one reader to try.
READERS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}

Image.MAX_IMAGE_PIXELS = None  # we count ourselves, after a large JPEG is asked to come smaller


def clean(content, format_name):
    """(the photo, its thumbnail), both JPEG. Raises Unfit."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, all of which goes anyway
            picture = _picture(content, READERS[format_name])
    except (MemoryError, TooLarge):
        raise
    except Exception as error:  # whatever a reader makes of broken bytes
        raise Damaged from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    photo = _written(picture)
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return photo, _written(picture)


def _picture(content, reader):
    """The pixels, upright, on white where one could see through."""
    image = Image.open(io.BytesIO(content), formats=[reader])
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if image.width * image.height > MOST_PIXELS:
        raise TooLarge
    image.load()
    with suppress(Exception):  # broken EXIF breaks no picture: it stays as it lies
        ImageOps.exif_transpose(image, in_place=True)
    if image.mode.startswith("I"):  # 16 bits of grey, as scanners write; converted as they are, all would be white
        image = image.point(lambda grey: grey * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image if image.mode == "RGB" else image.convert("RGB")


def _written(picture):
    file = io.BytesIO()
    # a new picture of the same pixels: what the old one knew beside them stays behind
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    bare.save(file, "JPEG", quality=QUALITY, subsampling="4:4:4", optimize=True)
    return file.getvalue()
