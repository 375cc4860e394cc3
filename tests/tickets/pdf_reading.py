"""Reads what tests need to know of a PDF that fpdf2 wrote: its pages, their text as drawn, its particulars."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
LETTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
DRAWN = re.compile(rb"\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
ESCAPES = {b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f"}


def pages(pdf):
    return len(re.findall(rb"/Type /Page\n", pdf))


def media_box(pdf):
    """Width and height of the first page in millimetres."""
    points = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return tuple(round(float(size) / 72 * 25.4) for size in points.groups())


def particulars(pdf):
    """What the document says of itself: Title, Author, Lang and the like, decoded."""
    found = re.findall(rb"/(\w+) <feff([0-9a-f]+)>", pdf)
    plain = re.findall(rb"/(\w+) \(([^)]*)\)", pdf)
    return {key.decode(): bytes.fromhex(value.decode()).decode("utf-16-be") for key, value in found} | {
        key.decode(): value.decode("latin-1") for key, value in plain
    }


def drawn_text(pdf):
    """The text of all pages in the order of drawing: every line from left to right, Persian letters too."""
    streams = [_inflated(stream) for stream in STREAM.findall(pdf)]
    letters = {}
    for stream in streams:
        if b"beginbfchar" in stream:
            letters |= {int(glyph, 16): bytes.fromhex(text.decode()) for glyph, text in LETTER.findall(stream)}
    glyphs = b"".join(_unescaped(text) for stream in streams if b" Tf" in stream for text in DRAWN.findall(stream))
    pairs = (int.from_bytes(glyphs[start : start + 2], "big") for start in range(0, len(glyphs), 2))
    return "".join(letters.get(glyph, b"").decode("utf-16-be") for glyph in pairs)


def seen_from_the_left(words):
    """A line of Persian as it lies on the paper: letters reversed, digits not."""
    turned = words[::-1]
    for number in ("۲۱", "۱۴۰۵"):
        turned = turned.replace(number[::-1], number)
    return turned


def font_sizes(pdf):
    """Every size of type that is used, in points."""
    streams = (_inflated(stream) for stream in STREAM.findall(pdf))
    return {float(size) for stream in streams for size in re.findall(rb"/F\d+ ([\d.]+) Tf", stream)}


def _inflated(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _unescaped(text):
    return re.sub(rb"\\.", lambda escape: ESCAPES.get(escape[0], escape[0][1:]), text, flags=re.DOTALL)
