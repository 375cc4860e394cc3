"""Why a day is off, and what its holiday is called."""

from datetime import date

import pytest

from workdays.calendar import Calendar, RestRule, load_calendar
from workdays.models import Holiday, Weekday

WEEKEND = (RestRule(Weekday.THURSDAY), RestRule(Weekday.FRIDAY))


def test_holidays_are_known_by_name_without_a_further_query(directorate, district, django_assert_num_queries):
    """Of two names of one date the wider holds: the country's feast, not the district's closure."""
    Holiday.objects.create(date=date(2026, 12, 23), name_fa="بازسازی", unit=district)
    Holiday.objects.create(date=date(2026, 11, 24), name_fa="آلودگی هوا", name_en="Smog", unit=district)
    feast = Holiday.objects.get(date=date(2026, 12, 23), unit=None)

    with django_assert_num_queries(2):
        calendar = load_calendar(district=district)

    names = [calendar.names_of(day) for day in (feast.date, date(2026, 11, 24), date(2026, 11, 25))]
    assert names == [(feast.name_fa, feast.name_en), ("آلودگی هوا", "Smog"), ("", "")]
    assert set(calendar.names) == calendar.holidays


def test_calendars_that_count_alike_are_equal_whatever_their_holidays_are_called():
    day = date(2026, 11, 24)
    smog, cold = (Calendar(WEEKEND, frozenset({day}), {day: (name, "")}) for name in ("آلودگی هوا", "سرما"))

    assert smog == cold
    assert hash(smog) == hash(cold)
    assert smog != Calendar(WEEKEND)


@pytest.mark.parametrize(
    ("day", "why", "weekday"),
    [
        ("2026-11-19", "", None),  # a Thursday that is worked
        ("2026-11-26", "rest", Weekday.THURSDAY),
        ("2026-11-27", "rest", Weekday.FRIDAY),
        ("2026-12-23", "holiday", None),
        ("2026-11-13", "holiday", Weekday.FRIDAY),  # a holiday on a day of rest is a holiday
    ],
)
def test_why_a_day_is_off(day, why, weekday):
    weekend = (RestRule(Weekday.THURSDAY, valid_from=date(2026, 11, 22)), RestRule(Weekday.FRIDAY))
    calendar = Calendar(weekend, frozenset({date(2026, 12, 23), date(2026, 11, 13)}))
    day = date.fromisoformat(day)

    rule = calendar.rest_rule(day)

    assert (calendar.why_off(day), rule and rule.weekday) == (why, weekday)
    assert calendar.is_working(day) is (why == "")
