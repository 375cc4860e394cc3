"""Mobile numbers and national codes in running text, told from dates, amounts, letters and codes of other sorts."""

import re
from dataclasses import dataclass

import iranian_national_code

from .digits import to_ascii_digits
from .text import fold

MOBILE, NATIONAL_CODE = "mobile", "national_code"

# [0-9] throughout: the digits are made ASCII before
_MOBILE = re.compile(r"(?:0098|98)?0?(9[0-9]{9})")
_LONGEST = 15  # digits of a number
_SPACES = r"[\s\u200b\u200c\u200e\u200f]"
_DASHES = "\\-‐‑‒–—―−_."
_IN_CODES = re.compile(rf"(?:{_SPACES}|[{_DASHES}]){{1,3}}")
_IN_MOBILES = re.compile(rf"(?:{_SPACES}|[{_DASHES}/()]){{1,3}}")  # letters are numbered with a stroke, codes are not

# what is drawn out of digits and names nobody; a number of 16 digits may be a tracking code or a bank card
_IMPERSONAL = re.compile(
    r"""(?<![0-9])(?:
        (?:1[2-5]|20)[0-9]{2}([/.-])[0-9]{1,2}\1[0-9]{1,2}(?!\1[0-9])  # a date
      | [0-9]{1,2}:[0-9]{2}  # a time
      | 1[345][0-9]{2}-[0-9]{6}  # a case number
      | [0-9]{4}(?:[ -]?[0-9]{4}){3}  # sixteen digits
      | (?<=IR)(?:[ ]?[0-9]){24}  # a bank account
    )(?![0-9])""",
    re.VERBOSE | re.IGNORECASE,
)
_AROUND = 40  # letters that are looked at before and behind a number
_OTHER_NUMBER = re.compile(
    r"\b(?:پستی|نامه|بخشنامه|دادنامه|ابلاغیه|رای|پرونده|قرارداد|حساب|سپرده|قبض|پرداخت|واریز|سند|ثبت|اشتراک|رهگیری|پیگیری"
    r"|letter|postal code|post code|account|reference)"
    r"(?: (?:به )?(?:شماره|no|number))?\W*$"
)
_AMOUNT = re.compile(r"\W*(?:ریال|تومان|تومن|میلیون|rial|toman)")


@dataclass(frozen=True)
class PersonalNumber:
    """`digits` as it is stored: ASCII, a mobile as 09xxxxxxxxx."""

    sort: str
    digits: str


def personal_numbers(text):
    """[PersonalNumber] in the order of the text, each once, in whatever digits and spacing they are written."""
    text = _IMPERSONAL.sub(lambda found: "x" * len(found[0]), to_ascii_digits(text))
    found = {}
    for between, read in ((_IN_MOBILES, _mobile), (_IN_CODES, _national_code)):
        for start, end in _windows(text, between, read):
            number = read(_digits(text[start:end]))
            if number.sort == MOBILE or not _is_of_another_sort(text, start, end):
                found.setdefault(number, start)
    return sorted(found, key=found.get)


def _windows(text, between, read):
    """(start, end) of the runs of neighbouring groups of digits that `read` knows; none of them overlap."""
    groups = list(re.finditer("[0-9]+", text))
    first = 0
    while first < len(groups):
        last = _last_of(groups, first, text, between, read)
        if last is not None:
            yield groups[first].start(), groups[last].end()
        first = first + 1 if last is None else last + 1


def _last_of(groups, first, text, between, read):
    digits = ""
    for place in range(first, len(groups)):
        if place > first and not between.fullmatch(text, groups[place - 1].end(), groups[place].start()):
            return None
        digits += groups[place][0]
        if len(digits) > _LONGEST:
            return None
        if read(digits):
            return place
    return None


def _digits(text):
    return "".join(character for character in text if character.isdigit())


def _mobile(digits):
    """Without 0 or 98 before it, ten digits with a 9 may be anything."""
    match = _MOBILE.fullmatch(digits)
    return PersonalNumber(MOBILE, f"0{match[1]}") if match and len(digits) > 10 else None


def _national_code(digits):
    is_code = len(digits) == 10 and iranian_national_code.validate(digits)
    return PersonalNumber(NATIONAL_CODE, digits) if is_code else None


def _is_of_another_sort(text, start, end):
    """Do the words beside it say that it is the number of a letter, a post code, an amount?"""
    before, behind = fold(text[max(0, start - _AROUND) : start]), fold(text[end : end + _AROUND])
    return bool(_OTHER_NUMBER.search(before) or _AMOUNT.match(behind))
