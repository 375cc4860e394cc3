"""The days off of every place, read once."""

from datetime import date

from workdays.calendar import load_calendars, load_days_off
from workdays.models import Holiday


def test_days_off_of_all_places_give_the_calendar_of_each(district, small_district):
    Holiday.objects.create(date=date(2026, 11, 22), name_fa="برف", unit=district)

    days_off = load_days_off()

    assert days_off.places == [district.path]
    assert {place: days_off.calendar_of(place) for place in (None, district, small_district)} == load_calendars(
        [None, district, small_district]
    )
