"""Iran's official holidays, from the package `holidays`: a proposal that people confirm and correct."""

from dataclasses import dataclass
from datetime import date, timedelta

import holidays
import jdatetime
from django.db import transaction

from persian.dates import jalali_year
from persian.digits import to_persian_digits

from .changes import note_change
from .models import Holiday

COUNTRY = "IR"
SOURCE = "holidays (IR)"
ESTIMATED = {"fa_IR": " (تخمینی)", "en_US": " (estimated)"}
JOINED_BY = {"fa_IR": "؛ ", "en_US": "; "}


@dataclass(frozen=True)
class OfficialHoliday:
    """One date with the names of all that is celebrated on it. A lunar feast not yet announced is estimated."""

    date: date
    name_fa: str
    name_en: str
    is_estimated: bool


def official_holidays(years):
    """The official holidays of the Jalali `years`, in order of date, each date once."""
    gregorian = sorted({year + offset for year in years for offset in (621, 622)})
    persian = holidays.country_holidays(COUNTRY, years=gregorian, language="fa_IR")
    english = holidays.country_holidays(COUNTRY, years=gregorian, language="en_US")
    return [
        OfficialHoliday(
            date=day,
            name_fa=to_persian_digits(_joined(persian, day, "fa_IR")),
            name_en=_joined(english, day, "en_US"),
            # a date that is a fixed feast as well is certain, whatever the moon does
            is_estimated=all(name.endswith(ESTIMATED["fa_IR"]) for name in persian.get_list(day)),
        )
        for day in sorted(persian)
        if jalali_year(day) in years
    ]


def _joined(names, day, language):
    bare = (_spaced(name.removesuffix(ESTIMATED[language])) for name in names.get_list(day))
    return JOINED_BY[language].join(bare)


def _spaced(name):
    """The package writes some Persian semicolons without a space after them."""
    return " ".join(name.replace("؛", "؛ ").split())


def years_without_holidays(years):
    """Those of the Jalali `years` for which the country has no holiday yet."""
    return [year for year in years if not Holiday.objects.filter(unit=None, date__range=_span(year)).exists()]


def _span(year):
    return jdatetime.date(year, 1, 1).togregorian(), jdatetime.date(year + 1, 1, 1).togregorian() - timedelta(days=1)


@transaction.atomic
def import_official_holidays(years, *, now):
    """
    Enter the official holidays of the Jalali `years` that are missing. May run again; returns how many it entered.

    Where other days count afterwards, that is noted. Never changes what people wrote. Its own estimates it follows up:
    one that became certain is confirmed, and one whose feast moved to another date goes, unless somebody confirmed or
    renamed it.
    """
    official = {holiday.date: holiday for holiday in official_holidays(years)}
    gone = sum(_follow_up_estimates(year, official) for year in years)
    known = set(Holiday.objects.filter(unit=None, date__in=official).values_list("date", flat=True))
    entered = Holiday.objects.bulk_create(
        Holiday(
            date=day,
            name_fa=holiday.name_fa,
            name_en=holiday.name_en,
            is_confirmed=not holiday.is_estimated,
            source=SOURCE,
        )
        for day, holiday in official.items()
        if day not in known
    )
    if entered or gone:
        note_change(by=None, now=now)
    return len(entered)


def _follow_up_estimates(year, official):
    """Confirm the estimates that became certain; returns how many went because their feast moved."""
    estimates = Holiday.objects.filter(unit=None, source=SOURCE, is_confirmed=False, date__range=_span(year))
    names = {holiday.name_fa for holiday in official.values()}
    certain = [day for day, holiday in official.items() if not holiday.is_estimated]
    gone, _of_each_table = estimates.filter(name_fa__in=names).exclude(date__in=official).delete()
    estimates.filter(date__in=certain).update(is_confirmed=True)
    return gone
