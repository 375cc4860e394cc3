"""Due dates with their derivation: a table computed by hand, properties, and what is stored of them."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.dates import jalali
from workdays.calendar import LEGAL_LIMIT, Calendar, NoWorkingDay, RestRule, add_working_days
from workdays.deadline import Day, Deadline, Pause, derive, latest_start, legal_limit
from workdays.models import Weekday

TABLE = Path(__file__).with_name("deadlines.csv")
ONE_DAY = timedelta(days=1)
NO_LIMIT = date.max
WEEKEND = (RestRule(Weekday.THURSDAY), RestRule(Weekday.FRIDAY))
SATURDAY = date(2026, 11, 21)  # 30 Aban 1405


def table():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def on(text):
    """The date of 1405/08/30."""
    return jdatetime.date(*map(int, text.split("/"))).togregorian()


def calendar_of(line):
    since = line["thursday_rests_from"]
    thursday = RestRule(Weekday.THURSDAY, valid_from=on(since) if since else date.min)
    return Calendar((thursday, RestRule(Weekday.FRIDAY)), frozenset(map(on, line["holidays"].split())))


def pauses_of(line):
    return [Pause(*map(on, pause.split("-"))) for pause in line["pauses"].split()]


@pytest.mark.parametrize("line", table(), ids=lambda line: f"{line['start']}+{line['days']}")
def test_deadline_by_hand(line):
    deadline = derive(on(line["start"]), int(line["days"]), calendar_of(line), pauses=pauses_of(line))

    found = [jalali(day).strftime("%Y/%m/%d") for day in (deadline.due_on, deadline.limit)]
    assert (*found, deadline.is_capped) == (line["due_on"], line["limit"], line["is_capped"] == "yes")


def test_table_is_long_enough():
    assert len(table()) >= 20


DATES = st.dates(date(2020, 1, 1), date(2030, 12, 31))
DAYS = st.integers(1, 40)
NAMES = st.tuples(st.text(min_size=1, max_size=9), st.text(max_size=9))


@st.composite
def cases(draw):
    """A start, a calendar that has its holidays where they matter, and pauses of the same time."""
    start = draw(DATES)
    near = st.integers(-5, 150).map(lambda step: start + ONE_DAY * step)
    names = draw(st.dictionaries(near, NAMES, max_size=30))
    weekly = st.builds(RestRule, weekday=st.integers(3, 4), valid_from=near)
    rest = tuple(draw(st.lists(weekly, max_size=3)))
    lasting = st.integers(0, 40).map(timedelta)
    pauses = draw(st.lists(st.builds(lambda since, days: Pause(since, since + days), near, lasting), max_size=3))
    return start, Calendar(rest, frozenset(names), names), pauses


def slow_reference(start, days, calendar, pauses, limit):
    """The due date, told differently: all days of a long time, those that count, and the limit at the end."""
    following = [start + timedelta(step) for step in range(1, 500)]
    paused = {each.since + timedelta(step + 1) for each in pauses for step in range((each.until - each.since).days)}
    working = [day for day in following if calendar.is_working(day)]
    due = [day for day in working if day not in paused][days - 1]
    if due <= limit:
        return due
    return ([day for day in working if day <= limit] or [limit])[-1]


@given(case=cases(), days=st.integers(1, 90))
def test_equals_the_slow_reference(case, days):
    start, calendar, pauses = case
    for limit in (legal_limit(start), NO_LIMIT):
        due_on = derive(start, days, calendar, pauses=pauses, limit=limit).due_on

        assert due_on == slow_reference(start, days, calendar, pauses, limit)


@given(case=cases(), days=DAYS)
def test_without_pauses_and_below_the_limit_it_is_plain_counting(case, days):
    start, calendar, _pauses = case

    assert derive(start, days, calendar, limit=NO_LIMIT).due_on == add_working_days(start, days, calendar)


@given(case=cases(), days=DAYS, closures=st.frozensets(st.integers(-5, 150), max_size=20))
def test_a_further_closure_never_moves_a_date_to_the_front(case, days, closures):
    start, calendar, pauses = case
    closed = Calendar(calendar.rest, calendar.holidays | {start + timedelta(step) for step in closures})

    before, after = (derive(start, days, place, pauses=pauses, limit=NO_LIMIT) for place in (calendar, closed))

    assert after.due_on >= before.due_on


@given(case=cases(), days=st.integers(1, 90), since=st.integers(-5, 150), lasting=st.integers(0, 60))
def test_a_further_pause_never_moves_a_date_to_the_front(case, days, since, lasting):
    """With and without the legal limit."""
    start, calendar, pauses = case
    begins = start + timedelta(since)
    further = [*pauses, Pause(begins, begins + timedelta(lasting))]

    for limit in (None, NO_LIMIT):
        before, after = (derive(start, days, calendar, pauses=each, limit=limit) for each in (pauses, further))

        assert after.due_on >= before.due_on


@given(case=cases(), days=DAYS, after=st.integers(0, 60), lasting=st.integers(0, 60))
def test_lateness_is_not_washed_off_by_a_pause(case, days, after, lasting):
    start, calendar, pauses = case
    before = derive(start, days, calendar, pauses=pauses)
    begins = before.due_on + timedelta(after)

    late = derive(start, days, calendar, pauses=[*pauses, Pause(begins, begins + timedelta(lasting))])

    assert late.due_on == before.due_on


@given(case=cases(), days=DAYS, more=DAYS)
def test_adding_twice_is_adding_the_sum(case, days, more):
    start, calendar, _pauses = case
    first = derive(start, days, calendar, limit=NO_LIMIT)
    second = derive(first.due_on, more, calendar, limit=NO_LIMIT)

    whole = derive(start, days + more, calendar, limit=NO_LIMIT)

    assert whole.due_on == second.due_on
    assert [day.on for day in whole.days] == [day.on for day in (*first.days, *second.days)]


@given(case=cases(), days=st.integers(1, 90))
def test_deriving_again_gives_the_same(case, days):
    start, calendar, pauses = case
    deadline = derive(start, days, calendar, pauses=pauses)

    assert derive(deadline.start, deadline.working_days, calendar, pauses=pauses, limit=deadline.limit) == deadline


@given(case=cases(), days=st.integers(1, 90))
def test_stored_and_read_it_is_the_same(case, days):
    start, calendar, pauses = case
    deadline = derive(start, days, calendar, pauses=pauses)

    assert Deadline.from_json(json.loads(json.dumps(deadline.as_json()))) == deadline


@given(case=cases(), days=st.integers(1, 90))
def test_every_day_is_told_once_and_numbered_where_it_counts(case, days):
    start, calendar, pauses = case
    deadline = derive(start, days, calendar, pauses=pauses)
    counting = [day for day in deadline.days if day.counted]

    assert [day.on for day in deadline.days] == [start + timedelta(step + 1) for step in range(len(deadline.days))]
    assert [day.counted for day in counting] == list(range(1, len(counting) + 1))
    assert all(calendar.is_working(day.on) and not any(pause.covers(day.on) for pause in pauses) for day in counting)
    assert [day for day in deadline.days if bool(day.why) is bool(day.counted)] == []
    end = deadline.limit if deadline.is_capped else deadline.due_on
    assert (deadline.days[-1].on, len(counting) == days) == (end, not deadline.is_capped)
    assert deadline.due_on <= deadline.limit


@given(case=cases(), days=st.integers(60, 90), closures=st.frozensets(st.integers(80, 100), max_size=20))
def test_a_capped_date_is_the_last_working_day_before_the_limit(case, days, closures):
    start, calendar, pauses = case
    closed = Calendar(calendar.rest, calendar.holidays | {start + timedelta(step) for step in closures})
    deadline = derive(start, days, closed, pauses=pauses)

    after = [day.on for day in deadline.days if day.on > deadline.due_on]

    assert closed.is_working(deadline.due_on)
    assert [day for day in after if closed.is_working(day)] == []


def test_days_say_why_they_do_not_count():
    """Sunday is closed, on Monday and Tuesday the clock stands, then comes a weekend with a feast on its Friday."""
    names = {SATURDAY + ONE_DAY: ("سرما", "Cold"), SATURDAY + 6 * ONE_DAY: ("عید", "Feast")}
    calendar = Calendar(WEEKEND, frozenset(names), names)
    pause = Pause(SATURDAY + ONE_DAY, SATURDAY + 3 * ONE_DAY)

    deadline = derive(SATURDAY, 2, calendar, pauses=[pause])

    assert deadline.days == (
        Day(date(2026, 11, 22), None, "holiday", "سرما", "Cold"),
        Day(date(2026, 11, 23), None, "pause"),
        Day(date(2026, 11, 24), None, "pause"),
        Day(date(2026, 11, 25), 1),
        Day(date(2026, 11, 26), None, "rest"),
        Day(date(2026, 11, 27), None, "holiday", "عید", "Feast"),
        Day(date(2026, 11, 28), 2),
    )


def test_what_is_stored_is_short():
    names = {SATURDAY + ONE_DAY: ("سرما", "Cold")}
    calendar = Calendar(WEEKEND, frozenset(names), names)

    stored = derive(SATURDAY, 4, calendar, pauses=[Pause(SATURDAY + ONE_DAY, SATURDAY + 2 * ONE_DAY)]).as_json()

    assert stored == {
        "start": "2026-11-21",
        "working_days": 4,
        "due_on": "2026-11-29",
        "limit": "2027-02-19",
        "is_capped": False,
        "days": [["holiday", "سرما", "Cold"], "pause", "", "", "rest", "rest", "", ""],
    }


def test_a_holiday_without_a_name_is_stored_too():
    deadline = derive(SATURDAY, 1, Calendar(WEEKEND, frozenset({SATURDAY + ONE_DAY})))

    assert Deadline.from_json(deadline.as_json()) == deadline
    assert deadline.as_json()["days"] == ["holiday", ""]


def test_a_closure_of_the_last_day_before_the_limit_is_no_grace():
    """A person must have the answer at the limit: what would be due on the closed day is due before it."""
    limit = SATURDAY + 4 * ONE_DAY
    closed = Calendar(WEEKEND, frozenset({limit}))

    assert derive(SATURDAY, 5, Calendar(WEEKEND), limit=limit).due_on == limit
    assert derive(SATURDAY, 5, closed, limit=limit).due_on == limit - ONE_DAY


@pytest.mark.parametrize("limit", [SATURDAY + ONE_DAY, SATURDAY], ids=["only days off", "no day at all"])
def test_a_limit_before_any_working_day_is_the_due_date_itself(limit):
    deadline = derive(SATURDAY, 1, Calendar(WEEKEND, frozenset({SATURDAY + ONE_DAY})), limit=limit)

    assert (deadline.due_on, deadline.is_capped) == (limit, True)


def test_a_deadline_of_no_days_is_refused():
    with pytest.raises(ValueError, match="at least one working day"):
        derive(SATURDAY, 0, Calendar())


@pytest.mark.parametrize(
    ("calendar", "pauses"),
    [
        (Calendar(tuple(RestRule(weekday) for weekday in Weekday.values)), []),
        (Calendar(), [Pause(SATURDAY, date.max)]),
    ],
    ids=["a week of rest", "a pause for ever"],
)
def test_a_year_without_a_day_that_counts_is_absurd(calendar, pauses):
    with pytest.raises(NoWorkingDay):
        derive(SATURDAY, 1, calendar, pauses=pauses, limit=NO_LIMIT)


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        ("1405/01/01", "1405/04/01"),
        ("1405/03/31", "1405/06/31"),
        ("1405/06/31", "1405/09/30"),
        ("1405/09/30", "1405/12/29"),
        ("1403/09/30", "1403/12/30"),
        ("1408/09/30", "1408/12/30"),
        ("1405/10/01", "1406/01/01"),
        ("1405/12/29", "1406/03/29"),
        ("1403/12/30", "1404/03/30"),
    ],
)
def test_legal_limit_is_the_same_day_three_months_later(start, limit):
    assert legal_limit(on(start)) == on(limit)


@given(start=DATES)
def test_legal_limit_is_never_beyond_what_the_calendar_must_cover(start):
    assert start + timedelta(days=89) <= legal_limit(start) <= start + LEGAL_LIMIT


@given(start=DATES)
def test_legal_limit_of_whoever_comes_later_is_never_earlier(start):
    assert legal_limit(start) <= legal_limit(start + ONE_DAY)


@given(limit=DATES)
def test_latest_start_is_the_last_whose_limit_is_not_later(limit):
    start = latest_start(limit)

    assert legal_limit(start) <= limit < legal_limit(start + ONE_DAY)
