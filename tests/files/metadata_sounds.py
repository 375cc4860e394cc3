"""Finds what a voice recording tells beside its sound: ID3 tags, boxes of MP4, comments of Opus, covers."""

import io

import av

from .blocks import boxes

BEGINNINGS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"OggS")
NO_TRACE = {"major_brand", "minor_version", "compatible_brands", "language", "handler_name", "vendor_id"}
BOXES_OF_WORDS = {b"udta", b"meta", b"ilst"}
DEEPEST = 10
BOXES_AROUND = {b"moov", b"trak", b"mdia", *BOXES_OF_WORDS}


def traces_of_sound(content):
    """The traces in an MP3, M4A (or any MP4) or Ogg; None for any other kind of file."""
    if content.startswith(BEGINNINGS):
        return [*_tags_of_mp3(content), *_read_by_ffmpeg(content)]
    if content[4:8] == b"ftyp":
        return [*_boxes_of_mp4(content), *_read_by_ffmpeg(content)]
    return None


def _tags_of_mp3(content):
    if content.startswith(b"ID3"):
        yield "ID3v2"
    if content[-128:].startswith(b"TAG"):
        yield "ID3v1"


def _boxes_of_mp4(content, start=0, end=None, path=""):
    """Every word under udta, meta and ilst, but the handler's kind and the name of FFmpeg; and boxes of others."""
    if path.count("/") > DEEPEST:
        yield "MP4: boxes in boxes without end"
        return
    for kind, at, stop in boxes(content, start, end):
        here = f"{path}/{kind.decode('latin-1')}"
        if kind in BOXES_AROUND:
            full = kind == b"meta" and content[at : at + 4] == bytes(4)  # with version and flags first
            yield from _boxes_of_mp4(content, at + 4 * full, stop, here)
        elif kind == b"uuid" or (_of_words(path) and kind != b"hdlr" and b"Lavf" not in content[at:stop]):
            yield f"MP4 {here}: {content[at : at + 24].decode('latin-1')}"


def _of_words(path):
    return any(f"/{kind.decode()}" in path for kind in BOXES_OF_WORDS)


def _read_by_ffmpeg(content):
    """What FFmpeg reads as metadata of file, streams and chapters; and streams that are no sound."""
    try:
        with av.open(io.BytesIO(content), metadata_errors="replace") as container:
            words = [("file", container.metadata)]
            words += [(stream.type, stream.metadata) for stream in container.streams]
            yield from (f"{where}: {name}" for where, told in words for name in told if _tells(name, told[name]))
            yield from (f"stream: {stream.type}" for stream in container.streams if stream.type != "audio")
            yield from ("chapter" for _ in container.chapters())
    except (av.FFmpegError, ValueError) as fault:
        yield f"sound: cannot be read ({type(fault).__name__})"


def _tells(name, text):
    """Whether a word of a sound's metadata says more than what wrote it."""
    return name not in NO_TRACE and not (name == "encoder" and text.startswith("Lav"))
