"""Dates as people here read them: Jalali, in Tehran's day, in the active language."""

from datetime import datetime
from zoneinfo import ZoneInfo

import jdatetime
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from .digits import format_number, localise_digits, to_persian_digits
from .language import is_persian
from .months import GREGORIAN_ENGLISH, JALALI_ENGLISH, JALALI_PERSIAN

TEHRAN = ZoneInfo("Asia/Tehran")


def in_tehran(moment):
    """An aware datetime as Tehran's clocks show it; a naive one is refused."""
    if timezone.is_naive(moment):
        raise ValueError(f"a moment needs a time zone: {moment!r}")
    return moment.astimezone(TEHRAN)


def gregorian(when):
    """The day in Tehran of a date or an aware datetime."""
    return in_tehran(when).date() if isinstance(when, datetime) else when


def jalali(when):
    """The same day in the Jalali calendar."""
    return jdatetime.date.fromgregorian(date=gregorian(when))


def jalali_year(when):
    """The Jalali year a moment falls into, such as 1405."""
    return jalali(when).year


def today():
    """Today's date in Tehran, whatever time zone is active."""
    return timezone.localdate(timezone=TEHRAN)


def format_date(when):
    """«۳۰ آبان ۱۴۰۵», in English «21 November 2026 (30 Aban 1405)»."""
    solar = jalali(when)
    if is_persian():
        return to_persian_digits(f"{solar.day} {JALALI_PERSIAN[solar.month - 1]} {solar.year:04}")
    day = gregorian(when)
    return (
        f"{day.day} {GREGORIAN_ENGLISH[day.month - 1]} {day.year:04}"
        f" ({solar.day} {JALALI_ENGLISH[solar.month - 1]} {solar.year:04})"
    )


def format_datetime(moment):
    """«۳۰ آبان ۱۴۰۵، ساعت ۱۴:۳۵» on Tehran's clock."""
    clock = localise_digits(f"{in_tehran(moment):%H:%M}")
    return gettext("%(date)s, %(time)s") % {"date": format_date(moment), "time": clock}


def relative_day(when, *, today):
    """How far a day is from `today`: «امروز»، «دیروز»، «۳ روز پیش»، «۲ روز دیگر»."""
    days = (gregorian(when) - today).days
    if days == -1:
        return pgettext("relative day", "yesterday")
    if days == 0:
        return pgettext("relative day", "today")
    if days == 1:
        return pgettext("relative day", "tomorrow")
    if days < 0:
        text = ngettext("%(days)s day ago", "%(days)s days ago", -days)
    else:
        text = ngettext("in %(days)s day", "in %(days)s days", days)
    return text % {"days": format_number(abs(days))}


def iso(when):
    """What `<time datetime>` takes: 2026-11-21, or with Tehran's clock and offset."""
    if isinstance(when, datetime):
        return in_tehran(when).isoformat(timespec="minutes")
    return when.isoformat()
