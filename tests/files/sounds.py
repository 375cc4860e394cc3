"""Encodes a short tone, and a short film, into the formats of sound and film."""

import io
import math
import struct
from functools import cache

import av

SECONDS = 2


@cache
def tone(container, codec, *, rate=48000, brand=None, comments=()):
    """Two seconds of one note, without any words beside them but `comments`, pairs of name and text."""
    written = io.BytesIO()
    with av.open(written, "w", format=container, options=_options(container, brand)) as output:
        output.metadata.update(comments)
        _encode_tone(output, output.add_stream(codec, rate=rate, layout="mono"), rate)
    return written.getvalue()


@cache
def film(container, *, sound=False):
    """Half a second of film, silent unless `sound`."""
    written = io.BytesIO()
    with av.open(written, "w", format=container, options=_options(container)) as output:
        picture = output.add_stream("mpeg4", rate=10, width=64, height=48, pix_fmt="yuv420p")
        voice = output.add_stream("aac", rate=44100, layout="mono") if sound else None
        for number in range(5):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([40 * number]) * plane.buffer_size)
            frame.pts = number
            output.mux(picture.encode(frame))
        output.mux(picture.encode(None))
        if voice:
            _encode_tone(output, voice, 44100)
    return written.getvalue()


def _options(container, brand=None):
    options = {"fflags": "+bitexact"}  # the same bytes in every process
    if container == "mp3":
        options["id3v2_version"] = "0"  # no tags but those we write
    return options | ({"brand": brand} if brand else {})


def _encode_tone(output, stream, rate):
    samples = (int(9000 * math.sin(2 * math.pi * 440 * at / rate)) for at in range(SECONDS * rate))
    frame = av.AudioFrame(format="s16", layout="mono", samples=SECONDS * rate)
    frame.planes[0].update(struct.pack(f"<{SECONDS * rate}h", *samples))
    frame.sample_rate, frame.pts = rate, 0
    output.mux(stream.encode(frame))
    output.mux(stream.encode(None))
