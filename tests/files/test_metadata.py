"""`traces` sees every single thing that tells of somebody, and nothing in a clean file."""

import io

import pikepdf
import pillow_heif
import pytest

from . import genuine, sounds
from .blocks import COM, box, chunk, segment, with_chunks, with_segments
from .exif import exif, iptc, xmp
from .genuine import GENUINE, picture
from .hostile import HOSTILE
from .hostile_papers import page
from .hostile_pictures import saved
from .metadata import traces


@pytest.mark.parametrize("sent", GENUINE, ids=str)
def test_a_genuine_file_tells_who_made_it(sent):
    assert "canary" in traces(sent.content)


def test_a_photo_without_a_place_has_none_anywhere():
    assert [trace for trace in traces(genuine.photo(gps=False)) if "GPS" in trace or "place" in trace] == []


CLEAN = {
    "jpeg": lambda: saved("JPEG"),
    "progressive": lambda: saved("JPEG", progressive=True),
    "png": lambda: saved("PNG"),
    "webp": lambda: saved("WEBP"),
    "pdf": lambda: genuine.written_pdf(page()),
    "packed_pdf": lambda: genuine.written_pdf(page(), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "m4a": lambda: sounds.tone("ipod", "aac"),
    "mp3": lambda: sounds.tone("mp3", "libmp3lame"),
    "ogg": lambda: sounds.tone("ogg", "libopus"),
}


@pytest.mark.parametrize("build", CLEAN.values(), ids=CLEAN)
def test_a_clean_file_has_no_traces(build):
    assert traces(build()) == []


def pdf_with(change):
    """A clean PDF after `change`, with all its objects packed, so that no raw search finds anything."""
    document = page()
    change(document)
    return genuine.written_pdf(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def heic_with(**given):
    """A small HEIC with what is `given`."""
    written = io.BytesIO()
    pillow_heif.from_pillow(picture((64, 48))).save(written, **given)
    return written.getvalue()


ONE_TRACE = {  # each clean but for one thing
    "exif": (lambda: saved("JPEG", exif=exif()), "EXIF GPSInfo GPSLatitude"),
    "thumbnail": (lambda: saved("JPEG", exif=exif(gps=False)), "EXIF IFD1 JpegIFOffset"),
    "orientation": (lambda: saved("JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"), "EXIF"),
    "xmp": (lambda: saved("JPEG", xmp=xmp()), "place in XMP"),
    "iptc": (lambda: with_segments(saved("JPEG"), iptc()), "Photoshop block"),
    "comment": (lambda: with_segments(saved("JPEG"), segment(COM, b"Ali")), "JPEG comment: Ali"),
    "behind_jpeg": (lambda: saved("JPEG") + b"Ali", "JPEG: more behind the end"),
    "png_text": (lambda: with_chunks(saved("PNG"), chunk(b"tEXt", b"Author\0Ali")), "PNG tEXt: Author\0Ali"),
    "png_time": (lambda: with_chunks(saved("PNG"), chunk(b"tIME", bytes(7))), f"PNG tIME: {chr(0) * 7}"),
    "png_exif": (lambda: saved("PNG", exif=exif()), "EXIF GPSInfo GPSLatitude"),
    "behind_png": (lambda: saved("PNG") + b"Ali", "PNG: broken off, or more behind the end"),
    "webp_exif": (lambda: saved("WEBP", exif=exif()), "WebP EXIF"),
    "webp_xmp": (lambda: saved("WEBP", xmp=xmp()), "WebP XMP "),
    "heic_exif": (lambda: heic_with(exif=exif()), "EXIF GPSInfo GPSLatitude"),
    "heic_xmp": (lambda: heic_with(xmp=xmp()), "HEIC xmp"),
    "pdf_author": (lambda: pdf_with(lambda pdf: pdf.docinfo.update({"/Author": "Ali"})), "PDF docinfo /Author"),
    "pdf_packed_text": (lambda: pdf_with(lambda pdf: pdf.Root.update({"/X": ["Canary"]})), "PDF /X: canary"),
    "pdf_xmp": (lambda: pdf_with(lambda pdf: setattr(pdf.Root, "Metadata", pdf.make_stream(xmp()))), "PDF /Metadata"),
    "ogg": (lambda: sounds.tone("ogg", "libopus", comments=(("artist", "Ali"),)), "audio: artist"),
    "m4a": (lambda: sounds.tone("ipod", "aac", comments=(("location", "+36.2688+050.0041/"),)), "file: location"),
    "m4a_uuid": (lambda: sounds.tone("ipod", "aac") + box(b"uuid", b"Ali" * 8), f"MP4 /uuid: {'Ali' * 8}"),
    "id3v1": (lambda: sounds.tone("mp3", "libmp3lame") + b"TAG".ljust(128, b"\0"), "ID3v1"),
    "unknown": (lambda: b"Ali", "unknown kind of file: not looked into"),
}


@pytest.mark.parametrize(("build", "trace"), ONE_TRACE.values(), ids=ONE_TRACE)
def test_a_single_trace_is_found(build, trace):
    assert trace in traces(build())


@pytest.mark.parametrize("sent", HOSTILE, ids=str)
def test_a_broken_file_is_looked_into_all_the_same(sent):
    """A test that looks for traces is to fail by what was kept, not by the looking."""
    assert isinstance(traces(sent.content), list)
