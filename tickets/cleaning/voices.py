"""Voice messages: the sound is copied as it is into a new file, and nothing else is."""

import io
from contextlib import suppress

import av

from .verdicts import Damaged, WrongType

# By format: how FFmpeg reads it, how it writes it, which sounds may be in it.
WAYS = {
    "mp3": ("mp3", "mp3", ("mp3", "mp3float")),
    "ogg": ("ogg", "ogg", ("opus", "vorbis")),
    "m4a": ("mov,mp4,m4a,3gp,3g2,mj2", "ipod", ("aac", "alac")),
}
# No tags are written, not even FFmpeg's own; MP3 gets no picture of a cover.
OPTIONS = {"mp3": {"id3v2_version": "0", "write_xing": "1"}}
EXACT = {"fflags": "+bitexact"}


def clean(content, format_name):
    """The voice message, with its sound only. Raises Unfit."""
    reader, writer, codecs = WAYS[format_name]
    try:
        with av.open(io.BytesIO(content), format=reader, metadata_errors="ignore") as source:
            return _copied(source, _sound(source, codecs), writer)
    except (av.FFmpegError, ValueError, EOFError) as error:
        raise Damaged from error


def _sound(source, codecs):
    """Its one stream of sound; a film or a file with several is none of ours."""
    films = [stream for stream in source.streams.video if not _is_cover(stream)]
    sounds = source.streams.audio
    if films or len(sounds) != 1 or sounds[0].codec_context.name not in codecs:
        raise WrongType
    return sounds[0]


def _is_cover(stream):
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _is_sound(packet, writer):
    """FFmpeg takes the tags at the end of an MP3 for sound, and hands them on; a frame begins with eleven bits set."""
    head = bytes(packet)[:2]
    return writer != "mp3" or (head[:1] == b"\xff" and head[1] & 0xE0 == 0xE0)


def _copied(source, sound, writer):
    file = io.BytesIO()
    packets = 0
    with av.open(file, "w", format=writer, options=EXACT | OPTIONS.get(writer, {})) as target:
        copy = target.add_stream_from_template(sound)
        copy.metadata.clear()
        for packet in source.demux(sound):
            if packet.dts is None or not _is_sound(packet, writer):
                continue
            packet.stream = copy
            target.mux(packet)
            packets += 1
    with suppress(AttributeError):
        sound.codec_context.close()
    if not packets:
        raise Damaged
    return file.getvalue()
