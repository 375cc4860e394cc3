"""Finds what a PDF tells of people, does by itself or carries along."""

import io
import zlib

import pikepdf

MOST_UNPACKED = 1 << 20  # of a stream: words stand at the beginning, and a bomb would fill the memory
ACTIVE = {"/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/RichMedia", "/XFA", "/SubmitForm", "/ImportData"}
CARRIED = {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF", "/Filespec"}
TOLD = {"/Metadata", "/PieceInfo", "/LastModified"}
NAMES = ACTIVE | CARRIED | TOLD


def traces_of_pdf(content, *, inside):
    """Yield a word for every trace; `inside` looks for traces in the bytes of an embedded stream."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            yield from (f"PDF docinfo {name}" for name in _docinfo(document))
            for thing in document.objects:
                yield from _traces_of(thing, inside)
    except pikepdf.PasswordError:
        yield "PDF: locked with a password"
    except pikepdf.PdfError as fault:
        yield f"PDF: cannot be read ({fault})"


def _docinfo(document):
    """Not `document.docinfo`, which makes an empty one where there is none."""
    return list(document.trailer.get("/Info", {}).keys())


def _traces_of(thing, inside, path=""):
    """The traces of an object and of all that stands in it directly; other objects have their own turn."""
    if isinstance(thing, pikepdf.Stream):
        yield from (f"PDF stream: {trace}" for trace in _traces_of_stream(thing, inside))
    if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        for name, value in thing.items():
            yield from (f"PDF {path}{word}" for word in {name, _word(value)} & NAMES)
            if not _stands_elsewhere(value):
                yield from _traces_of(value, inside, f"{path}{name}")
    elif isinstance(thing, pikepdf.String) and "Canary" in str(thing):
        yield f"PDF {path}: canary"
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not _stands_elsewhere(value):
                yield from _traces_of(value, inside, path)


def _word(value):
    return str(value) if isinstance(value, pikepdf.Name) else None


def _stands_elsewhere(value):
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _traces_of_stream(stream, inside):
    """Metadata inside: of a JPEG by its format, of others by their words."""
    filters = stream.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    raw = stream.read_raw_bytes()
    for name in names:
        if name != "/FlateDecode":
            break
        raw = _unpacked(raw)
    return inside(raw)


def _unpacked(raw):
    try:
        return zlib.decompressobj().decompress(raw, MOST_UNPACKED)
    except zlib.error:
        return b""
