"""Reading a date typed in three fields, Jalali or Gregorian, with numbers or month names of either language."""

from datetime import date

import jdatetime
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .months import GREGORIAN_ENGLISH, GREGORIAN_PERSIAN, JALALI_ENGLISH, JALALI_PERSIAN
from .text import fold

_LONGEST_PART = 40
_MONTH = "ماه"  # «مهر ماه»، «مهرماه»، «ماه مهر»
# the year tells the calendar: no living memory reaches from one range into the other
_JALALI_YEARS = range(1200, 1600)
_GREGORIAN_YEARS = range(1800, 2200)


def _numbers_by_name(*languages):
    return {fold(name): number for names in languages for number, name in enumerate(names, start=1)}


# names in use beside the usual ones, written as `fold` leaves them
_JALALI_MONTHS = _numbers_by_name(JALALI_PERSIAN, JALALI_ENGLISH)
_JALALI_MONTHS |= {"امرداد": 5}
_GREGORIAN_MONTHS = _numbers_by_name(GREGORIAN_PERSIAN, GREGORIAN_ENGLISH, [name[:3] for name in GREGORIAN_ENGLISH])
_GREGORIAN_MONTHS |= {"جولای": 7, "اگوست": 8}


def parse_date(day, month, year):
    """The date typed as three texts; a ValidationError says which of them to mend."""
    day, month, year = (fold(part[:_LONGEST_PART]) for part in (day, month, year))
    if not (day and month and year):
        raise ValidationError(_("Date must include a day, a month and a year"), code="incomplete")
    year = _read_year(year)
    is_jalali = year in _JALALI_YEARS
    month = _read_month(month, _JALALI_MONTHS if is_jalali else _GREGORIAN_MONTHS)
    day = _read_number(day)
    if day not in range(1, 32):
        raise ValidationError(_("Day must be a number from 1 to 31"), code="day")
    try:
        return jdatetime.date(year, month, day).togregorian() if is_jalali else date(year, month, day)
    except ValueError:
        raise ValidationError(_("This month has fewer days. Check the day"), code="day_of_month") from None


def _read_number(text):
    """The number written in a folded text, None where there is none."""
    return int(text) if text.isascii() and text.isdigit() else None


def _read_year(text):
    year = _read_number(text)
    if year is None or len(text) != 4:
        raise ValidationError(_("Year must include 4 numbers"), code="year")
    if year not in _JALALI_YEARS and year not in _GREGORIAN_YEARS:
        raise ValidationError(_("Check the year. It must be like 1405 or 2026"), code="year_range")
    return year


def _read_month(text, names):
    text = text.removeprefix(_MONTH).removesuffix(_MONTH).strip()
    month = names.get(text) or _read_number(text)
    if month not in range(1, 13):
        raise ValidationError(_("Month must be a number from 1 to 12 or the name of a month"), code="month")
    return month
