"""Jalali dates against known days, Tehran's clock before and after 2022, and how both are written."""

from datetime import UTC, date, datetime, timedelta

import jdatetime
import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from persian import dates

TODAY = date(2026, 11, 21)

KNOWN_DAYS = [
    (date(2026, 11, 21), (1405, 8, 30)),
    (date(2026, 3, 21), (1405, 1, 1)),
    (date(2025, 3, 20), (1403, 12, 30)),  # 30 Esfand of a leap year, which khayyam misses
    (date(2025, 3, 21), (1404, 1, 1)),
    (date(2026, 3, 20), (1404, 12, 29)),
    (date(2021, 3, 20), (1399, 12, 30)),
    (date(2021, 3, 21), (1400, 1, 1)),
    (date(2017, 3, 20), (1395, 12, 30)),
    (date(1979, 2, 11), (1357, 11, 22)),
    (date(1989, 6, 3), (1368, 3, 13)),
    (date(2030, 3, 20), (1408, 12, 30)),
]

# moment in UTC -> Tehran's day and clock
DST_HISTORY = [
    (datetime(2026, 11, 21, 11, 5, tzinfo=UTC), "2026-11-21T14:35+03:30"),
    (datetime(2026, 7, 1, 20, 0, tzinfo=UTC), "2026-07-01T23:30+03:30"),  # no summer time since 2022
    (datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "2026-07-02T00:00+03:30"),
    (datetime(2022, 7, 1, 20, 0, tzinfo=UTC), "2022-07-02T00:30+04:30"),  # the last summer time
    (datetime(2022, 9, 21, 19, 29, tzinfo=UTC), "2022-09-21T23:59+04:30"),
    (datetime(2022, 9, 21, 19, 30, tzinfo=UTC), "2022-09-21T23:00+03:30"),
    (datetime(2022, 1, 1, 20, 0, tzinfo=UTC), "2022-01-01T23:30+03:30"),
    (datetime(2021, 3, 21, 20, 30, tzinfo=UTC), "2021-03-22T01:00+04:30"),
    (datetime(2006, 7, 1, 20, 0, tzinfo=UTC), "2006-07-01T23:30+03:30"),  # 2006 and 2007 had none
    (datetime(2008, 7, 1, 20, 0, tzinfo=UTC), "2008-07-02T00:30+04:30"),
]


@pytest.mark.parametrize(("day", "parts"), KNOWN_DAYS, ids=str)
def test_known_days_are_converted(day, parts):
    assert dates.jalali(day) == jdatetime.date(*parts)


@pytest.mark.parametrize(("moment", "tehran"), DST_HISTORY, ids=str)
def test_moments_are_read_on_tehrans_clock(moment, tehran):
    assert dates.iso(moment) == tehran
    assert dates.gregorian(moment).isoformat() == tehran[:10]
    assert dates.jalali(moment) == dates.jalali(date.fromisoformat(tehran[:10]))


@given(st.dates(date(1921, 3, 21), date(2099, 12, 31)))
def test_the_day_after_is_the_day_after_in_both_calendars(day):
    following = dates.jalali(day + timedelta(days=1))

    assert following == dates.jalali(day) + jdatetime.timedelta(days=1)
    assert following.togregorian() == day + timedelta(days=1)


def test_the_year_turns_at_midnight_in_tehran():
    last = datetime(2026, 3, 20, 20, 29, tzinfo=UTC)

    assert (dates.jalali_year(last), dates.jalali_year(last + timedelta(minutes=1))) == (1404, 1405)


@pytest.mark.parametrize(
    "function", [dates.jalali, dates.jalali_year, dates.format_date, dates.format_datetime, dates.iso]
)
def test_a_moment_without_time_zone_is_refused(function):
    with pytest.raises(ValueError, match="needs a time zone"):
        function(datetime(2026, 11, 21, 14, 35))  # noqa: DTZ001


def test_today_is_tehrans_whatever_zone_is_active():
    before = datetime.now(dates.TEHRAN).date()
    with timezone.override("Pacific/Honolulu"):
        today = dates.today()

    assert before <= today <= datetime.now(dates.TEHRAN).date()


@pytest.mark.parametrize(
    ("day", "persian", "english"),
    [
        (date(2026, 11, 21), "۳۰ آبان ۱۴۰۵", "21 November 2026 (30 Aban 1405)"),
        (date(2025, 3, 20), "۳۰ اسفند ۱۴۰۳", "20 March 2025 (30 Esfand 1403)"),
        (date(2026, 3, 21), "۱ فروردین ۱۴۰۵", "21 March 2026 (1 Farvardin 1405)"),
    ],
)
def test_dates_are_written_in_the_active_language(day, persian, english):
    with translation.override("fa"):
        assert dates.format_date(day) == persian
    with translation.override("en"):
        assert dates.format_date(day) == english


def test_moments_are_written_in_the_active_language():
    moment = datetime(2026, 11, 21, 11, 5, tzinfo=UTC)

    with translation.override("fa"):
        assert dates.format_datetime(moment) == "۳۰ آبان ۱۴۰۵، ساعت ۱۴:۳۵"
    with translation.override("en"):
        assert dates.format_datetime(moment) == "21 November 2026 (30 Aban 1405), 14:35"


@pytest.mark.parametrize(
    ("days", "persian", "english"),
    [
        (0, "امروز", "today"),
        (-1, "دیروز", "yesterday"),
        (1, "فردا", "tomorrow"),
        (-3, "۳ روز پیش", "3 days ago"),
        (2, "۲ روز دیگر", "in 2 days"),
        (-1200, "۱٬۲۰۰ روز پیش", "1,200 days ago"),
    ],
)
def test_days_are_named_from_today(days, persian, english):
    day = TODAY + timedelta(days=days)

    with translation.override("fa"):
        assert dates.relative_day(day, today=TODAY) == persian
    with translation.override("en"):
        assert dates.relative_day(day, today=TODAY) == english


def test_a_moment_after_midnight_in_tehran_is_tomorrow():
    with translation.override("en"):
        assert dates.relative_day(datetime(2026, 11, 21, 20, 30, tzinfo=UTC), today=TODAY) == "tomorrow"


def test_a_plain_day_is_iso():
    assert dates.iso(TODAY) == "2026-11-21"
