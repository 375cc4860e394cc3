"""PDFs, written anew: the pages stay, scripts, guests and what names the writer go."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from pikepdf.sanitize import Sanitizer

from .embedded import BARED, UNPACKED
from .verdicts import Damaged, Locked, TooLarge

MOST_UNFOLDED = 200 * 1024**2  # bytes of all its streams together
CHUNK = 1024**2
DRAWN = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")  # pictures: unfolded by who draws them

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
FROM_EVERYTHING = (Name.Metadata, Name.PieceInfo, Name.AA, Name.JS, Name.LastModified, Name.Creator)
# Who signed, where, and how to reach them; the signature is void anyway.
FROM_SIGNATURES = (Name.Name, Name.Location, Name.ContactInfo, Name.Reason, Name.Contents, Name.Cert, Name.M)
# On the notes that people write on a page: who, when, and under which address.
OF_NOTES = (Name.T, Name.M, Name.CreationDate, Name.NM)

END, END_WITHIN = b"%%EOF", 2048


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
            if filters == ["/FlateDecode"]:
                room = _unfolded(thing.read_raw_bytes(), room)
            elif filters and filters[-1] not in DRAWN:
                room -= len(thing.read_bytes())
            if room < 0:
                raise TooLarge


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
    for thing in _everything(pdf):
        _drop(thing, FROM_EVERYTHING)
        if thing.get(Name.Type) == Name.Sig:
            _drop(thing, FROM_SIGNATURES)
        if isinstance(thing, Stream):
            _bare_photo(thing)
    for page in pdf.pages:
        for note in page.obj.get(Name.Annots, []):
            if isinstance(note, Dictionary) and note.get(Name.Subtype) != Name.Widget:
                _drop(note, OF_NOTES)


def _everything(pdf):
    """Every dictionary and stream, those that stand inside others too."""
    waiting = list(pdf.objects)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, (Dictionary, Stream)):
            yield thing
            parts = [thing[name] for name in thing.keys()]  # noqa: SIM118 - no dict
        else:
            parts = list(thing) if isinstance(thing, Array) else []
        waiting += [part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect]


def _bare_photo(stream):
    """A photo among the streams, packed once more or not, loses what a camera wrote into it."""
    *packings, drawn = _filters(stream) or [""]
    if drawn not in BARED:
        return
    if not set(packings) <= UNPACKED.keys():
        raise Damaged  # nobody packs a photo like that, and what is in it could not be told
    photo, parameters = stream.read_raw_bytes(), stream.get(Name.DecodeParms)
    for packing in packings:
        photo = UNPACKED[packing](photo)
    if isinstance(parameters, Array):
        parameters = parameters[len(packings)]
    given = {"decode_parms": parameters} if isinstance(parameters, Dictionary) else {}
    stream.write(BARED[drawn](photo), filter=Name(drawn), **given)


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
