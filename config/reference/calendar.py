"""Weekly rest and official holidays."""

from persian.dates import jalali_year
from workdays.changes import note_change
from workdays.models import RestDay, Weekday
from workdays.official import import_official_holidays, years_without_holidays

REST_DAYS = {
    Weekday.THURSDAY: (
        "قانون مدیریت خدمات کشوری، مادهٔ ۸۷، اصلاحی مصوب مجلس در ۱۴۰۳/۱۲/۱۵ (هفتهٔ کاری شنبه تا چهارشنبه)؛ پیش از آن"
        " به تصمیم هر استان. تاریخ لازم‌الاجرا شدن را بررسی کنید."
    ),
    Weekday.FRIDAY: "تعطیل هفتگی رسمی کشور",
}


def load_rest_days(*, now):
    """
    Thursday and Friday, without a beginning, for a calendar that has no weekly rest at all.

    Earlier Thursdays were worked in some years and provinces: where that matters, people enter the dates.
    """
    if RestDay.objects.exists():
        return
    RestDay.objects.bulk_create(RestDay(weekday=weekday, source=source) for weekday, source in REST_DAYS.items())
    note_change(by=None, now=now)


def load_official_holidays(*, now, again=False):
    """
    The official holidays of last, this and the next two Jalali years.

    A year that has holidays belongs to the people who confirm and correct it, and is left alone; `again` has the
    import look at it once more, as after a new release of the package.
    """
    this_year = jalali_year(now)
    years = range(this_year - 1, this_year + 3)
    import_official_holidays(list(years) if again else years_without_holidays(years), now=now)
