"""What a calendar must not become: a week without work, or an end before the deadlines it counts."""

from datetime import date

import pytest

from workdays.calendar import outlasts_calendar, week_without_work
from workdays.models import Holiday, RestDay


def weekly(days, **values):
    return [RestDay(weekday=day, **values) for day in days]


def test_week_without_work_begins_where_the_last_day_of_work_goes():
    rests = weekly(range(6)) + weekly([6], valid_from=date(2027, 3, 21))

    assert week_without_work(rests, since=date(2026, 11, 21)) == date(2027, 3, 21)


@pytest.mark.parametrize(
    "rests",
    [
        weekly(range(6)),
        weekly(range(6)) + weekly([5]),
        weekly(range(7), valid_to=date(2026, 11, 20)),
        weekly(range(6), valid_to=date(2026, 12, 31)) + weekly([6], valid_from=date(2027, 1, 1)),
    ],
    ids=["a day is left", "one day twice", "in the past", "one after the other"],
)
def test_weeks_with_work(rests):
    assert week_without_work(rests, since=date(2026, 11, 21)) is None


def test_week_without_work_of_one_district_only(directorate, district, small_district):
    shared = weekly(range(4)) + weekly([4], unit=directorate)

    split = shared + weekly([5], unit=district) + weekly([6], unit=small_district)
    whole = shared + weekly([5, 6], unit=district)

    since = date(2026, 11, 21)
    assert (week_without_work(split, since=since), week_without_work(whole, since=since)) == (None, since)


@pytest.mark.parametrize(("days", "outlasts"), [(23, False), (24, True)])
def test_deadline_may_end_before_the_last_holiday_known_and_no_later(db, days, outlasts):
    """23 December is the last holiday known: the 22nd is the 23rd working day, the next one comes after a weekend."""
    RestDay.objects.all().delete()
    RestDay.objects.bulk_create(weekly([3, 4]))
    Holiday.objects.all().delete()
    Holiday.objects.create(date=date(2026, 12, 23), name_fa="تعطیل")

    assert outlasts_calendar(days, today=date(2026, 11, 21)) is outlasts


def test_every_deadline_outlasts_an_empty_calendar(db):
    Holiday.objects.all().delete()

    assert outlasts_calendar(1, today=date(2026, 11, 21))
