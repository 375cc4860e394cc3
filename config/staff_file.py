"""
Files of people to be invited, as Excel saves and opens them: from bytes to rows, and back.

Says what cannot be read; who may be invited where and as what is config.staff_plan's affair.
"""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple
from unicodedata import category, normalize

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.digits import format_number
from persian.text import clean_line, fold

MOST_BYTES = 1024**2
MOST_ROWS = 2000
MOST_HEADINGS = 50  # of a first row that are looked at
SEPARATORS = ",;\t؛"  # of them Excel takes the one that Windows is set to
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .xls
FORMULA_SIGNS = frozenset("=+-@")
COLUMNS = {
    "first_name": gettext_lazy("first name"),
    "last_name": gettext_lazy("last name"),
    "email": gettext_lazy("e-mail address"),
    "unit_code": gettext_lazy("unit code"),
    "role": gettext_lazy("role"),
}
PERSIAN = {"first_name": "نام", "last_name": "نام خانوادگی", "email": "ایمیل", "unit_code": "کد واحد", "role": "نقش"}
TOO_LARGE = gettext_lazy("The file must be smaller than 1 MB. Divide it into several")


class Unreadable(Exception):
    """Not a file of people; `args` holds the sentence that says why."""


class Row(NamedTuple):
    """What stands in row `number` of the sheet, cells as they are; in `beyond` what no heading stands above."""

    number: int
    first_name: str
    last_name: str
    email: str
    unit_code: str
    role: str
    beyond: str = ""


def read(content):
    """The [Row] of a file's bytes, empty ones left out. Raises Unreadable, and nothing else."""
    if len(content) > MOST_BYTES:
        raise Unreadable(str(TOO_LARGE))
    text = _decoded(content)
    records = _records(text, _separator(text))
    places = _places(next(records, (0, []))[1][:MOST_HEADINGS])
    rows = []
    for number, record in records:
        if len(rows) == MOST_ROWS:
            words = _("The file must hold %(most)s people or fewer. Divide it into several")
            raise Unreadable(words % {"most": format_number(MOST_ROWS)})
        rows.append(_row(number, record, places))
    if not rows:
        raise Unreadable(_("There is nobody in the file: below the headings stands nothing"))
    return rows


def written(lines):
    """The bytes of a CSV file of `lines` that Excel opens as it should, none of its cells as a formula."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([[f"'{cell}" if is_formula(cell) else cell for cell in line] for line in lines])
    return BOM_UTF8 + file.getvalue().encode()


def is_formula(cell):
    """Would a spreadsheet reckon with what stands in `cell`? Also behind marks and spaces that nobody sees."""
    seen = "".join(letter for letter in cell if category(letter) != "Cf")
    text = seen.lstrip()
    space = seen[: len(seen) - len(text)]
    return bool(text) and ("\t" in space or "\r" in space or normalize("NFKC", text[0]) in FORMULA_SIGNS)


def key(text):
    """What headings and the names of roles are compared by: «نام‌خانوادگی», First name, FIRST_NAME."""
    return re.sub(r"[\s_-]+", "", fold(text))


def _decoded(content):
    if content.startswith(WORKBOOKS):
        raise Unreadable(_("This is an Excel workbook. Save it in Excel as “CSV UTF-8”, and choose that file"))
    is_wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    text = content.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    if "\0" in text:
        raise Unreadable(_("This is not a CSV file. Save the sheet in Excel as “CSV UTF-8”, and choose that file"))
    if "\ufffd" in text:  # also where an earlier program has put it in the place of a letter
        raise Unreadable(_("The letters of this file cannot be read. Save it in Excel as “CSV UTF-8”, not as “CSV”"))
    return text


def _separator(text):
    """The one by which the first row falls into the most headings that we know."""
    return max(SEPARATORS, key=lambda separator: len(_known(_first(text, separator))))


def _first(text, separator):
    try:
        return next((record for record in _parsed(text, separator) if _is_filled(record)), [])[:MOST_HEADINGS]
    except csv.Error:  # a cell beyond all measure
        return []


def _parsed(text, separator, **options):
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, **options)


def _is_filled(record):
    return any(cell.strip() and clean_line(cell) for cell in record)


def _records(text, separator):
    """(number as the sheet counts, [cell]) of each row that is not empty."""
    number = 0
    try:
        for number, record in enumerate(_parsed(text, separator, strict=True), start=1):
            if _is_filled(record):
                yield number, record
    except csv.Error:
        words = _("Row %(row)s cannot be read: a quotation mark is not closed, or a cell is far too long")
        raise Unreadable(words % {"row": format_number(number + 1)}) from None


_HEADINGS = {key(heading): name for name in COLUMNS for heading in (name, PERSIAN[name])} | {
    key("e-mail address"): "email",
    key("نشانی ایمیل"): "email",
}


def _known(headings):
    return [_HEADINGS[key(heading)] for heading in headings if key(heading) in _HEADINGS]


def _places(headings):
    """{column: its place}. Raises Unreadable unless each column stands there once, and no other."""
    known = _known(headings)
    missing = [label for name, label in COLUMNS.items() if name not in known]
    strange = [heading for heading in map(clean_line, headings) if heading and key(heading) not in _HEADINGS]
    if not known:
        raise Unreadable(
            _("The first row must name the columns: %(columns)s") % {"columns": _listed(COLUMNS.values())}
        )
    if missing:
        raise Unreadable(_("The first row lacks the columns: %(columns)s") % {"columns": _listed(missing)})
    if strange:
        words = _("Remove the columns that are not asked for: %(columns)s")
        raise Unreadable(words % {"columns": _listed(heading[:40] for heading in strange[:5])})
    if len(known) > len(COLUMNS):
        raise Unreadable(_("A column stands in the first row twice"))
    keys = [key(heading) for heading in headings]
    return {_HEADINGS[heading]: place for place, heading in enumerate(keys) if heading in _HEADINGS}


def _listed(labels):
    return _(", ").join(map(str, labels))


def _row(number, record, places):
    cells = {name: record[place] if place < len(record) else "" for name, place in places.items()}
    others = (cell for place, cell in enumerate(record) if place not in places.values() and cell.strip())
    return Row(number, **cells, beyond=next(filter(clean_line, others), ""))
