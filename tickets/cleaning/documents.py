"""PDFs, written anew: the pages stay, scripts, guests and what names the writer go."""

import io
import zlib

import pikepdf
from pikepdf import Dictionary, Name, Stream
from pikepdf.sanitize import Sanitizer

from .verdicts import Damaged, Locked, TooLarge

MOST_UNFOLDED = 200 * 1024**2  # bytes of all its streams together
CHUNK = 1024**2

SANITIZER = (
    Sanitizer()
    .remove_javascript()
    .remove_external_access()
    .remove_attachments()
    .remove_multimedia()
    .remove_collection()
    .remove_web_capture()
    .remove_search_index()
    .remove_private_app_data()
    .remove_thumbnails()
)
# Wherever they stand: what runs, what plays, what was left by the program that wrote the file.
FROM_EVERYTHING = (Name.Metadata, Name.PieceInfo, Name.AA, Name.JS, Name.LastModified)
# On the notes that people write on a page: who, when, and under which address.
OF_NOTES = (Name.T, Name.M, Name.CreationDate, Name.NM)

END, END_WITHIN = b"%%EOF", 2048
JPEG_START, JPEG_PICTURE = b"\xff\xd8", 0xDA
COMMENT, ADOBE = 0xFE, 0xEE  # ADOBE says how to read the colours
APPLICATION = range(0xE1, 0xF0)  # where EXIF, XMP and the like stand in a JPEG
WITHOUT_LENGTH = (0x01, *range(0xD0, 0xD8))


def clean(content, _format_name):
    """The PDF without scripts, forms that fetch, embedded files and metadata. Raises Unfit."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not len(pdf.pages) or END not in content[-END_WITHIN:]:
                raise Damaged  # half of it may be mended, and nobody would know that half is missing
            _weigh(pdf)
            SANITIZER.apply(pdf)
            _forget_the_writer(pdf)
            return _written(pdf)
    except pikepdf.PasswordError as error:
        raise Locked from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, zlib.error) as error:
        raise Damaged from error


def _weigh(pdf):
    """Raise TooLarge for a PDF whose streams unfold to more than it should take to show them."""
    room = MOST_UNFOLDED
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            filters = _filters(thing)
            if filters.count("/FlateDecode") > 1:  # packed twice: nobody does that to a page
                raise TooLarge
            if filters[:1] == ["/FlateDecode"]:
                room = _unfolded(thing.read_raw_bytes(), room)


def _filters(stream):
    filters = stream.get(Name.Filter, [])
    return [str(filters)] if isinstance(filters, Name) else [str(name) for name in filters]


def _unfolded(packed, room):
    """The room left once `packed` is unfolded; nothing of it is kept."""
    unpacker = zlib.decompressobj()
    while packed:
        try:
            room -= len(unpacker.decompress(packed, CHUNK))
        except zlib.error:  # a viewer shows what it can read of it, and so much is counted
            return room
        if room < 0:
            raise TooLarge
        packed = unpacker.unconsumed_tail
    return room


def _forget_the_writer(pdf):
    if Name.Info in pdf.trailer:
        del pdf.trailer[Name.Info]
    _drop(pdf.Root, (Name.OpenAction,))
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, Dictionary):
        _drop(form, (Name.XFA,))
    for thing in pdf.objects:
        if isinstance(thing, (Dictionary, Stream)):
            _drop(thing, FROM_EVERYTHING)
        if isinstance(thing, Stream):
            _bare_photo(thing)
    for page in pdf.pages:
        for note in page.obj.get(Name.Annots, []):
            if isinstance(note, Dictionary) and note.get(Name.Subtype) != Name.Widget:
                _drop(note, OF_NOTES)


def _bare_photo(stream):
    """A JPEG among the streams, packed once more or not, loses what a camera wrote into it."""
    filters = _filters(stream)
    if filters not in (["/DCTDecode"], ["/FlateDecode", "/DCTDecode"]):
        return
    photo, parameters = stream.read_raw_bytes(), stream.get(Name.DecodeParms)
    if len(filters) > 1:
        photo = zlib.decompress(photo)
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[len(filters) - 1]
    given = {"decode_parms": parameters} if isinstance(parameters, Dictionary) else {}
    stream.write(bare_jpeg(photo), filter=Name.DCTDecode, **given)


def _drop(thing, names):
    for name in names:
        if name in thing:
            del thing[name]


def _written(pdf):
    file = io.BytesIO()
    pdf.save(
        file,
        fix_metadata_version=False,
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return file.getvalue()


def bare_jpeg(photo):
    """A JPEG without EXIF, XMP and comments, its pixels untouched; what cannot be followed comes back as it is."""
    if not photo.startswith(JPEG_START):
        return photo
    kept, at = [JPEG_START], len(JPEG_START)
    while at + 4 <= len(photo) and photo[at] == 0xFF:
        marker = photo[at + 1]
        if marker == JPEG_PICTURE:
            return b"".join(kept) + photo[at:]
        length = 0 if marker in WITHOUT_LENGTH else int.from_bytes(photo[at + 2 : at + 4])
        segment = photo[at : at + 2 + length]
        if marker == ADOBE or (marker != COMMENT and marker not in APPLICATION):
            kept.append(segment)
        at += 2 + length
    return photo
