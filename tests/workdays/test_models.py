from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import translation

from workdays.models import CalendarChange, Holiday, RestDay, Weekday


def test_rest_day_that_ends_before_it_begins_is_refused(db):
    with pytest.raises(IntegrityError, match="rest_day_ends_after_it_begins"):
        RestDay.objects.create(weekday=Weekday.THURSDAY, valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1))


def test_one_holiday_a_date_and_scope(district):
    day = date(2030, 5, 5)
    Holiday.objects.create(date=day, name_fa="تعطیل")
    Holiday.objects.create(date=day, name_fa="سرما", unit=district)

    with pytest.raises(IntegrityError, match="holiday_once_per_date_and_scope"):
        Holiday.objects.create(date=day, name_fa="تعطیل دوباره")


def test_names_follow_the_language():
    holiday = Holiday(date=date(2026, 3, 21), name_fa="نوروز", name_en="Nowruz")

    with translation.override("en"):
        assert (str(holiday), str(RestDay(weekday=Weekday.FRIDAY))) == ("Nowruz", "Friday")
    with translation.override("fa"):
        assert str(holiday) == "نوروز"


def test_a_change_waits_until_dates_were_counted_again(db):
    CalendarChange.objects.all().delete()
    now = datetime(2026, 11, 21, 8, tzinfo=UTC)
    CalendarChange.objects.create(made_at=now, counted_at=now + timedelta(minutes=1))
    waiting = CalendarChange.objects.create(made_at=now)

    assert list(CalendarChange.objects.waiting()) == [waiting]
    assert str(waiting) == "changed 2026-11-21 08:00:00+00:00"
