"""Pictures that are more, or less, than a picture."""

import io
import struct

from PIL import Image, ImageDraw

from .blocks import (
    COM,
    MEGABYTE,
    PNG_HEAD,
    chunk,
    deflated_zeros,
    png_header,
    riff,
    riff_chunk,
    segment,
    with_chunks,
    with_segments,
)
from .genuine import picture
from .payloads import CLASS_NAME, JAVASCRIPT, PAGE, PHP, SCRIPT, jar
from .sent import JPEG, PNG, WEBP, SentFile, either

HUGE = 65_500
SMALL = (320, 240)
LOSSLESS_SIDE = 16_383
END_OF_PNG = chunk(b"IEND", b"")


def saved(kind, size=SMALL, **options):
    """A small picture in a format of Pillow's, without metadata."""
    written = io.BytesIO()
    picture(size).save(written, kind, **options)
    return written.getvalue()


def png_with(more):
    """A good PNG with another chunk."""
    return with_chunks(saved("PNG"), more)


def png_with_text(text):
    """A good PNG with a text beside its pixels."""
    return png_with(chunk(b"tEXt", b"Comment\0" + text))


def jpeg_with_comment(text):
    """A good JPEG with a comment."""
    return with_segments(saved("JPEG"), segment(COM, text))


def jpeg_and_script():
    """
    A JPEG that is also JavaScript.

    Read as a script, FF D8 FF E0 is a variable's name in Latin-1, and the length of the first segment, 2F 2A, begins a
    comment; the next segment ends it.
    """
    jfif = b"JFIF\0\1\1\0\0\1\0\1\0\0"
    first = b"\xff\xe0/*" + jfif.ljust(0x2F2A - 2, b"\0")
    script = segment(COM, b"*/=" + JAVASCRIPT + b";/*")
    plain = saved("JPEG")
    return b"\xff\xd8" + first + script + plain[20:-2] + b"*///" + plain[-2:]  # without its own JFIF segment


def gif_and_script():
    """A GIF that is also JavaScript: its width, 2F 2A, begins a comment that ends behind the picture."""
    screen = b"GIF89a/*" + struct.pack("<HBBB", 1, 0x80, 0, 0) + bytes(6)
    pixel = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0;"
    return screen + pixel + b"*/=" + JAVASCRIPT + b";"


def huge_png():
    """65,500 x 65,500 white or black points: half a gigabyte of pixels in half a megabyte."""
    rows = HUGE * (1 + (HUGE + 7) // 8)
    return PNG_HEAD + png_header(HUGE, HUGE, depth=1, colour=0) + chunk(b"IDAT", deflated_zeros(rows)) + END_OF_PNG


def jpeg_claiming(width, height):
    """A small JPEG whose frame says it is large."""
    jpeg = saved("JPEG")
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


def webp_of_one_colour(side=LOSSLESS_SIDE):
    """
    A lossless WebP whose every code has one symbol, so that a pixel takes no bits at all: a gigabyte in 30 bytes.

    The bits, from the lowest: width, height, alpha, version; no transform, no cache, no groups; five simple codes.
    """
    bits = (side - 1) | (side - 1) << 14
    for number in range(5):  # green, red, blue, alpha, distance: simple, one symbol, of one bit, 0
        bits |= 1 << (35 + 4 * number)
    return riff(b"WEBP", riff_chunk(b"VP8L", b"\x2f" + bits.to_bytes(8, "little")))


def many_frames(kind, number=1_500):
    """An animation; every frame differs, else they were saved as one."""
    frames = []
    for at in range(number):
        frame = Image.new("P", (40, 40))
        ImageDraw.Draw(frame).point((at % 40, at // 40), 1)
        frames.append(frame)
    written = io.BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=frames[1:])
    return written.getvalue()


def png_with_more_pixels():
    """A PNG of 16 x 16 points whose stream goes on for 400 MB."""
    return PNG_HEAD + png_header(16, 16) + chunk(b"IDAT", deflated_zeros(400 * MEGABYTE)) + END_OF_PNG


def png_with_bomb(kind, name):
    """A good PNG with another chunk that unpacks to 400 MB."""
    return png_with(chunk(kind, name + b"\0\0" + deflated_zeros(400 * MEGABYTE)))


def looping_exif():
    """EXIF whose directory names itself as the next and as its own child."""
    entry = struct.pack(">HHII", 0x8769, 4, 1, 8)
    tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 1) + entry + struct.pack(">I", 8)
    return saved("JPEG", exif=b"Exif\0\0" + tiff)


POLYGLOTS = [
    either("png_html_text", "a.png", PNG, lambda: png_with_text(PAGE), "a page in a text chunk", payload=SCRIPT),
    either(
        "png_html_behind", "a.png", PNG, lambda: saved("PNG") + PAGE, "a page behind the end of a PNG", payload=SCRIPT
    ),
    either("png_php_text", "a.png", PNG, lambda: png_with_text(PHP), "a PHP shell in a text chunk", payload=PHP),
    either("jpeg_html_comment", "a.jpg", JPEG, lambda: jpeg_with_comment(PAGE), "a page in a comment", payload=SCRIPT),
    either(
        "jpeg_js_comment",
        "a.jpg",
        JPEG,
        lambda: jpeg_with_comment(JAVASCRIPT),
        "a script in a comment",
        payload=JAVASCRIPT,
    ),
    either("jpeg_php_comment", "a.jpg", JPEG, lambda: jpeg_with_comment(PHP), "a PHP shell in a comment", payload=PHP),
    either("jpeg_is_js", "a.jpg", JPEG, jpeg_and_script, "runs as <script src>", payload=JAVASCRIPT),
    either(
        "jpeg_zip_behind",
        "a.jpg",
        JPEG,
        lambda: saved("JPEG") + jar(),
        "opens as a ZIP or JAR",
        payload=CLASS_NAME.encode(),
    ),
    either(
        "webp_html_chunk", "a.webp", WEBP, lambda: saved("WEBP", xmp=PAGE), "a page as XMP of a WebP", payload=SCRIPT
    ),
    SentFile("gifar_as_jpg", "a.jpg", JPEG, lambda: saved("GIF") + jar(), "GIF and JAR at once, named as a photo"),
    SentFile("gifar", "a.gif", "image/gif", lambda: saved("GIF") + jar(), "GIF and JAR at once"),
    SentFile("gif_is_js", "a.gif", "image/gif", gif_and_script, "GIF and script at once"),
    SentFile("gif_is_js_as_jpg", "a.jpg", JPEG, gif_and_script, "GIF and script at once, named as a photo"),
]

BOMBS = [
    SentFile("png_huge", "a.png", PNG, huge_png, "4.3 thousand million pixels in half a megabyte"),
    SentFile(
        "jpeg_claims_huge", "a.jpg", JPEG, lambda: jpeg_claiming(HUGE, HUGE), "its header makes readers take 13 GB"
    ),
    SentFile("webp_claims_huge", "a.webp", WEBP, webp_of_one_colour, "a gigabyte of valid pixels in 30 bytes"),
    SentFile("gif_frames_as_png", "a.png", PNG, lambda: many_frames("GIF"), "1500 frames, and not a PNG"),
    either("apng_frames", "a.png", PNG, lambda: many_frames("PNG"), "1500 frames to decode", payload=b"fcTL"),
    either(
        "png_text_bomb", "a.png", PNG, lambda: png_with_bomb(b"zTXt", b"Comment"), "a text of 400 MB", payload=b"zTXt"
    ),
    either(
        "png_profile_bomb",
        "a.png",
        PNG,
        lambda: png_with_bomb(b"iCCP", b"sRGB"),
        "a colour profile of 400 MB",
        payload=b"iCCP",
    ),
    either(
        "png_too_many_pixels",
        "a.png",
        PNG,
        png_with_more_pixels,
        "unpacks to 400 MB, where its header promises 768 bytes",
    ),
    either("jpeg_looping_exif", "a.jpg", JPEG, looping_exif, "EXIF that leads back to itself", payload=b"Exif\0\0"),
]
