"""Does the calendar know its days? `make check` asks."""

from datetime import timedelta

from django.core.checks import Error, Warning
from django.db.models import Q

from persian.dates import format_date, today
from units.checks import reads_tables
from units.models import Level

from .calendar import covered_until, runs_out, week_without_work
from .models import Holiday, RestDay

CONFIRM_BEFORE = timedelta(days=30)


@reads_tables
def calendar_reaches_far_enough():
    """Official holidays are known for every date a case of today may still be open on."""
    if runs_out(today()):
        known = covered_until(today())
        hint = "Run manage.py load_reference, or enter the official holidays."
        until = format_date(known) if known else "no date at all"
        yield Error(f"Official holidays are known until {until}, too short.", hint=hint, id="workdays.E001")


@reads_tables
def calendar_has_working_days():
    """Weekly rest leaves everybody a day to work, now and later."""
    since = week_without_work(RestDay.objects.select_related("unit"), since=today())
    if since:
        hint = "Correct the weekly rest days."
        yield Error(f"Weekly rest leaves no day to work from {format_date(since)} on.", hint=hint, id="workdays.E002")


@reads_tables
def days_off_are_read():
    """A day off is for the country, the directorate or a district: nothing reads the calendar of an office."""
    elsewhere = ~Q(unit__level__in=(Level.DIRECTORATE, Level.DISTRICT))
    for model in (RestDay, Holiday):
        count = model.objects.filter(elsewhere, unit__isnull=False).count()
        if count:
            hint = "Choose the district, or nothing for the whole country."
            name = model._meta.verbose_name_plural
            yield Warning(f"Days off that hold nowhere: {count} ({name}).", hint=hint, id="workdays.W002")


@reads_tables
def near_holidays_are_confirmed():
    """Feasts of the lunar calendar are announced late: somebody must look."""
    near = Holiday.objects.filter(is_confirmed=False, date__range=(today(), today() + CONFIRM_BEFORE)).order_by("date")
    dates = [format_date(day) for day in near.values_list("date", flat=True)]
    if dates:
        hint = "Confirm or correct them in the administration."
        yield Warning(f"Estimated holidays come near: {', '.join(dates)}.", hint=hint, id="workdays.W001")
