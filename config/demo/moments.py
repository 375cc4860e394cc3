"""When things happen in the demonstration: citizens at any hour and in the season, staff in office hours."""

from datetime import datetime, time, timedelta

from persian.dates import TEHRAN, gregorian, jalali
from workdays.calendar import add_working_days

SPREAD_DAYS = 243  # eight months
LATELY_DAYS = 25  # the last weeks weigh more, so that queues are not empty
BUSY_MONTHS = {3: 2, 6: 2, 7: 4, 10: 2}  # Khordad, Shahrivar, Mehr, Dey: enrolment, tuition, exams
OPENS, CLOSES = 8, 14


def submission_times(count, *, now, chance):
    """`count` moments of the last eight months, in order, more of them in the busy months; none after `now`."""
    days = [gregorian(now) - timedelta(days=back) for back in range(SPREAD_DAYS)]
    weights = [BUSY_MONTHS.get(jalali(day).month, 1) + 4 * (back < LATELY_DAYS) for back, day in enumerate(days)]
    moments = (_moment(day, chance.triangular(6, 23.9, 20), chance) for day in chance.choices(days, weights, k=count))
    return sorted(min(moment, now - timedelta(minutes=1)) for moment in moments)


def office_time(after, *, working_days, calendar, chance):
    """A moment in office hours, `working_days` working days after the moment `after`; later the same day for 0."""
    if working_days < 1:
        return after + timedelta(minutes=chance.randrange(5, 90))
    day = add_working_days(gregorian(after), working_days, calendar)
    return _moment(day, chance.uniform(OPENS, CLOSES), chance)


def _moment(day, hour, chance):
    return datetime.combine(day, time(int(hour), chance.randrange(60), chance.randrange(60)), TEHRAN)
