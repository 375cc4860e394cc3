"""The legal clock: which dates are working days, and counting in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from units.models import Unit

from .models import Holiday, RestDay

ONE_DAY = timedelta(days=1)
LONGEST_BREAK = timedelta(days=366)
WIDEST_GAP = timedelta(days=120)
# No case may wait longer, whatever its deadline: three months from registration (Administrative Justice Court Act,
# article 16, note 4).
LEGAL_LIMIT = timedelta(days=93)
DAYS_OF_A_WEEK = 7
REST, HOLIDAY = "rest", "holiday"  # why a day is off
UNNAMED = ("", "")


class NoWorkingDay(Exception):
    """The calendar is absurd: it has no working day within a year."""


@dataclass(frozen=True)
class RestRule:
    """A weekday (as `date.weekday()` counts) on which nobody works, between two dates, both included."""

    weekday: int
    valid_from: date = date.min
    valid_to: date = date.max

    def covers(self, day):
        return day.weekday() == self.weekday and self.valid_from <= day <= self.valid_to


@dataclass(frozen=True)
class Calendar:
    """
    Weekly rest and single days off, for one place. Reads nothing and never changes.

    Calendars in which the same days count are equal, whatever the holidays are called: `names` holds those as pairs,
    Persian and English.
    """

    rest: tuple[RestRule, ...] = ()
    holidays: frozenset[date] = frozenset()
    names: Mapping[date, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)
    _asked: dict[date, bool] = field(default_factory=dict, init=False, compare=False, repr=False)

    def is_working(self, day):
        """Do offices work on `day`?"""
        known = self._asked.get(day)
        if known is None:  # a list of cases asks for the same few days again and again
            known = self._asked[day] = not self.why_off(day)
        return known

    def why_off(self, day):
        """HOLIDAY or REST, "" for a working day. A holiday keeps its name on a day of weekly rest."""
        if day in self.holidays:
            return HOLIDAY
        return REST if self.rest_rule(day) else ""

    def rest_rule(self, day):
        """The rule of weekly rest by which `day` is off, or None."""
        return next((rule for rule in self.rest if rule.covers(day)), None)

    def names_of(self, day):
        """What the holiday on `day` is called in Persian and in English; both empty where there is none."""
        return self.names.get(day, UNNAMED)

    def rests_all_week(self, day):
        """Do the rules of weekly rest that hold on `day` leave no day of the week?"""
        resting = {rule.weekday for rule in self.rest if rule.valid_from <= day <= rule.valid_to}
        return len(resting) == DAYS_OF_A_WEEK

    def next_working_day(self, day):
        """The first working day after `day`. Raises NoWorkingDay."""
        following = day + ONE_DAY
        while not self.is_working(following):
            following += ONE_DAY
            if following - day > LONGEST_BREAK:
                raise NoWorkingDay(f"after {day}")
        return following


def add_working_days(start, days, calendar):
    """
    The date that is `days` working days after `start`: day 1 is the first working day after it.

    Raises ValueError for fewer than one day and NoWorkingDay.
    """
    if days < 1:
        raise ValueError(f"a deadline takes at least one working day, not {days}")
    day = start
    for _step in range(days):
        day = calendar.next_working_day(day)
    return day


def date_before(today, days, calendar):
    """
    The last date that lies `days` working days back: so many came after it, `today` counted where it is one.

    Raises NoWorkingDay.
    """
    day = today
    while days:
        days -= calendar.is_working(day)
        day -= ONE_DAY
        if today - day > LONGEST_BREAK:
            raise NoWorkingDay(f"before {today}")
    return day


def working_days_left(today, due_on, calendar):
    """
    How many working days after `today` until `due_on`, that day included: 0 on the due date.

    Once overdue always negative: minus the working days since, and -1 on the days of rest right after the due date.
    """
    if today > due_on:
        return min(-1, -_working_days_between(due_on, today, calendar))
    return _working_days_between(today, due_on, calendar)


def _working_days_between(start, end, calendar):
    """The number of working days after `start`, up to and including `end`."""
    days = range(start.toordinal() + 1, end.toordinal() + 1)
    return sum(calendar.is_working(date.fromordinal(day)) for day in days)


def load_calendar(*, district=None):
    """The calendar of a `district` (a Unit), or of the province: days off of the country, of the root and its own."""
    return load_calendars([district])[district]


def load_calendars(districts):
    """{district: Calendar} of several districts, None standing for the province; two queries, however many."""
    paths = {path for district in districts if district for path in district.lineage}
    days_off = _days_off(Q(unit__isnull=True) | Q(unit__depth=1) | Q(unit__path__in=paths))
    return {district: days_off.calendar_of(district) for district in districts}


def load_days_off():
    """The DaysOff of every place: two queries."""
    return _days_off(Q())


def _days_off(here):
    rests = RestDay.objects.filter(here).values_list("unit__path", "weekday", "valid_from", "valid_to")
    holidays = Holiday.objects.filter(here).values_list("unit__path", "date", "name_fa", "name_en")
    # narrow before wide: of two names of one date the wider stays, a feast of the country before a district's closure
    return DaysOff(list(rests), sorted(holidays, key=lambda row: len(row[0] or ""), reverse=True))


@dataclass(frozen=True)
class DaysOff:
    """Rows of weekly rest and of days off, read once: a Calendar of any place they are of asks nothing more."""

    rests: list
    holidays: list

    def calendar_of(self, district):
        """The Calendar of a `district` (a Unit), or of the province (None)."""
        return _assemble(self.rests, self.holidays, district)

    @property
    def places(self):
        """The paths of the units below the root that have days off of their own."""
        paths = {path for path, *_day in [*self.rests, *self.holidays]}
        return sorted(path for path in paths if path and len(path) > Unit.steplen)


def _assemble(rests, holidays, district):
    """The Calendar of one place from rows that begin with the path of the unit they hold for."""

    def holds(path):
        return path is None or len(path) == Unit.steplen or (district is not None and path in district.lineage)

    names = {day: (name_fa, name_en) for path, day, name_fa, name_en in holidays if holds(path)}
    return Calendar(
        rest=tuple(RestRule(day, since or date.min, to or date.max) for path, day, since, to in rests if holds(path)),
        holidays=frozenset(names),
        names=names,
    )


def week_without_work(rest_days, *, since):
    """The first date from `since` on at which `rest_days` (rows) leave some place no day to work on, or None."""
    rows = [(row.unit and row.unit.path, row.weekday, row.valid_from, row.valid_to) for row in rest_days]
    calendars = [_assemble(rows, (), place) for place in {None, *(row.unit for row in rest_days)}]
    return min(
        (
            day
            for calendar in calendars
            for day in {max(since, rule.valid_from) for rule in calendar.rest}
            if calendar.rests_all_week(day)
        ),
        default=None,
    )


def outlasts_calendar(days, *, today):
    """Would a deadline of `days` working days end on a date whose holidays nobody has entered yet?"""
    known = covered_until(today)
    return known is None or known < add_working_days(today, days, load_calendar())


def runs_out(today, *, without=(), added=()):
    """Are holidays unknown for some date on which a case of `today` may still be open? Otherwise as covered_until."""
    known = covered_until(today, without=without, added=added)
    return known is None or known < today + LEGAL_LIMIT


def covered_until(today, *, without=(), added=()):
    """
    The last date up to which the country's holidays are known, or None when not even `today` is covered.

    Rows in `without` are left out and dates in `added` put in, to ask before a change.

    Iran never goes `WIDEST_GAP` without an official holiday: where the list does, it has run out, whatever single
    closure somebody entered further on.
    """
    since = today - WIDEST_GAP
    rows = Holiday.objects.filter(unit=None, date__gte=since).exclude(pk__in=[row.pk for row in without])
    dates = {*rows.values_list("date", flat=True), *(day for day in added if day >= since)}
    last = None
    for day in sorted(dates):
        if day - (last or today) > WIDEST_GAP:
            break
        last = day
    return last if last and last >= today else None
