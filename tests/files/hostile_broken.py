"""Files that break off, contradict themselves, hold next to nothing, or promise four gigabytes."""

import struct
from functools import partial

from . import genuine, sounds
from .blocks import PNG_HEAD, box, riff, riff_chunk
from .hostile_pictures import saved
from .sent import HEIC, JPEG, M4A, MP3, OGG, PDF, PNG, WEBP, SentFile, either

MOST_32 = 2**32 - 1
MAGIC = [  # as few bytes as make `file` say the name, and nothing behind them
    ("jpg", JPEG, b"\xff\xd8\xff"),
    ("png", PNG, PNG_HEAD),
    ("webp", WEBP, b"RIFF\x04\0\0\0WEBP"),
    ("heic", HEIC, b"\0\0\0\x18ftypheic"),
    ("pdf", PDF, b"%PDF-1.7\n"),
    ("m4a", M4A, b"\0\0\0\x18ftypM4A "),
    ("mp3", MP3, b"\xff\xfb\x90\x64"),
    ("id3.mp3", MP3, b"ID3\3\0\0"),
    ("ogg", OGG, b"OggS\0\2"),
]


def half(content):
    """The first half, as a lost connection leaves it."""
    return content[: len(content) // 2]


def png_with_wrong_sum(kind):
    """A PNG in which the checksum of one chunk does not fit."""
    png = bytearray(saved("PNG"))
    at = png.index(kind)
    end = at + 4 + int.from_bytes(png[at - 4 : at], "big")
    png[end] ^= 0xFF
    return bytes(png)


def webp_promising():
    """A good WebP whose first length is four gigabytes."""
    whole = saved("WEBP")
    return whole[:4] + struct.pack("<I", MOST_32) + whole[8:]


def webp_chunk_promising():
    """A WebP of the right length whose picture promises four gigabytes."""
    return riff(b"WEBP", riff_chunk(b"VP8 ", bytes(40)).replace(struct.pack("<I", 40), struct.pack("<I", MOST_32), 1))


def png_promising():
    """A PNG whose header promises two gigabytes."""
    return PNG_HEAD + struct.pack(">I", 0x7FFFFFFF) + b"IHDR" + bytes(30)


def m4a_promising():
    """The box of the sound says it is four gigabytes long, so that moov behind it is out of reach."""
    whole = sounds.tone("ipod", "aac")
    at = whole.index(b"mdat")
    return whole[: at - 4] + struct.pack(">I", MOST_32) + whole[at:]


def m4a_with_many_samples():
    """A table of samples that promises 2**32 - 1 entries."""
    whole = sounds.tone("ipod", "aac")
    at = whole.index(b"stsz") + 12
    return whole[:at] + struct.pack(">I", MOST_32) + whole[at + 4 :]


def m4a_of_nested_boxes(depth=5_000):
    """Boxes in boxes, for readers that call themselves."""
    inner = b""
    for _ in range(depth):
        inner = box(b"moov", inner)
    return box(b"ftyp", b"M4A \0\0\0\0") + inner


def id3_promising():
    """A good MP3 behind a tag that promises 256 MB, the most there can be."""
    return b"ID3\4\0\0\x7f\x7f\x7f\x7f" + sounds.tone("mp3", "libmp3lame")


BROKEN = [
    SentFile("empty", "a.jpg", JPEG, bytes, "0 bytes"),
    SentFile("one_byte", "a.jpg", JPEG, lambda: b"\xff", "1 byte"),
    SentFile("zeros", "a.pdf", PDF, lambda: bytes(1000), "nothing but zeros"),
    *(
        SentFile(f"magic_only_{name}", f"a.{name}", kind, partial(bytes, magic), "a beginning and nothing else")
        for name, kind, magic in MAGIC
    ),
    SentFile("jpeg_half", "a.jpg", JPEG, lambda: half(saved("JPEG")), "broken off; shown, its lower half is grey"),
    SentFile("png_half", "a.png", PNG, lambda: half(saved("PNG")), "broken off"),
    SentFile("webp_half", "a.webp", WEBP, lambda: half(saved("WEBP")), "broken off"),
    SentFile("heic_half", "a.heic", HEIC, lambda: half(genuine.heic()), "broken off"),
    SentFile("m4a_half", "a.m4a", M4A, lambda: half(genuine.voice_m4a()), "broken off before its table"),
    SentFile("png_wrong_sum", "a.png", PNG, lambda: png_with_wrong_sum(b"IHDR"), "the header's checksum is wrong"),
    either(
        "png_wrong_sum_of_pixels",
        "a.png",
        PNG,
        lambda: png_with_wrong_sum(b"IDAT"),
        "the pixels' checksum is wrong; Pillow reads it all the same",
    ),
    SentFile("webp_4gb", "a.webp", WEBP, webp_promising, "promises 4 GB"),
    SentFile("webp_chunk_4gb", "a.webp", WEBP, webp_chunk_promising, "its only chunk promises 4 GB"),
    SentFile("png_2gb", "a.png", PNG, png_promising, "its header promises 2 GB"),
    SentFile("m4a_4gb", "a.m4a", M4A, m4a_promising, "its sound promises 4 GB and hides the rest"),
    SentFile("m4a_many_samples", "a.m4a", M4A, m4a_with_many_samples, "promises a table of 16 GB"),
    SentFile("m4a_nested", "a.m4a", M4A, m4a_of_nested_boxes, "5000 boxes in one another"),
    SentFile("id3_256mb", "a.mp3", MP3, id3_promising, "an ID3 tag that promises 256 MB"),
]
