"""Files of another kind than their name or their sender says, and kinds that nobody may send."""

import struct
from functools import partial

from . import sounds
from .hostile_pictures import saved
from .payloads import (
    CLASS_NAME,
    EICAR,
    JAVASCRIPT,
    LINUX_PROGRAM,
    PAGE,
    SCRIPT,
    WINDOWS_PROGRAM,
    jar,
    nested_bomb,
    word_document,
)
from .sent import HEIC, JPEG, M4A, MP3, OGG, PDF, PNG, UNKNOWN, SentFile, either

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(document.domain)"><rect width="9" height="9"/></svg>'
XHTML = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>' + SCRIPT + b"</body></html>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10))
    + b']><svg xmlns="http://www.w3.org/2000/svg"><text>&a9;</text></svg>'
)
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (w) file closefile\nshowpage\n%%EOF\n"
MAIL = b"From: a@example.com\r\nSubject: hi\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + PAGE
PLAYLIST = b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
CONCATENATION = b"ffconcat version 1.0\nfile /etc/passwd\n"
SHORTCUT = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(56) + b"cmd.exe /c calc"


def photoshop():
    """A PSD of one grey point."""
    return b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 1, 1, 1, 8, 1) + bytes(12) + b"\0\0\x80"


def heic_that_is_film():
    """Film under the brand of a HEIC."""
    return sounds.film("mp4").replace(b"ftypisom", b"ftypheic", 1)


def ogg_with_page():
    """A voice message whose title is a page."""
    return sounds.tone("ogg", "libopus", comments=(("title", PAGE.decode()),))


def sent(label, filename, content_type, content, why):
    """A file whose bytes are known already."""
    return SentFile(label, filename, content_type, partial(bytes, content), why)


PAGES_AND_PROGRAMS = [
    sent("svg", "a.svg", "image/svg+xml", SVG, "runs a script when it is opened"),
    sent("svg_as_png", "a.png", PNG, SVG, "runs a script where the kind is guessed"),
    sent("svg_billion_laughs", "a.svg", "image/svg+xml", LAUGHS, "ten to the ninth words for a reader of XML"),
    sent("html", "a.html", "text/html", PAGE, "a page with a script"),
    sent("html_as_png", "a.png", PNG, PAGE, "a page with a script, named as a picture"),
    sent("html_as_jpg_claimed_html", "a.jpg", "text/html", PAGE, "a page that the browser says is one"),
    sent("xhtml", "a.xhtml", "application/xhtml+xml", XHTML, "a page with a script"),
    sent("xhtml_as_pdf", "a.pdf", PDF, XHTML, "a page with a script, named as a PDF"),
    sent("js_as_pdf", "a.pdf", PDF, JAVASCRIPT, "a script named as a PDF"),
    sent("text", "a.txt", "text/plain", b"a complaint", "harmless, but of no kind that is asked for"),
    sent("eicar_txt", "eicar.txt", "text/plain", EICAR, "what every virus scanner knows"),
    sent("eicar_as_jpg", "a.jpg", JPEG, EICAR, "what every virus scanner knows, named as a photo"),
    sent("exe_as_jpg", "a.jpg", JPEG, WINDOWS_PROGRAM, "a program of Windows named as a photo"),
    sent("elf_as_mp3", "a.mp3", MP3, LINUX_PROGRAM, "a program of Linux named as sound"),
    sent("lnk", "a.lnk", UNKNOWN, SHORTCUT, "a shortcut that starts a program"),
    sent("lnk_as_pdf", "a.pdf", PDF, SHORTCUT, "a shortcut that starts a program, named as a PDF"),
    sent("eml", "a.eml", "message/rfc822", MAIL, "a mail with a page in it"),
    sent("postscript_as_jpg", "a.jpg", JPEG, POSTSCRIPT, "runs a command in Ghostscript"),
    sent("postscript_as_pdf", "a.pdf", PDF, POSTSCRIPT, "runs a command in Ghostscript"),
]

ARCHIVES = [
    SentFile("zip_bomb", "a.zip", "application/zip", nested_bomb, "655 GB for whoever unpacks all of it"),
    SentFile("zip_bomb_as_pdf", "a.pdf", PDF, nested_bomb, "655 GB for whoever unpacks all of it"),
    SentFile("zip", "a.zip", "application/zip", jar, "an archive"),
    SentFile("zip_as_pdf", "a.pdf", PDF, jar, "an archive named as a PDF"),
    SentFile("docx", "a.docx", DOCX, word_document, "no kind that is asked for"),
    SentFile("docx_as_pdf", "a.pdf", PDF, word_document, "a document named as a PDF"),
    SentFile("docm", "a.docm", UNKNOWN, partial(word_document, macro=True), "a document with a macro"),
    SentFile("docm_as_pdf", "a.pdf", PDF, partial(word_document, macro=True), "a macro named as a PDF"),
]

PICTURES = [
    SentFile("tiff_as_jpg", "a.jpg", JPEG, partial(saved, "TIFF"), "a kind whose readers are often broken"),
    SentFile("ico", "a.ico", "image/x-icon", partial(saved, "ICO"), "no kind that is asked for"),
    SentFile("bmp_as_png", "a.png", PNG, partial(saved, "BMP"), "not packed, and not a PNG"),
    SentFile("psd", "a.psd", "image/vnd.adobe.photoshop", photoshop, "no kind that is asked for"),
    SentFile("psd_as_jpg", "a.jpg", JPEG, photoshop, "Pillow opens it, if it is let"),
    SentFile("png_as_pdf", "a.pdf", PDF, partial(saved, "PNG"), "a good PNG with the name of a PDF"),
    SentFile("png_as_mp3", "a.mp3", MP3, partial(saved, "PNG"), "a good PNG with the name of a sound"),
    either(
        "jpeg_as_png",
        "a.png",
        PNG,
        partial(saved, "JPEG"),
        "a good JPEG with the name of a PNG, as messengers do: may be kept as what it is",
    ),
    SentFile("heic_is_mp4", "a.heic", HEIC, partial(sounds.film, "mp4"), "film named as a photo"),
    SentFile("heic_brand_on_mp4", "a.heic", HEIC, heic_that_is_film, "film under the brand of a photo"),
]

SOUNDS = [
    SentFile("mp4_film_as_m4a", "a.m4a", M4A, partial(sounds.film, "mp4"), "film without sound"),
    either(
        "mp4_film_with_sound_as_m4a",
        "a.m4a",
        M4A,
        partial(sounds.film, "mp4", sound=True),
        "film with sound: may be kept if nothing but the sound is",
        payload=b"vide",
    ),
    SentFile("mkv_as_ogg", "a.ogg", OGG, partial(sounds.film, "matroska", sound=True), "film of another format"),
    SentFile("wav_as_mp3", "a.mp3", MP3, partial(sounds.tone, "wav", "pcm_s16le"), "sound of another format"),
    SentFile("avi", "a.avi", "video/x-msvideo", partial(sounds.film, "avi"), "no kind that is asked for"),
    SentFile("avi_as_mp3", "a.mp3", MP3, partial(sounds.film, "avi"), "film named as sound"),
    sent("playlist_as_mp3", "a.mp3", MP3, PLAYLIST, "FFmpeg reads the files it names"),
    sent("concat_as_ogg", "a.ogg", OGG, CONCATENATION, "FFmpeg reads the files it names"),
    either(
        "mp3_zip_behind",
        "a.mp3",
        MP3,
        lambda: sounds.tone("mp3", "libmp3lame") + jar(),
        "opens as a ZIP or JAR",
        payload=CLASS_NAME.encode(),
    ),
    either("ogg_html_comment", "a.ogg", OGG, ogg_with_page, "a page in a comment", payload=SCRIPT),
    either(
        "ogg_html_behind",
        "a.ogg",
        OGG,
        lambda: sounds.tone("ogg", "libopus") + PAGE,
        "a page behind the end",
        payload=SCRIPT,
    ),
]

KINDS = [*PAGES_AND_PROGRAMS, *ARCHIVES, *PICTURES, *SOUNDS]
