"""Dates typed in three fields: what is understood, and the sentence for what is not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from persian.dates import jalali
from persian.months import GREGORIAN_ENGLISH, GREGORIAN_PERSIAN, JALALI_ENGLISH, JALALI_PERSIAN
from persian.typed_dates import parse_date

ABAN_30 = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("30", "8", "1405"),
        ("۳۰", "۸", "۱۴۰۵"),
        ("٣٠", "٠٨", "١٤٠٥"),
        (" ۳۰\u200f", "آبان", "۱۴۰۵ "),
        ("30", "ابان", "1405"),
        ("30", "Aban", "1405"),
        ("30", "ABAN", "۱۴۰۵"),
        ("21", "11", "2026"),
        ("۲۱", "نوامبر", "۲۰۲۶"),
        ("21", "November", "2026"),
        ("21", "nov", "2026"),
    ],
)
def test_one_day_typed_in_many_ways(day, month, year):
    assert parse_date(day, month, year) == ABAN_30


@pytest.mark.parametrize("names", [JALALI_PERSIAN, JALALI_ENGLISH], ids=["Persian", "English"])
def test_jalali_months_by_name(names):
    assert [jalali(parse_date("1", name, "1405")).month for name in names] == list(range(1, 13))


@pytest.mark.parametrize("typed", ["مهر ماه", "مهرماه", "مهر\u200cماه", "ماه مهر", "ماه ۷"])
def test_month_is_read_as_people_say_it(typed):
    assert jalali(parse_date("1", typed, "1405")).month == 7


def test_may_is_not_taken_for_the_word_month():
    assert [parse_date("1", name, "2026").month for name in ("مه", "مه ماه")] == [5, 5]


@pytest.mark.parametrize("names", [GREGORIAN_PERSIAN, GREGORIAN_ENGLISH], ids=["Persian", "English"])
def test_gregorian_months_by_name(names):
    assert [parse_date("1", name, "2026").month for name in names] == list(range(1, 13))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("5", "امرداد", "1405"), date(2026, 7, 27)),
        (("۵", "ارديبهشت", "۱۴۰۵"), date(2026, 4, 25)),  # Arabic yeh
        (("۵", "ژوئن", "۲۰۲۶"), date(2026, 6, 5)),
        (("۵", "آگوست", "۲۰۲۶"), date(2026, 8, 5)),
        (("۵", "جولای", "۲۰۲۶"), date(2026, 7, 5)),
        (("30", "12", "1403"), date(2025, 3, 20)),
        (("29", "2", "2024"), date(2024, 2, 29)),
    ],
)
def test_other_spellings_and_leap_days(typed, expected):
    assert parse_date(*typed) == expected


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)))
def test_every_day_comes_back_from_both_calendars(day):
    solar = jalali(day)

    assert parse_date(str(day.day), str(day.month), str(day.year)) == day
    assert parse_date(str(solar.day), JALALI_PERSIAN[solar.month - 1], str(solar.year)) == day


INCOMPLETE = ("incomplete", "روز، ماه و سال را بنویسید", "Date must include a day, a month and a year")
YEAR = ("year", "سال را با چهار رقم بنویسید، مانند ۱۴۰۵", "Year must include 4 numbers")
YEAR_RANGE = (
    "year_range",
    "سال را دوباره ببینید. باید مانند ۱۴۰۵ باشد",
    "Check the year. It must be like 1405 or 2026",
)
MONTH = (
    "month",
    "ماه را با عدد ۱ تا ۱۲ یا با نام آن بنویسید، مانند آبان",
    "Month must be a number from 1 to 12 or the name of a month",
)
DAY = ("day", "روز را با عدد ۱ تا ۳۱ بنویسید", "Day must be a number from 1 to 31")
DAY_OF_MONTH = (
    "day_of_month",
    "این ماه روزهای کمتری دارد. روز را دوباره ببینید",
    "This month has fewer days. Check the day",
)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("", "8", "1405"), INCOMPLETE),
        (("30", "", "1405"), INCOMPLETE),
        (("30", "8", ""), INCOMPLETE),
        (("\u200b", "8", "1405"), INCOMPLETE),
        (("30", "8", "05"), YEAR),
        (("30", "8", "۰۵"), YEAR),
        (("30", "8", "۱۴۰"), YEAR),
        (("30", "8", "14050"), YEAR),
        (("30", "8", "هزار"), YEAR),
        (("30", "8", "-405"), YEAR),
        (("30", "8", "१४०५"), YEAR),  # Devanagari digits, which \\d would take
        (("30", "8", "1105"), YEAR_RANGE),
        (("30", "8", "1700"), YEAR_RANGE),
        (("30", "8", "0000"), YEAR_RANGE),
        (("30", "8", "2200"), YEAR_RANGE),
        (("30", "0", "1405"), MONTH),
        (("30", "13", "1405"), MONTH),
        (("30", "بهار", "1405"), MONTH),
        (("30", "November", "1405"), MONTH),
        (("30", "آبان", "2026"), MONTH),
        (("0", "8", "1405"), DAY),
        (("32", "8", "1405"), DAY),
        (("سی", "8", "1405"), DAY),
        (("31", "8", "1405"), DAY_OF_MONTH),
        (("30", "12", "1404"), DAY_OF_MONTH),
        (("29", "2", "2026"), DAY_OF_MONTH),
        (("9" * 5000, "8", "1405"), DAY),
    ],
    ids=lambda value: value[0] if value[0].isalpha() else None,
)
def test_what_is_wrong_is_said(typed, error):
    with pytest.raises(ValidationError) as raised:
        parse_date(*typed)

    code, persian, english = error
    assert raised.value.code == code
    with translation.override("fa"):
        assert raised.value.messages == [persian]
    with translation.override("en"):
        assert raised.value.messages == [english]
