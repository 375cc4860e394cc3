"""The calendar: weekly rest days and holidays, kept by administrators."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from persian.dates import format_date
from units.safe_admin import SafeAdmin

from .models import Holiday, RestDay


class CalendarAdmin(SafeAdmin):
    """What both tables share. Rows may be deleted: due dates already promised do not hang on them."""

    deletable = True
    list_select_related = ("unit",)

    def rows_for(self, user, rows):
        return rows

    def choices_for(self, db_field, request):
        """A closure is for a district or an office; schools follow their district."""
        return super().choices_for(db_field, request).offices()


@admin.register(RestDay)
class RestDayAdmin(CalendarAdmin):
    list_display = ("weekday", "begins", "ends", "unit", "source")
    ordering = ("weekday", "valid_from")

    @admin.display(description=_("valid from"), ordering="valid_from")
    def begins(self, rest_day):
        return format_date(rest_day.valid_from) if rest_day.valid_from else "–"

    @admin.display(description=_("valid to"), ordering="valid_to")
    def ends(self, rest_day):
        return format_date(rest_day.valid_to) if rest_day.valid_to else "–"


@admin.register(Holiday)
class HolidayAdmin(CalendarAdmin):
    list_display = ("day", "name", "unit", "is_confirmed", "source")
    list_filter = ("is_confirmed",)
    search_fields = ("name_fa", "name_en")
    ordering = ("-date",)

    @admin.display(description=_("date"), ordering="date")
    def day(self, holiday):
        return format_date(holiday.date)

    @admin.display(description=_("name"), ordering="name_fa")
    def name(self, holiday):
        return holiday.name
