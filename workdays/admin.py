"""The calendar: weekly rest days and holidays, kept by administrators."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

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
    list_display = ("weekday", "valid_from", "valid_to", "unit", "source")
    ordering = ("weekday", "valid_from")


@admin.register(Holiday)
class HolidayAdmin(CalendarAdmin):
    list_display = ("date", "name", "unit", "is_confirmed", "source")
    list_filter = ("is_confirmed",)
    search_fields = ("name_fa", "name_en")
    ordering = ("-date",)

    @admin.display(description=_("name"), ordering="name_fa")
    def name(self, holiday):
        return holiday.name
