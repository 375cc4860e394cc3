"""Which cases are about to be late: due today or on one of the next two working days of their own district."""

from django.db.models import Q

from units.models import Unit
from workdays.calendar import add_working_days

DAYS = 2  # in working days after today; what the rows of the queue draw in orange


def due_soon(day, days_off, *, days=DAYS):
    """
    A Q of the cases due from `day` on and within the next `days` working days, by the `days_off` of their districts.

    Nearly always all places count alike, and it is one range of dates. A closure moves the end of that range for the
    district that has it, and never to an earlier day: the province's days off are everybody's.
    """
    end = _end(day, days, days_off.calendar_of(None))
    soon = Q(due_on__lt=end)
    for path in days_off.places:
        later = _end(day, days, days_off.calendar_of(Unit(path=path)))
        if later > end:
            soon |= Q(district__path__startswith=path, due_on__lt=later)
    return Q(due_on__gte=day) & soon


def _end(day, days, calendar):
    """The first day too far away: a due date on a day of rest before it is as near as the working day before that."""
    return add_working_days(day, days + 1, calendar)
