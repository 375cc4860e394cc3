"""Reads what tests need to know of a PDF: its pages, their text in the order it was drawn, its particulars."""

import re
from io import BytesIO

from pypdf import PdfReader

LETTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
MILLIMETRES = 25.4 / 72  # of a point


def pages(pdf):
    return len(_pages(pdf))


def media_box(pdf):
    """Width and height of the first page in millimetres."""
    box = _pages(pdf)[0].mediabox
    return round(box.width * MILLIMETRES), round(box.height * MILLIMETRES)


def particulars(pdf):
    """What the document says of itself: Title, Author, Lang and the like."""
    reader = PdfReader(BytesIO(pdf))
    return {key.lstrip("/"): value for key, value in reader.metadata.items()} | {"Lang": reader.root_object["/Lang"]}


def drawn_text(pdf):
    """The text of all pages in the order of drawing: every line from left to right, Persian letters too."""
    return "".join(_drawn(page) for page in _pages(pdf))


def seen_from_the_left(words):
    """A line of Persian as it lies on the paper: letters reversed, digits not."""
    turned = words[::-1]
    for number in ("۲۱", "۱۴۰۵"):
        turned = turned.replace(number[::-1], number)
    return turned


def font_sizes(pdf):
    """Every size of type that is used, in points."""
    return {float(operands[1]) for page in _pages(pdf) for operands in _operands(page, b"Tf")}


def _pages(pdf):
    return PdfReader(BytesIO(pdf)).pages


def _operands(page, operator):
    return (operands for operands, found in page.get_contents().operations if found == operator)


def _drawn(page):
    """Not pypdf's extract_text(): that guesses a reading order, and the order on the paper is what is asked."""
    (font,) = page["/Resources"]["/Font"].values()
    letters = {int(glyph, 16): bytes.fromhex(text.decode()) for glyph, text in LETTER.findall(_table(font))}
    glyphs = b"".join(text.original_bytes for (text,) in _operands(page, b"Tj"))
    pairs = (int.from_bytes(glyphs[start : start + 2], "big") for start in range(0, len(glyphs), 2))
    return "".join(letters.get(glyph, b"").decode("utf-16-be") for glyph in pairs)


def _table(font):
    """Which glyph stands for which letters, in the words of PDF."""
    return font.get_object()["/ToUnicode"].get_object().get_data()
