"""Reading files of people: whatever Excel saves is read, and whatever else comes is refused with a sentence."""

import csv
import io
from contextlib import suppress
from itertools import count

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from config.staff_file import COLUMNS, MOST_BYTES, MOST_ROWS, Row, Unreadable, is_formula, read, written

HEADINGS = "first_name,last_name,email,unit_code,role"
PERSIAN = "نام,نام خانوادگی,ایمیل,کد واحد,نقش"
LINE = "نسرین,کاظمی,n.kazemi@edu.example,d_q1.nongov,کارشناس"
ROW = Row(2, "نسرین", "کاظمی", "n.kazemi@edu.example", "d_q1.nongov", "کارشناس")


def sheet(*lines, headings=HEADINGS):
    return "\r\n".join([headings, *lines, ""])


def refusal(content):
    with pytest.raises(Unreadable) as refused, override("en"):
        read(content)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "؛"])
@pytest.mark.parametrize("headings", [HEADINGS, PERSIAN], ids=["english", "persian"])
def test_what_excel_saves_is_read(encoding, separator, headings):
    text = sheet(LINE, headings=headings).replace(",", separator)

    assert read(text.encode(encoding)) == [ROW]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_end_of_line_is_one(end):
    assert read(sheet(LINE).replace("\r\n", end).encode()) == [ROW]


@pytest.mark.parametrize(
    "headings",
    [
        "First name,LAST NAME,E-mail,Unit-Code,Role",
        "نام,نام‌خانوادگی,نشانی ایمیل,كد واحد,نقش",
        " نام ,نام  خانوادگی,ایميل,کدواحد,\u200fنقش",
        '"first_name","last_name","email","unit_code","role"',
        "first_name,last_name,email,unit_code,role,,",
    ],
)
def test_headings_are_known_as_people_write_them(headings):
    assert read(sheet(LINE, headings=headings).encode()) == [ROW]


def test_columns_stand_in_any_order():
    text = sheet("کارشناس;d_q1.nongov;n.kazemi@edu.example;کاظمی;نسرین", headings="نقش;کد واحد;ایمیل;نام خانوادگی;نام")

    assert read(text.encode()) == [ROW]


def test_rows_are_numbered_as_in_the_sheet():
    text = "\r\n" + sheet('"a\nb",c,d,e,f', "", ",,,,", LINE, " , \u200f,,,")

    assert [(row.number, row.first_name) for row in read(text.encode())] == [(3, "a\nb"), (6, "نسرین")]


def test_short_row_is_filled_up_and_a_long_one_tells():
    short, long = read(sheet("a,b", "a,b,c,d,e,,f,g").encode())

    assert (short, long) == (Row(2, "a", "b", "", "", ""), Row(3, *"abcde", beyond="f"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "must name the columns"),
        (b"\xef\xbb\xbf", "must name the columns"),
        (b"\r\n,,,\r\n", "must name the columns"),
        (LINE.encode(), "must name the columns: first name, last name, e-mail address, unit code, role"),
        (b"a" * 900_000, "Row 1 cannot be read"),
        (b"a," * 500_000, "must name the columns"),
        (b'"' + b"a" * 900_000, "Row 1 cannot be read"),
        (b"first_name;last_name;e-mail", "lacks the columns: unit code, role"),
        (f"{HEADINGS},phone,tel".encode(), "Remove the columns that are not asked for: phone, tel"),
        (f"{HEADINGS},نام".encode(), "stands in the first row twice"),
        (HEADINGS.encode(), "nobody in the file"),
        (f"{HEADINGS}\r\n,,,,\r\n".encode(), "nobody in the file"),
        (sheet(LINE, headings=PERSIAN).encode("cp1256", "replace"), "not as “CSV”"),
        (b"\xff\xfe\x00\xd8", "not as “CSV”"),
        (b"PK\x03\x04\x14\x00\x06\x00", "an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Excel workbook"),
        (sheet("a\0b").encode(), "not a CSV file"),
        (sheet(LINE).encode("utf-16-le"), "not a CSV file"),
        (sheet(LINE).encode("utf-32"), "not a CSV file"),
        (sheet(LINE, 'a,"b', LINE).encode(), "Row 3 cannot be read"),
        (sheet("", 'a,"b"c,d').encode(), "Row 3 cannot be read"),
        (sheet("a" * 200_000).encode(), "Row 2 cannot be read"),
        (b"a" * (MOST_BYTES + 1), "smaller than 1 MB"),
        (sheet(*[LINE] * (MOST_ROWS + 1)).encode(), "2,000 people or fewer"),
    ],
    ids=count(1),
)
def test_what_is_no_such_file_is_refused_with_a_sentence(content, said):
    assert said in refusal(content)


def test_as_many_as_may_be_are_read():
    assert len(read(sheet(*["", LINE] * MOST_ROWS).encode())) == MOST_ROWS


@given(st.sampled_from([b"", HEADINGS.encode() + b"\r\n", b"\xff\xfe"]), st.binary())
def test_no_bytes_break_the_reader(begun, content):
    with suppress(Unreadable):
        assert read(begun + content)


@given(st.text(alphabet='",;\t؛\r\n\0=\u200fنaا'), st.sampled_from(["utf-8", "utf-16"]))
def test_no_text_breaks_the_reader(text, encoding):
    with suppress(Unreadable):
        assert all(row.number > 1 for row in read(f"{HEADINGS}\n{text}".encode(encoding)))


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd"), max_size=12)


@given(st.lists(st.tuples(st.from_regex(r"[a-zآ-ی]{1,9}", fullmatch=True), CELL, CELL, CELL, CELL), min_size=1))
def test_what_is_written_is_read_again(lines):
    rows = read(written([COLUMNS, *lines]))

    assert [[cell.removeprefix("'") for cell in row[1:6]] for row in rows] == [
        [cell.removeprefix("'") for cell in line] for line in lines
    ]


@given(CELL)
def test_no_cell_that_is_written_is_a_formula(cell):
    (line,) = csv.reader(io.StringIO(written([[cell, "x"]]).decode("utf-8-sig"), newline=""))

    assert not is_formula(line[0])


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+98",
        "-1",
        "@sum",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "﹦1",
        "\t=1",
        "\tx",
        "\rx",
        " =1",
        "\u200f=1",
        "\u200b\u202e \ufeff@x",
    ],
)
def test_formula_is_recognised(cell):
    assert is_formula(cell)


@pytest.mark.parametrize("cell", ["", "\t", " ", "نام", "a=b", "x@y", "d-1", "'=1", "x\ty", "\nx"])
def test_plain_text_is_no_formula(cell):
    assert not is_formula(cell)
