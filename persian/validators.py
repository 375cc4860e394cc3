"""Numbers people identify themselves by: each `normalise_…` gives the one stored form or a ValidationError."""

import re

import iranian_national_code
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import dates
from .text import fold

# longer input than this is no number, however it was spaced; looked at before any other work
_LONGEST_INPUT = 60
_SEPARATORS = str.maketrans("", "", " -‐‒–—―−_.,/()")

# [0-9] throughout: \d would take the digits of every script
_MOBILE = re.compile(r"(?:(?:\+|00)?98)?0?(9[0-9]{9})")
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_ELEVEN_DIGITS = re.compile(r"[0-9]{11}")
_FOREIGNER_CODE = re.compile(r"[0-9]{8,12}")
_PASSPORT = re.compile(r"(?=[A-Z]*[0-9])[A-Z0-9]{6,12}")

_COMPANY_WEIGHTS = (29, 27, 23, 19, 17) * 2


def normalise_mobile(text):
    """An Iranian mobile number in any usual form as 09xxxxxxxxx."""
    match = _MOBILE.fullmatch(_compact(text))
    if not match:
        raise ValidationError(_("Enter an 11-digit mobile number"), code="mobile")
    return "0" + match[1]


def normalise_national_code(text):
    """A person's national code (کد ملی) as ten ASCII digits, its check digit proven."""
    code = _compact(text)
    if not _TEN_DIGITS.fullmatch(code):
        raise ValidationError(_("National code has 10 digits"), code="length")
    if not iranian_national_code.validate(code):
        raise ValidationError(_("Check the digits of the national code"), code="check_digit")
    return code


def normalise_company_id(text):
    """A company's national id (شناسهٔ ملی) as eleven ASCII digits, its check digit proven."""
    code = _compact(text)
    if not _ELEVEN_DIGITS.fullmatch(code):
        raise ValidationError(_("Company ID has 11 digits"), code="length")
    if len(set(code)) == 1 or _company_check_digit(code) != int(code[10]):
        raise ValidationError(_("Check the digits of the company ID"), code="check_digit")
    return code


def normalise_foreigner_code(text):
    """A foreign national’s code (کد فراگیر) in ASCII digits; it has no public check digit."""
    code = _compact(text)
    if not _FOREIGNER_CODE.fullmatch(code):
        raise ValidationError(_("The foreign national’s code has 8 to 12 digits"), code="length")
    return code


def normalise_passport(text):
    """A passport number of any country in capital Latin letters and ASCII digits."""
    number = _compact(text).upper()
    if not _PASSPORT.fullmatch(number):
        raise ValidationError(_("A passport number has 6 to 12 Latin letters and digits"), code="passport")
    return number


def not_in_future(day):
    """Refuse a date after today in Tehran."""
    if day > dates.today():
        raise ValidationError(_("Date must be today or in the past"), code="future")


def _compact(text):
    """The folded text without spaces, dashes and the like; nothing when it is too long to be a number."""
    if len(text) > _LONGEST_INPUT:
        return ""
    return fold(text).translate(_SEPARATORS)


def _company_check_digit(code):
    shift = int(code[9]) + 2
    total = sum((int(digit) + shift) * weight for digit, weight in zip(code, _COMPANY_WEIGHTS, strict=False))
    return total % 11 % 10
