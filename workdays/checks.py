"""Does the calendar know its days? `make check` asks."""

from datetime import timedelta

from django.core.checks import Error, Warning

from persian.dates import format_date, today
from units.checks import reads_tables

from .calendar import NoWorkingDay, covered_until, load_calendar
from .models import Holiday

# No case may wait longer, whatever its deadline: three months from registration (Administrative Justice Court Act,
# article 16, note 4).
LEGAL_LIMIT = timedelta(days=93)
CONFIRM_BEFORE = timedelta(days=30)


@reads_tables
def calendar_reaches_far_enough():
    """Official holidays are known for every date a case of today may still be open on."""
    needed, known = today() + LEGAL_LIMIT, covered_until(today())
    if known is None or known < needed:
        hint = "Run manage.py load_reference, or enter the official holidays."
        until = format_date(known) if known else "no date at all"
        yield Error(f"Official holidays are known until {until}, too short.", hint=hint, id="workdays.E001")


@reads_tables
def calendar_has_working_days():
    """Weekly rest leaves somebody a day to work."""
    try:
        load_calendar().next_working_day(today())
    except NoWorkingDay:
        hint = "Correct the weekly rest days."
        yield Error("The calendar has no working day within a year.", hint=hint, id="workdays.E002")


@reads_tables
def near_holidays_are_confirmed():
    """Feasts of the lunar calendar are announced late: somebody must look."""
    near = Holiday.objects.filter(is_confirmed=False, date__range=(today(), today() + CONFIRM_BEFORE)).order_by("date")
    dates = [format_date(day) for day in near.values_list("date", flat=True)]
    if dates:
        hint = "Confirm or correct them in the administration."
        yield Warning(f"Estimated holidays come near: {', '.join(dates)}.", hint=hint, id="workdays.W001")
