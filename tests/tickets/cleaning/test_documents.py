"""PDFs: the pages stay as they are; what runs, what hides and what names the writer goes."""

import io
import re
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from pypdf import PdfReader

from tests.files import genuine, hostile_papers
from tests.files.blocks import deflated_zeros
from tests.files.genuine import photo, picture, written_pdf
from tests.files.hostile_papers import page
from tests.files.metadata import traces
from tests.files.payloads import PAGE, jar
from tests.tickets.cleaning.opening import opened
from tickets.cleaning import documents, embedded
from tickets.cleaning.verdicts import Damaged, Locked, TooLarge

MEGABYTE = 1024**2


def cleaned(content):
    return documents.clean(content, "pdf")


def words(content):
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages]


def photos_in(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        return [image.read_raw_bytes() for sheet in document.pages for image in sheet.get_images().values()]


def with_photo(jpeg, *, filters=Name.DCTDecode, packed=None, **more):
    """A page on which `jpeg` is drawn, packed as `packed` says."""
    document = page()
    width, height = opened(jpeg).size
    looks = {"/Subtype": Name.Image, "/Filter": filters, "/Width": width, "/Height": height, "/BitsPerComponent": 8}
    looks |= {"/ColorSpace": Name.DeviceRGB} | more
    document.pages[0].obj.Resources.XObject = Dictionary(Im1=Stream(document, packed or jpeg, looks))
    return written_pdf(document, compress_streams=False)


def test_genuine_pdf_tells_of_nobody():
    assert traces(cleaned(genuine.pdf())) == []


def test_words_and_photo_stay():
    content = cleaned(genuine.pdf())

    (held,) = photos_in(content)
    assert (words(content), opened(held).tobytes()) == (["School fees 2026\n"], opened(photo(orientation=1)).tobytes())


def test_links_lead_nowhere():
    with pikepdf.open(io.BytesIO(cleaned(genuine.pdf()))) as document:
        assert sorted(document.pages[0].obj.Annots[0].keys()) == ["/Rect", "/Subtype", "/Type"]


@pytest.mark.parametrize(
    "build",
    [
        hostile_papers.with_script,
        hostile_papers.with_launch,
        hostile_papers.with_script_in_link,
        hostile_papers.with_virus,
        hostile_papers.with_form,
    ],
)
def test_what_runs_or_hides_is_gone_and_the_page_is_left(build):
    content = cleaned(build())

    assert (traces(content), words(content)) == ([], ["Invoice"])


def test_what_stands_before_and_behind_is_gone():
    content = cleaned(PAGE + b"\n" + hostile_papers.plain() + jar())

    assert (content[:5], b"<script>" in content, b".class" in content, content[-6:]) == (
        b"%PDF-",
        False,
        False,
        b"%%EOF\n",
    )


def saved_over(document):
    """The PDF as programs save a change: what was there stands there still, in front of what replaces it."""
    first = written_pdf(document, compress_streams=False)
    number = int(re.search(rb"(\d+) 0 obj\n<<[^>]*>>\nstream\nBT", first)[1])
    root = re.search(rb"/Root (\d+)", first)[1]
    start = re.search(rb"startxref\n(\d+)", first)[1]
    changed = b"%d 0 obj\n<</Length 2>>stream\nn \nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(first))
    trailer = b"trailer <</Size 99/Root %b 0 R/Prev %b>>\n" % (root, start)
    return first + changed + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(changed))


def test_what_was_deleted_and_still_stands_in_the_file_is_gone():
    document = page()
    document.pages[0].Contents = Stream(document, b"BT /F1 9 Tf (Canary) Tj ET")
    content = saved_over(document)

    assert (b"Canary" in content, words(content), b"Canary" in cleaned(content)) == (True, [""], False)


def test_writer_of_a_note_on_a_page_is_not_named():
    document = page()
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents="see here", T="Canary", NM="id-1"
    )
    note.M, note.CreationDate = "D:20260405", "D:20260405"
    document.pages[0].obj.Annots = Array([document.make_indirect(note)])

    with pikepdf.open(io.BytesIO(cleaned(written_pdf(document)))) as kept:
        assert sorted(kept.pages[0].obj.Annots[0].keys()) == ["/Contents", "/Rect", "/Subtype", "/Type"]


def test_fields_of_a_form_keep_their_names_and_answers():
    document = page()
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], FT=Name.Tx, T="name", V="مریم")
    field = document.make_indirect(field)
    document.pages[0].obj.Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]))

    with pikepdf.open(io.BytesIO(cleaned(written_pdf(document)))) as kept:
        answered = kept.pages[0].obj.Annots[0]
        assert (str(answered.T), str(answered.V)) == ("name", "مریم")


@pytest.mark.parametrize("filters", [Name.DCTDecode, [Name.DCTDecode]])
def test_photo_in_it_loses_its_place(filters):
    content = cleaned(with_photo(photo(), filters=filters))

    (held,) = photos_in(content)
    assert (traces(content), opened(held).tobytes()) == ([], opened(photo()).tobytes())


@pytest.mark.parametrize("parameters", [None, Array([None, Dictionary(ColorTransform=1)])])
def test_photo_packed_once_more_loses_its_place_as_well(parameters):
    more = {} if parameters is None else {"/DecodeParms": parameters}
    packed = with_photo(photo(), filters=[Name.FlateDecode, Name.DCTDecode], packed=zlib.compress(photo()), **more)

    content = cleaned(packed)

    (held,) = photos_in(content)
    assert (traces(content), opened(held).tobytes()) == ([], opened(photo()).tobytes())


def test_colours_of_a_photo_for_print_are_read_as_before():
    jpeg = printed()

    content = cleaned(
        with_photo(jpeg, **{"/ColorSpace": Name.DeviceCMYK, "/DecodeParms": Dictionary(ColorTransform=0)})
    )

    with pikepdf.open(io.BytesIO(content)) as document:
        (image,) = document.pages[0].get_images().values()
        assert image.DecodeParms.ColorTransform == 0
        assert opened(image.read_raw_bytes()).tobytes() == opened(jpeg).tobytes()


def printed():
    """A JPEG of four inks."""
    written = io.BytesIO()
    picture((64, 48)).convert("CMYK").save(written, "JPEG")
    return written.getvalue()


def test_locked_pdf_is_told_so():
    with pytest.raises(Locked):
        cleaned(hostile_papers.with_password())


def test_pdf_that_opens_without_its_password_is_kept_without_it():
    """Banks and offices forbid printing in this way; everybody can read it."""
    protected = written_pdf(page(), encryption=pikepdf.Encryption(user="", owner="secret", R=6))

    content = cleaned(protected)

    with pikepdf.open(io.BytesIO(content)) as document:
        assert (document.is_encrypted, words(content)) == (False, ["Invoice"])


@pytest.mark.parametrize("build", [hostile_papers.with_bomb, hostile_papers.with_double_bomb])
def test_bomb_is_too_large(build):
    with pytest.raises(TooLarge):
        cleaned(build())


@pytest.mark.parametrize(("sizes", "fits"), [((99, 99), True), ((101, 101), False)])
def test_streams_are_weighed_together(sizes, fits):
    document = page()
    streams = [Stream(document, deflated_zeros(size * MEGABYTE), Filter=Name.FlateDecode) for size in sizes]
    document.pages[0].obj.Contents = Array([document.make_indirect(stream) for stream in streams])

    try:
        kept = len(cleaned(written_pdf(document))) > 0
    except TooLarge:
        kept = False

    assert kept is fits


def test_stream_that_breaks_off_is_counted_as_far_as_it_goes():
    document = page()
    document.pages[0].obj.Contents = Stream(document, b"not packed at all", Filter=Name.FlateDecode)

    assert words(cleaned(written_pdf(document))) == [""]


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n", hostile_papers.half(), hostile_papers.looping(), written_pdf(pikepdf.new()), genuine.photo()],
    ids=["empty", "magic", "half", "looping", "no page", "photo"],
)
def test_what_cannot_be_read_is_damaged(content):
    with pytest.raises(Damaged):
        cleaned(content)


def test_same_pdf_is_cleaned_to_the_same_bytes():
    assert cleaned(genuine.pdf()) == cleaned(genuine.pdf())


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\xff\xd8\0\0\0\0"],
    ids=["empty", "gif", "start", "cut", "no marker"],
)
def test_what_is_no_jpeg_comes_back_as_it_is(content):
    assert embedded.bare_jpeg(content) == content


def test_bare_jpeg_keeps_its_pixels_and_what_says_how_to_read_them():
    bare = embedded.bare_jpeg(genuine.photo())

    assert (traces(bare), opened(bare).tobytes()) == ([], opened(genuine.photo()).tobytes())
