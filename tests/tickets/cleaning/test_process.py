"""`python -m tickets.cleaning`, as the cage calls it: whatever comes in, it stays within its limits."""

import io
import subprocess
import sys
from functools import partial

import pytest
from PIL import Image
from PIL.ExifTags import Base

from deploy import ROOT
from tests.files.blocks import deflated_zeros
from tests.files.genuine import GENUINE, photo, written_pdf
from tests.files.hostile import HOSTILE
from tests.files.hostile_papers import Name, Stream, page
from tests.files.hostile_pictures import webp_of_one_colour
from tickets.cleaning.__main__ import CLEANERS

MEGABYTE = 1024**2
MOST_MEMORY = 700 * MEGABYTE  # in use at any moment; of address space it has a gigabyte
MOST_FOR_THE_LARGEST = 900 * MEGABYTE  # a WebP of 50 million pixels is unfolded four times over
SLOW = webp_of_one_colour(side=7000)  # seconds of work in 30 bytes

# Like __main__ itself, with other limits where a test says so; tells at its end how much memory it had in use.
PROGRAM = """
import resource, sys
from tickets.cleaning import __main__ as cleaning
cleaning.LIMITS.update({changes})
code = cleaning.main({format_name!r})
sys.stdout.flush()
{finally_}
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stderr.write(peak.split()[1])
sys.exit(code)
"""


def run(content, format_name, *, changes="{}", finally_=""):
    """What came of the process."""
    program = PROGRAM.format(format_name=format_name, changes=changes, finally_=finally_)
    return subprocess.run([sys.executable, "-c", program], input=content, capture_output=True, cwd=ROOT, env={})


def peak(process):
    """Bytes of memory it had in use at most."""
    return int(process.stderr) * 1024


def format_of(sent):
    """The kind that its name claims; None for none of ours."""
    ending = sent.filename.rpartition(".")[2].lower()
    name = {"jpg": "jpeg"}.get(ending, ending)
    return name if name in CLEANERS else None


def drawn(kind, size=(8160, 6120), **options):
    """What the largest sensors of telephones give: 50 million pixels, of one colour, which unfold as any others do."""
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, **options)
    return written.getvalue()


def turned():
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    return drawn("JPEG", exif=exif)


def large_pdf():
    """Ten megabytes in, 190 unfolded."""
    document = page()
    for _ in range(19):
        packed = Stream(document, deflated_zeros(10 * MEGABYTE), Filter=Name.FlateDecode)
        document.pages[0].contents_add(packed)
    return written_pdf(document)


LARGE = {
    "jpeg": partial(drawn, "JPEG"),
    "jpeg on its side": turned,
    "png": partial(drawn, "PNG", compress_level=1),
    "webp": partial(drawn, "WEBP", method=0, quality=10),
    "pdf": large_pdf,
}


@pytest.mark.parametrize("sent", [sent for sent in HOSTILE if format_of(sent)], ids=str)
def test_hostile_file_ends_with_a_verdict_within_the_memory(sent):
    process = run(sent.content, format_of(sent))

    assert (process.returncode in {0, 3}, peak(process) < MOST_MEMORY) == (True, True)


@pytest.mark.parametrize("name", LARGE)
def test_large_file_is_cleaned_within_the_memory(name):
    process = run(LARGE[name](), name.split()[0])

    assert (process.returncode, peak(process) < MOST_FOR_THE_LARGEST) == (0, True)


@pytest.mark.parametrize("sent", GENUINE, ids=str)
def test_genuine_file_comes_out_with_its_length_first(sent):
    process = subprocess.run(
        [sys.executable, "-m", "tickets.cleaning", format_of(sent)],
        input=sent.content,
        capture_output=True,
        cwd=ROOT,
        env={},
    )

    length = int.from_bytes(process.stdout[:8])
    has_thumbnail = len(process.stdout) > 8 + length
    is_photo = CLEANERS[format_of(sent)] == "photos"
    assert (process.returncode, has_thumbnail, process.stderr) == (0, is_photo, b"")


def test_object_streams_that_unfold_to_a_gigabyte_stay_within_the_memory():
    """They are unfolded before anybody can weigh them."""
    process = run(pdf_of_packed_objects(1024 * MEGABYTE), "pdf")

    assert (process.returncode, process.stdout, peak(process) < MOST_MEMORY) == (3, b"damaged", True)


def pdf_of_packed_objects(size):
    """A PDF whose catalogue stands in a stream of objects that unfolds to `size` bytes of blanks."""
    packed = deflated_zeros(size)
    first = b"%PDF-1.7\n"
    objects = b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    objects += packed + b"\nendstream\nendobj\n"
    at = len(first) + len(objects)
    places = {1: (2, 5), 5: (1, len(first)), 6: (1, at)}
    rows = b"".join(
        bytes([kind]) + place.to_bytes(4) + b"\0" for kind, place in (places.get(n, (0, 0)) for n in range(7))
    )
    table = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return first + objects + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def test_file_that_wants_more_memory_than_there_is_is_too_large():
    process = run(drawn("PNG", compress_level=1), "png", changes="{resource.RLIMIT_AS: 250 * 1024**2}")

    assert (process.returncode, process.stdout) == (3, b"large")


def test_file_that_takes_too_much_of_the_processor_ends_the_process():
    process = run(SLOW, "webp", changes="{resource.RLIMIT_CPU: 1}")

    assert (process.returncode, process.stdout) == (-9, b"")


def test_process_can_write_no_file(tmp_path):
    path = tmp_path / "file"
    write = f"try:\n    open({str(path)!r}, 'wb', buffering=0).write(b'x')\nexcept OSError as error:\n    print(error)"

    process = run(photo(size=(160, 120)), "jpeg", finally_=write)

    assert (process.stdout.endswith(b"[Errno 27] File too large\n"), path.read_bytes()) == (True, b"")


def test_process_knows_no_variable():
    process = run(photo(size=(160, 120)), "jpeg", finally_="print(open('/proc/self/environ').read())")

    assert process.stdout.endswith(b"\xff\xd9\n")  # the end of the thumbnail, and nothing


def test_process_imports_none_of_our_settings():
    process = run(photo(size=(160, 120)), "jpeg", finally_="print('django' in sys.modules)")

    assert process.stdout.endswith(b"False\n")


def test_kind_that_nobody_knows_breaks_the_process():
    process = run(photo(size=(160, 120)), "floppy")

    assert (process.returncode, process.stdout) == (1, b"")


@pytest.mark.parametrize(("content", "code"), [(b"", b"damaged"), (webp_of_one_colour(side=7100), b"large")])
def test_verdict_is_all_that_is_said(content, code):
    process = run(content, "webp")

    assert (process.returncode, process.stdout) == (3, code)
