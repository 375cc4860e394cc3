"""Which days count: weekly rest and holidays are rows with validity, scope and source, never code."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.models import in_active_language


class Weekday(models.IntegerChoices):
    """Numbered as `datetime.date.weekday()` numbers them; listed as the Iranian week runs."""

    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")


class RestDay(models.Model):
    """A weekly day of rest, from one date to another (open at either end). The rule has changed and may again."""

    weekday = models.SmallIntegerField(_("weekday"), choices=Weekday)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    unit = models.ForeignKey(
        "units.Unit", models.CASCADE, null=True, blank=True, verbose_name=_("only for"), related_name="+"
    )
    source = models.CharField(_("legal source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("weekly rest day")
        verbose_name_plural = _("weekly rest days")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="rest_day_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first"),
            ),
        ]

    def __str__(self):
        return self.get_weekday_display()


class Holiday(models.Model):
    """A date on which the country, or one unit and all below it, does not work."""

    date = models.DateField(_("date"))
    name_fa = models.CharField(_("name in Persian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    unit = models.ForeignKey(
        "units.Unit", models.CASCADE, null=True, blank=True, verbose_name=_("only for"), related_name="+"
    )
    is_confirmed = models.BooleanField(_("confirmed"), default=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("official holiday")
        verbose_name_plural = _("official holidays")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "unit"],
                nulls_distinct=False,
                name="holiday_once_per_date_and_scope",
                violation_error_message=_("This date is a holiday of the same place already"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_active_language(self, "name")


class CalendarChangeQuerySet(models.QuerySet):
    def waiting(self):
        """Changes after which the due dates of open cases have not been counted again yet."""
        return self.filter(counted_at__isnull=True)


class CalendarChange(models.Model):
    """The calendar changed, and due dates must be counted again. Written by `workdays.changes.note_change` alone."""

    made_at = models.DateTimeField()
    by = models.ForeignKey("units.User", models.PROTECT, null=True, blank=True, related_name="+")
    counted_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # CalendarChangeQuerySet.waiting
            models.Index(fields=["made_at"], condition=Q(counted_at__isnull=True), name="calendar_change_waiting"),
        ]

    def __str__(self):
        return f"changed {self.made_at}"
