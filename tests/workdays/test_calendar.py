"""Counting working days: hand-computed cases, properties, and the rows a calendar is made of."""

from datetime import date, timedelta
from itertools import count, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workdays.calendar import (
    Calendar,
    NoWorkingDay,
    RestRule,
    add_working_days,
    covered_until,
    date_before,
    load_calendar,
    load_calendars,
    runs_out,
    working_days_left,
)
from workdays.models import Holiday, RestDay, Weekday

THURSDAY_AND_FRIDAY = (RestRule(Weekday.THURSDAY), RestRule(Weekday.FRIDAY))
NOWRUZ_1405 = {date(2026, 3, 20 + day) for day in range(5)} | {date(2026, 4, 1), date(2026, 4, 2)}
IRAN = Calendar(THURSDAY_AND_FRIDAY, frozenset(NOWRUZ_1405 | {date(2026, 12, 23), date(2026, 11, 13)}))
# Thursdays are worked until 30 Aban 1405 (Saturday 21 November 2026), and rest from the day after.
THURSDAY_CHANGES = Calendar((RestRule(Weekday.THURSDAY, valid_from=date(2026, 11, 22)), RestRule(Weekday.FRIDAY)))
CLOSED_FOR_COLD = Calendar(THURSDAY_AND_FRIDAY, frozenset({date(2026, 11, 22), date(2026, 11, 23)}))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # an ordinary week: 21 November 2026 is a Saturday
        ("2026-11-21", 1, "2026-11-22"),
        ("2026-11-21", 4, "2026-11-25"),
        ("2026-11-21", 5, "2026-11-28"),
        ("2026-11-21", 10, "2026-12-05"),
        ("2026-11-21", 15, "2026-12-12"),
        # registered on a day of rest: day 1 is the Saturday
        ("2026-11-25", 1, "2026-11-28"),
        ("2026-11-26", 1, "2026-11-28"),
        ("2026-11-27", 1, "2026-11-28"),
        ("2026-11-27", 2, "2026-11-29"),
        # a holiday on a Wednesday: 23 December
        ("2026-12-22", 1, "2026-12-26"),
        ("2026-12-21", 2, "2026-12-26"),
        ("2026-12-23", 1, "2026-12-26"),
        # a holiday on a Friday costs nothing: 13 November
        ("2026-11-11", 1, "2026-11-14"),
        ("2026-11-11", 6, "2026-11-21"),
        # Nowruz 1405: Friday 20 to Tuesday 24 March are free, then Wednesday 1 and Thursday 2 April
        ("2026-03-18", 1, "2026-03-25"),
        ("2026-03-18", 2, "2026-03-28"),
        ("2026-03-18", 5, "2026-03-31"),
        ("2026-03-18", 6, "2026-04-04"),
        ("2026-03-18", 15, "2026-04-15"),
        ("2026-03-31", 1, "2026-04-04"),
        ("2026-03-21", 1, "2026-03-25"),
    ],
)
def test_due_date_by_hand(start, days, due):
    assert add_working_days(date.fromisoformat(start), days, IRAN) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-17", 2, "2026-11-19"),  # the last Thursday that was worked
        ("2026-11-17", 3, "2026-11-21"),
        ("2026-11-24", 2, "2026-11-28"),  # the first that was not
        ("2026-11-18", 8, "2026-11-29"),
    ],
)
def test_due_date_when_the_rule_for_thursday_changes(start, days, due):
    assert add_working_days(date.fromisoformat(start), days, THURSDAY_CHANGES) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-21", 1, "2026-11-24"),
        ("2026-11-21", 2, "2026-11-25"),
        ("2026-11-21", 3, "2026-11-28"),
        ("2026-11-24", 1, "2026-11-25"),
    ],
)
def test_due_date_when_a_district_is_closed_for_cold(start, days, due):
    assert add_working_days(date.fromisoformat(start), days, CLOSED_FOR_COLD) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-11-21", 4),
        ("2026-11-24", 1),
        ("2026-11-25", 0),
        ("2026-11-26", -1),  # overdue from the next midnight, though nobody works on Thursday
        ("2026-11-27", -1),
        ("2026-11-28", -1),
        ("2026-11-29", -2),
        ("2026-12-24", -19),
    ],
)
def test_working_days_left_until_wednesday(today, left):
    assert working_days_left(date.fromisoformat(today), date(2026, 11, 25), IRAN) == left


def test_a_deadline_of_no_days_is_refused():
    with pytest.raises(ValueError, match="at least one working day"):
        add_working_days(date(2026, 11, 21), 0, IRAN)


def test_a_week_of_rest_days_only_is_absurd():
    never = Calendar(tuple(RestRule(weekday) for weekday in Weekday.values))

    with pytest.raises(NoWorkingDay):
        add_working_days(date(2026, 11, 21), 1, never)


DATES = st.dates(date(2020, 1, 1), date(2030, 12, 31))
DAYS = st.integers(1, 40)
CALENDARS = st.builds(
    Calendar,
    rest=st.lists(st.builds(RestRule, weekday=st.integers(3, 4), valid_from=DATES), max_size=3).map(tuple),
    holidays=st.frozensets(DATES, max_size=60),
)


def slow_reference(start, days, calendar):
    """The same promise told differently: walk the working days after the start, take the one asked for."""
    following = (start + timedelta(days=step) for step in count(1))
    return next(islice(filter(calendar.is_working, following), days - 1, None))


@settings(max_examples=1000)
@given(start=DATES, days=DAYS, calendar=CALENDARS)
def test_equals_the_slow_reference(start, days, calendar):
    assert add_working_days(start, days, calendar) == slow_reference(start, days, calendar)


@given(start=DATES, days=DAYS, calendar=CALENDARS)
def test_due_date_is_a_working_day_after_the_start(start, days, calendar):
    due = add_working_days(start, days, calendar)

    assert (due > start, calendar.is_working(due)) == (True, True)


@given(start=DATES, days=DAYS, more=DAYS, calendar=CALENDARS)
def test_adding_twice_is_adding_the_sum(start, days, more, calendar):
    in_two_steps = add_working_days(add_working_days(start, days, calendar), more, calendar)

    assert in_two_steps == add_working_days(start, days + more, calendar)


@given(start=DATES, days=DAYS, calendar=CALENDARS)
def test_one_day_more_is_always_later(start, days, calendar):
    assert add_working_days(start, days + 1, calendar) > add_working_days(start, days, calendar)


@given(start=DATES, days=DAYS, calendar=CALENDARS, closures=st.frozensets(DATES, max_size=20))
def test_a_further_closure_never_moves_the_due_date_forward(start, days, calendar, closures):
    closed = Calendar(calendar.rest, calendar.holidays | closures)

    assert add_working_days(start, days, closed) >= add_working_days(start, days, calendar)


@given(start=DATES, days=DAYS, calendar=CALENDARS)
def test_closing_a_day_that_is_free_already_changes_nothing(start, days, calendar):
    free = {
        start + timedelta(days=step) for step in range(60) if not calendar.is_working(start + timedelta(days=step))
    }
    again = Calendar(calendar.rest, calendar.holidays | free)

    assert add_working_days(start, days, again) == add_working_days(start, days, calendar)


@given(start=DATES, later=st.integers(0, 30), days=DAYS, calendar=CALENDARS)
def test_whoever_comes_later_is_never_due_earlier(start, later, days, calendar):
    due = add_working_days(start, days, calendar)

    assert add_working_days(start + timedelta(days=later), days, calendar) >= due


@given(start=DATES, days=DAYS, calendar=CALENDARS)
def test_days_left_undo_the_adding(start, days, calendar):
    assert working_days_left(start, add_working_days(start, days, calendar), calendar) == days


@given(due_on=DATES, late=st.integers(-90, 400), calendar=CALENDARS)
def test_days_left_are_negative_exactly_when_overdue(due_on, late, calendar):
    today = due_on + timedelta(days=late)

    assert (working_days_left(today, due_on, calendar) < 0) == (today > due_on)


def test_calendar_of_the_province_holds_the_rows_of_country_and_root(directorate, district):
    RestDay.objects.all().delete()
    Holiday.objects.all().delete()
    RestDay.objects.create(weekday=Weekday.FRIDAY)
    RestDay.objects.create(weekday=Weekday.SATURDAY, unit=directorate, valid_to=date(2020, 1, 1))
    RestDay.objects.create(weekday=Weekday.SUNDAY, unit=district)
    Holiday.objects.create(date=date(2026, 11, 22), name_fa="تعطیل کشور")
    Holiday.objects.create(date=date(2026, 11, 23), name_fa="سرما", unit=directorate)
    Holiday.objects.create(date=date(2026, 11, 24), name_fa="آلودگی هوا", unit=district)

    calendar = load_calendar()

    assert set(calendar.rest) == {
        RestRule(Weekday.FRIDAY),
        RestRule(Weekday.SATURDAY, valid_to=date(2020, 1, 1)),
    }
    assert calendar.holidays == {date(2026, 11, 22), date(2026, 11, 23)}


def test_calendar_of_a_district_adds_its_own_rows(reference, district, small_district):
    RestDay.objects.create(weekday=Weekday.SUNDAY, unit=district, valid_from=date(2026, 1, 1))
    Holiday.objects.create(date=date(2026, 11, 24), name_fa="آلودگی هوا", unit=district)

    here, elsewhere = load_calendar(district=district), load_calendar(district=small_district)

    assert [calendar.is_working(date(2026, 11, 24)) for calendar in (here, elsewhere)] == [False, True]
    assert set(here.rest) - set(elsewhere.rest) == {RestRule(Weekday.SUNDAY, valid_from=date(2026, 1, 1))}


def test_calendars_of_several_districts_take_two_queries(district, small_district, django_assert_num_queries):
    Holiday.objects.create(date=date(2026, 11, 24), name_fa="آلودگی هوا", unit=district)
    places = [district, small_district, None]

    with django_assert_num_queries(2):
        calendars = load_calendars(places)

    assert calendars == {place: load_calendar(district=place) for place in places}
    assert calendars[district] != calendars[small_district] == calendars[None]


def test_calendar_of_today_ends_where_the_list_runs_out(db):
    Holiday.objects.all().delete()
    for day in (date(2026, 9, 1), date(2026, 12, 23), date(2027, 2, 11), date(2029, 1, 1)):
        Holiday.objects.create(date=day, name_fa="تعطیل")

    assert covered_until(date(2026, 11, 21)) == date(2027, 2, 11)


@pytest.mark.parametrize("known", [[], [date(2026, 9, 1)], [date(2027, 6, 4)]])
def test_calendar_of_today_is_unknown(db, known):
    Holiday.objects.all().delete()
    for day in known:
        Holiday.objects.create(date=day, name_fa="تعطیل")

    assert covered_until(date(2026, 11, 21)) is None


def test_a_closure_of_one_district_does_not_prolong_the_calendar(district):
    Holiday.objects.all().delete()
    Holiday.objects.create(date=date(2026, 12, 23), name_fa="تعطیل")
    Holiday.objects.create(date=date(2027, 1, 3), name_fa="سرما", unit=district)

    assert covered_until(date(2026, 11, 21)) == date(2026, 12, 23)


def test_holidays_may_be_left_out_or_put_in_before_asking(db):
    Holiday.objects.all().delete()
    first, last = (
        Holiday.objects.create(date=day, name_fa="تعطیل") for day in (date(2026, 12, 23), date(2027, 2, 11))
    )
    day = date(2026, 11, 21)

    assert covered_until(day, without=[last]) == first.date
    assert covered_until(day, without=[first, last]) is None
    assert covered_until(day, without=[last], added=[date(2027, 3, 21)]) == date(2027, 3, 21)


@pytest.mark.parametrize(("last", "is_out"), [(date(2027, 2, 21), True), (date(2027, 2, 22), False)])
def test_calendar_runs_out_before_the_legal_limit(db, last, is_out):
    Holiday.objects.all().delete()
    for day in (date(2026, 12, 23), last):
        Holiday.objects.create(date=day, name_fa="تعطیل")

    assert runs_out(date(2026, 11, 21)) is is_out


def test_date_before_is_where_so_many_working_days_begin_to_come():
    friday, saturday = date(2026, 11, 27), date(2026, 11, 28)
    calendar = Calendar((RestRule(Weekday.THURSDAY), RestRule(Weekday.FRIDAY)))

    assert date_before(saturday, 0, calendar) == saturday
    assert [date_before(day, 1, calendar) for day in (friday, saturday)] == [date(2026, 11, 24), friday]
    assert working_days_left(saturday, date_before(saturday, 5, calendar), calendar) == -5


def test_date_before_without_working_days():
    with pytest.raises(NoWorkingDay):
        date_before(date(2026, 11, 28), 1, Calendar(tuple(map(RestRule, range(7)))))
