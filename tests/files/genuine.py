"""Files that people really send, each with all that telephones and programs write into them unasked."""

import io
import struct
from functools import cache

import pikepdf
import pillow_heif
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from . import sounds
from .blocks import box, boxes, with_segments
from .exif import exif, iptc, xmp
from .sent import CANARY, HEIC, ISO6709, JPEG, M4A, MP3, OGG, PDF, PNG, UNKNOWN, WEBP, SentFile

# What is painted into the quarters of a picture as it is stored, in the order of reading: tells how it was turned.
QUARTERS = ("red", "lime", "blue", "white")


@cache
def picture(size=(1200, 900), mode="RGB"):
    """Four quarters in the colours of QUARTERS, shaded, so that it does not pack to nothing."""
    width, height = size
    drawn = Image.new("RGB", size)
    for number, colour in enumerate(QUARTERS):
        left, top = number % 2 * width // 2, number // 2 * height // 2
        drawn.paste(colour, (left, top, left + width // 2, top + height // 2))
    shade = Image.radial_gradient("L").resize(size).point(lambda value: value // 4)
    drawn.paste("gray", (0, 0), shade)
    ImageDraw.Draw(drawn).ellipse((width // 3, height // 3, width // 2, height // 2), "black")
    return drawn.convert(mode)


@cache
def photo(*, size=(1200, 900), gps=True, orientation=6):
    """A telephone's JPEG: EXIF with thumbnail, XMP, IPTC, a colour profile and a comment. `gps=False`: no place."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = {"exif": exif(gps=gps, orientation=orientation), "xmp": xmp(gps=gps), "icc_profile": profile}
    return with_segments(_saved(picture(size), "JPEG", quality=80, comment=CANARY, **given), iptc())


@cache
def burst_photo():
    """A motion photo: behind the end of the JPEG stands a short film, and XMP says where."""
    film = sounds.film("mp4", sound=True)
    motion = f'GCamera:MicroVideo="1" GCamera:MicroVideoVersion="1" GCamera:MicroVideoOffset="{len(film)}"'
    given = {"exif": exif(orientation=6), "xmp": xmp(more=motion)}
    return _saved(picture(), "JPEG", quality=80, comment=CANARY, **given) + film


@cache
def gain_map_photo():
    """A JPEG with a second picture behind it, as new telephones do for bright screens; Pillow calls the format MPO."""
    second = picture((300, 225))
    return _saved(picture(), "MPO", save_all=True, append_images=[second], exif=exif(orientation=6), comment=CANARY)


@cache
def screenshot():
    """A PNG with an alpha channel, texts of all three kinds, XMP and EXIF with the place."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", CANARY)
    texts.add_text("Comment", CANARY, zip=True)
    texts.add_itxt("Title", f"{CANARY} قزوین", "fa", "عنوان")
    texts.add_itxt("XML:com.adobe.xmp", xmp().decode())
    drawn = picture((540, 1170), "RGBA")
    drawn.putalpha(Image.linear_gradient("L").resize(drawn.size))
    return _saved(drawn, "PNG", pnginfo=texts, exif=exif())


@cache
def webp():
    """A WebP with EXIF and XMP."""
    return _saved(picture(), "WEBP", quality=80, method=0, exif=exif(orientation=6), xmp=xmp())


@cache
def heic():
    """A photo of an iPhone."""
    written = io.BytesIO()
    # The helper needs no registering with Pillow, which would hide that the portal forgot to.
    pillow_heif.from_pillow(picture((640, 480))).save(written, exif=exif(), xmp=xmp(), quality=60)
    return written.getvalue()


@cache
def pdf():
    """A page with a text, a link and a photo that still carries its own EXIF; author and XMP of the document."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    page.obj.Resources = document.make_indirect(
        {"/Font": {"/F1": _font()}, "/XObject": {"/Im1": _embedded(document, photo(orientation=1))}}
    )
    page.contents_add(b"BT /F1 18 Tf 72 780 Td (School fees 2026) Tj ET q 400 0 0 300 72 400 cm /Im1 Do Q")
    link = {"/S": pikepdf.Name.URI, "/URI": "https://qazvin.medu.ir/"}
    where = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/Rect": [72, 770, 300, 800], "/A": link}
    page.obj.Annots = document.make_indirect([pikepdf.Dictionary(where)])
    document.Root.Metadata = pikepdf.Stream(document, xmp(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    document.docinfo["/Author"] = CANARY
    document.docinfo["/Title"] = "School fees"
    return written_pdf(document)


@cache
def voice_m4a():
    """A voice memo of an iPhone: title, comment and the place the old way, ©xyz in udta."""
    item = box(b"data", struct.pack(">II", 1, 0) + CANARY.encode())
    names = box(b"meta", bytes(4) + _handler(b"mdir") + box(b"ilst", box(b"\xa9nam", item) + box(b"\xa9cmt", item)))
    return _in_moov(sounds.tone("ipod", "aac"), box(b"udta", _xyz() + names))


@cache
def voice_m4a_android():
    """A recording of an Android telephone: brand mp42, the place in udta and again under a key of meta."""
    keys = {"com.android.version": "14", "com.apple.quicktime.location.ISO6709": ISO6709, "com.example.note": CANARY}
    named = b"".join(box(b"mdta", key.encode()) for key in keys)
    values = b"".join(
        box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0) + value.encode()))
        for number, value in enumerate(keys.values(), 1)
    )
    table = box(b"keys", struct.pack(">II", 0, len(keys)) + named)
    meta = box(b"meta", bytes(4) + _handler(b"mdta") + table + box(b"ilst", values))
    return _in_moov(sounds.tone("mp4", "aac", brand="mp42"), box(b"udta", _xyz()) + meta)


@cache
def voice_mp3():
    """An MP3 with tags before and behind: ID3v2 with a comment, a place and a cover that is a photo; ID3v1."""
    text = b"\0" + CANARY.encode()
    cover = b"\0image/jpeg\0\3\0" + photo(size=(160, 120))
    frames = {b"TIT2": text, b"TPE1": text, b"COMM": b"\0eng\0" + CANARY.encode()}
    frames |= {b"TXXX": b"\0location\0" + ISO6709.encode(), b"APIC": cover}
    body = b"".join(kind + struct.pack(">IH", len(frame), 0) + frame for kind, frame in frames.items())
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))  # seven bits to the byte
    return b"ID3\3\0\0" + size + body + sounds.tone("mp3", "libmp3lame") + _id3v1()


@cache
def voice_mp3_apev2():
    """
    The same with a third kind of tag, as programs that level the loudness leave it.

    FFmpeg takes what stands behind the sound for sound: copied, the tags come along; decoded, the last packet fails.
    """
    sound = voice_mp3()
    return sound[:-128] + _apev2() + sound[-128:]


@cache
def voice_ogg():
    """A voice message of a messenger: Opus, with comments."""
    comments = {"artist": CANARY, "comment": CANARY, "location": ISO6709}
    return sounds.tone("ogg", "libopus", comments=tuple(comments.items()))


def written_pdf(document, **options):
    """The bytes of a document of pikepdf, the same at every run."""
    written = io.BytesIO()
    document.save(written, deterministic_id="encryption" not in options, **options)
    return written.getvalue()


def _saved(drawn, kind, **options):
    written = io.BytesIO()
    drawn.save(written, kind, **options)
    return written.getvalue()


def _font():
    return pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)


def _embedded(document, jpeg):
    """A JPEG as a picture of the document, byte for byte."""
    width, height = Image.open(io.BytesIO(jpeg)).size
    kind = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Filter": pikepdf.Name.DCTDecode}
    looks = {"/Width": width, "/Height": height, "/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8}
    return pikepdf.Stream(document, jpeg, kind | looks)


def _xyz():
    return box(b"\xa9xyz", struct.pack(">HH", len(ISO6709), 0x15C7) + ISO6709.encode())


def _handler(kind):
    return box(b"hdlr", bytes(8) + kind + bytes(13))


def _in_moov(sound, more):
    """The same with `more` boxes at the end of moov, in place of FFmpeg's own. moov is last, so nothing moves."""
    start, end = next((start, end) for kind, start, end in boxes(sound) if kind == b"moov")
    assert end == len(sound)
    kept = (box(kind, sound[at:to]) for kind, at, to in boxes(sound, start, end) if kind != b"udta")
    return sound[: start - 8] + box(b"moov", b"".join(kept) + more)


def _apev2():
    item = struct.pack("<II", len(CANARY), 0) + b"Artist\0" + CANARY.encode()
    return item + b"APETAGEX" + struct.pack("<IIII8x", 2000, len(item) + 32, 1, 0)


def _id3v1():
    return b"TAG" + CANARY.encode().ljust(30, b"\0") * 3 + b"2026" + CANARY.encode().ljust(30, b"\0") + b"\xff"


GENUINE = [
    SentFile("photo", "IMG_20260405_120000.jpg", JPEG, photo),
    SentFile("photo_capital_ending", "IMG_0042.JPEG", JPEG, lambda: photo(size=(800, 600), orientation=1)),
    SentFile("photo_without_place", "عکس کلاس.jpg", JPEG, lambda: photo(gps=False, orientation=3)),
    SentFile("burst_photo", "MVIMG_20260405_120000.jpg", JPEG, burst_photo),
    SentFile("gain_map_photo", "20260405_120000.jpg", JPEG, gain_map_photo),
    SentFile("screenshot", "Screenshot 2026-04-05.png", PNG, screenshot),
    SentFile("webp", "رسید.webp", WEBP, webp),
    SentFile("heic", "IMG_0043.HEIC", HEIC, heic),
    SentFile("heic_unknown_to_browser", "IMG_0044.heic", UNKNOWN, heic),
    SentFile("pdf", "رسید شهریه.pdf", PDF, pdf),
    SentFile("voice_m4a", "New Recording 7.m4a", "audio/x-m4a", voice_m4a),
    SentFile("voice_m4a_android", "Voice 001.m4a", M4A, voice_m4a_android),
    SentFile("voice_mp3", "صدا.mp3", MP3, voice_mp3),
    SentFile("voice_mp3_apev2", "صدا (۲).mp3", MP3, voice_mp3_apev2),
    SentFile("voice_ogg", "audio_2026-04-05.ogg", OGG, voice_ogg),
]
