"""The building blocks of the formats: segments of JPEG, chunks of PNG and RIFF, boxes of MP4, long runs of zeros."""

import io
import struct
import zipfile
import zlib

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
COM, APP1, APP2, APP13 = b"\xff\xfe", b"\xff\xe1", b"\xff\xe2", b"\xff\xed"
MEGABYTE = 1 << 20


def segment(marker, payload):
    """A segment of JPEG: marker, length, content."""
    return marker + struct.pack(">H", len(payload) + 2) + payload


def with_segments(jpeg, *segments):
    """A JPEG with more segments, at the very beginning."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def chunk(kind, payload):
    """A chunk of PNG: length, kind, content, checksum."""
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def with_chunks(png, *chunks):
    """A PNG with more chunks, right behind its header."""
    end = len(PNG_HEAD) + 25  # of IHDR, which is always 13 bytes and 12 around them
    return png[:end] + b"".join(chunks) + png[end:]


def png_header(width, height, *, depth=8, colour=2):
    """The first chunk of a PNG."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def riff(form, *chunks):
    """A RIFF file, as WebP is one."""
    body = form + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def riff_chunk(kind, payload):
    """A chunk of RIFF, filled up to an even length."""
    return kind + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def box(kind, payload):
    """A box ("atom") of MP4, M4A and HEIC."""
    return struct.pack(">I", len(payload) + 8) + kind + payload


def boxes(content, start=0, end=None):
    """Yield (kind, start of the content, end) of the boxes that stand one after the other."""
    end = len(content) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", content, start)
        head = 8
        if size == 1 and start + 16 <= end:  # the length did not fit into four bytes
            (size,) = struct.unpack_from(">Q", content, start + 8)
            head = 16
        stop = end if size == 0 else min(start + size, end)
        if stop < start + head:
            return
        yield kind, start + head, stop
        start = stop


def deflated_zeros(length):
    """
    A zlib stream that unpacks to `length` zeros, about a thousandth of that long.

    A full flush makes a packed megabyte stand for itself, so one is packed and repeated; and Adler's checksum of zeros
    follows from their number.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    tail = rest.compress(bytes(length % MEGABYTE)) + rest.flush()
    checksum = struct.pack(">HH", length % 65521, 1)
    return b"\x78\xda" + megabyte * (length // MEGABYTE) + tail + checksum


def zipped(files):
    """A ZIP of {name: content}."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 4, 5, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
