"""Why this date? A due date with every day that led to it, pauses and the legal limit included."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count

import jdatetime

from persian.dates import jalali

from .calendar import LONGEST_BREAK, ONE_DAY, NoWorkingDay

PAUSE = "pause"  # why a day does not count, beside calendar.REST and calendar.HOLIDAY
LIMIT_MONTHS = 3
MONTHS_OF_A_YEAR = 12
SHORTEST_LIMIT = 89  # days: three months, Esfand among them


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock stands: the days after `since`, up to and including `until`, do not count."""

    since: date
    until: date

    def covers(self, day):
        return self.since < day <= self.until


@dataclass(frozen=True)
class Day:
    """
    One day of a derivation: its number where it counts, else why not (PAUSE, HOLIDAY or REST, the first that applies).

    The names are those of the holiday as they stood.
    """

    on: date
    counted: int | None
    why: str = ""
    name_fa: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class Deadline:
    """
    A due date and how it came about.

    `days` are all days after `start` up to `due_on`. Where counting would have gone beyond the `limit` it
    `is_capped`: `days` then go up to the limit, and what is due is due on the last working day among them, though the
    clock may stand on it; an answer that came on a later day of rest would be late. Where there is none, on the limit.
    """

    start: date
    working_days: int
    due_on: date
    limit: date
    is_capped: bool
    days: tuple[Day, ...]

    def as_json(self):
        """For a JSONField. Days follow each other from the start, so each is only "", why, or [why, names]."""
        return {
            "start": self.start.isoformat(),
            "working_days": self.working_days,
            "due_on": self.due_on.isoformat(),
            "limit": self.limit.isoformat(),
            "is_capped": self.is_capped,
            "days": [_packed(day) for day in self.days],
        }

    @classmethod
    def from_json(cls, stored):
        """The same deadline again, out of what `as_json` gave."""
        start = date.fromisoformat(stored["start"])
        return cls(
            start=start,
            working_days=stored["working_days"],
            due_on=date.fromisoformat(stored["due_on"]),
            limit=date.fromisoformat(stored["limit"]),
            is_capped=stored["is_capped"],
            days=tuple(_numbered(start, (_unpacked(day) for day in stored["days"]))),
        )


def derive(start, working_days, calendar, *, pauses=(), limit=None):
    """
    The deadline of `working_days` after `start`: day 1 is the first working day after it.

    Without `limit` the legal one holds; `date.max` is none at all. A pause moves no date that came before it. A
    closure moves one to the front in one case alone: when it closes the last working day before the limit.

    Raises ValueError for fewer than one day, and NoWorkingDay where none counts for a year and no limit comes first.
    """
    if working_days < 1:
        raise ValueError(f"a deadline takes at least one working day, not {working_days}")
    limit = legal_limit(start) if limit is None else limit
    days = tuple(_walk(_numbered(start, _reasons(start, calendar, pauses)), working_days, limit))
    due_on = next((day.on for day in reversed(days) if calendar.is_working(day.on)), limit)
    is_capped = not days or days[-1].counted != working_days
    return Deadline(start, working_days, due_on, limit, is_capped, days)


@lru_cache(maxsize=512)
def legal_limit(start):
    """
    The last date for a written answer, three Jalali months after `start`; the last of the month that has no such day.

    Administrative Justice Court Act, article 16, note 4.
    """
    solar = jalali(start)
    first = _first_of_month(solar, LIMIT_MONTHS)
    last = _first_of_month(solar, LIMIT_MONTHS + 1) - ONE_DAY
    return min(first + ONE_DAY * (solar.day - 1), last)


def latest_start(limit):
    """The last date whose legal limit is not after `limit`."""
    return next(day for step in count(SHORTEST_LIMIT) if legal_limit(day := limit - ONE_DAY * step) <= limit)


def _first_of_month(solar, later):
    """The first day of the Jalali month that comes `later` months after that of `solar`."""
    years, month = divmod(solar.month - 1 + later, MONTHS_OF_A_YEAR)
    return jdatetime.date(solar.year + years, month + 1, 1).togregorian()


def _reasons(start, calendar, pauses):
    """(why it does not count, the names of its holiday) of each day after `start`, without end."""
    for step in count(1):  # pragma: no branch - without end
        day = start + ONE_DAY * step
        why = PAUSE if any(pause.covers(day) for pause in pauses) else calendar.why_off(day)
        yield why, *calendar.names_of(day)


def _numbered(start, reasons):
    """The days after `start`, one for each of the `reasons`, numbered where there is none."""
    counted = 0
    for step, (why, name_fa, name_en) in enumerate(reasons, 1):
        counted += not why
        yield Day(start + ONE_DAY * step, None if why else counted, why, name_fa, name_en)


def _walk(days, working_days, limit):
    """The first of the `days`, as far as the one asked for or the limit."""
    idle = 0
    for day in days:  # pragma: no branch - the days have no end
        if day.on > limit:
            return
        yield day
        if day.counted == working_days:
            return
        idle = 0 if day.counted else idle + 1
        if idle > LONGEST_BREAK.days:
            raise NoWorkingDay(f"in the year before {day.on}")


def _packed(day):
    return [day.why, day.name_fa, day.name_en] if day.name_fa or day.name_en else day.why


def _unpacked(stored):
    return (stored, "", "") if isinstance(stored, str) else stored
