"""The calendar: weekly rest days and holidays, kept by administrators."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from persian.dates import format_date, today
from units.safe_admin import SafeAdmin

from .calendar import runs_out, week_without_work
from .changes import announcements, note_change
from .models import Holiday, RestDay

TOO_EARLY = _(
    "Without this holiday none would be known for part of the next three months. Enter the later holidays first"
)


class RestDayForm(forms.ModelForm):
    """Refuses what would leave some place no day to work on: no deadline could be counted there any more."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            others = RestDay.objects.select_related("unit").exclude(pk=self.instance.pk)
            since = week_without_work([*others, RestDay(**cleaned)], since=today())
            if since:
                raise forms.ValidationError(
                    _("With this day, no day of the week would be left to work on from %(date)s on."),
                    params={"date": format_date(since)},
                )
        return cleaned


class HolidayForm(forms.ModelForm):
    """Refuses a change that would end the list of holidays before the deadlines of today's cases."""

    class Meta:
        help_texts = {
            "date": _(
                "A closure may also be entered afterwards: open due dates are then counted again. Days of remote work"
                " do not stop the clock and are not entered."
            )
        }

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and not self.errors:
            added = [] if cleaned["unit"] else [cleaned["date"]]
            if ends_too_early(without=[self.instance], added=added):
                raise forms.ValidationError(TOO_EARLY)
        return cleaned


def ends_too_early(**change):
    """Would the list of holidays run out by this change, which it does not now?"""
    return not runs_out(today()) and runs_out(today(), **change)


class CalendarAdmin(SafeAdmin):
    """
    What both tables share. Rows may be deleted: a due date keeps its own account of the days that led to it.

    What changes which days count is noted, so that open due dates are counted again; `counting` names those fields.
    """

    counting = ()
    deletable = True
    list_select_related = ("unit",)

    def rows_for(self, user, rows):
        return rows

    def choices_for(self, db_field, request):
        """A day off is for a district with all that is in it, or for the whole directorate."""
        return super().choices_for(db_field, request).with_a_calendar()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change or not set(self.counting).isdisjoint(form.changed_data):
            self._note(request)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self._note(request)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        self._note(request)

    def _note(self, request):
        note_change(by=request.user, now=timezone.now())
        for sentence in announcements():
            messages.info(request, sentence)


@admin.register(RestDay)
class RestDayAdmin(CalendarAdmin):
    form = RestDayForm
    counting = ("weekday", "valid_from", "valid_to", "unit")
    list_display = ("weekday", "valid_from", "valid_to", "unit", "source")
    ordering = ("weekday", "valid_from")
    sortable_by = ()


@admin.register(Holiday)
class HolidayAdmin(CalendarAdmin):
    form = HolidayForm
    counting = ("date", "unit")
    list_display = ("date", "name", "unit", "is_confirmed", "source")
    list_filter = ("is_confirmed",)
    search_fields = ("name_fa", "name_en")
    ordering = ("-date",)

    @admin.display(description=_("name"), ordering="name_fa")
    def name(self, holiday):
        return holiday.name

    def reasons_to_keep(self, rows):
        return [TOO_EARLY] if ends_too_early(without=rows) else []
