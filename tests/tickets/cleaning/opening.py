"""Looks into cleaned files."""

import io

from PIL import Image

from tests.files.genuine import QUARTERS

COLOURS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}


def opened(content):
    """A picture as Pillow sees it."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def quarters(picture):
    """What is painted into its quarters, in the order of reading, as names of QUARTERS."""
    width, height = picture.size
    corners = [(9, 9), (width - 9, 9), (9, height - 9), (width - 9, height - 9)]
    return tuple(_nearest(picture.convert("RGB").getpixel(corner)) for corner in corners)


def _nearest(pixel):
    def distance(name):
        return sum((here - there) ** 2 for here, there in zip(pixel, COLOURS[name], strict=True))

    return min(QUARTERS, key=distance)
