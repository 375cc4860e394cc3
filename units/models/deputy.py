"""Who stands in for whom, from one day to another (docs/adr/0020)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

# What the deputy of a head is given, where the head has it; never clearance, hidden names or the keeping of people.
CONFERRED = ("tickets.lead_unit", "tickets.view_ticket_below")


class Days(Func):
    """Both days and those between."""

    function = "DATERANGE"
    output_field = DateRangeField()


class DeputyQuerySet(models.QuerySet):
    def in_force(self, day):
        return self.filter(first_on__lte=day, last_on__gte=day)

    def leading(self, day):
        """Those in force that confer something: their deputy leads, and is bound, as the absent head is."""
        return self.in_force(day).with_path_led().exclude(path_led="")

    def concerning(self, person, day):
        """Those of `person`, absent or standing in, on `day` or later; the first one first."""
        either = Q(person=person) | Q(deputy=person)
        return self.filter(either, last_on__gte=day).select_related("person", "deputy").order_by("first_on", "pk")

    def with_path_led(self):
        """
        Annotate `path_led`, the path of the unit that the deputy leads by it; empty where it confers nothing.

        It does for who stands in for a head in service, and works in the unit of that head or below it.
        """
        heads = self.model.person.field.related_model.objects.active_staff()
        for permission in CONFERRED:
            heads = heads.holding(permission)
        confers = Q(person__in=heads, deputy__unit__path__startswith=F("person__unit__path"))
        return self.annotate(path_led=Case(When(confers, then="person__unit__path"), default=Value("")))


class Deputy(models.Model):
    """`deputy` stands in for `person` from `first_on` to `last_on`, both included, by the days of Tehran."""

    person = models.ForeignKey("units.User", models.PROTECT, related_name="deputies", verbose_name=_("who is absent"))
    deputy = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("deputy"))
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    is_bound = models.BooleanField(default=False, editable=False)  # what is kept from the deputy has left their hands
    made_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", editable=False)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = _("deputyship")
        verbose_name_plural = _("deputyships")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="deputy_ends_after_it_begins",
                violation_error_message=_("The last day is before the first"),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("deputy")),
                name="deputy_is_somebody_else",
                violation_error_message=_("Nobody is their own deputy"),
            ),
            ExclusionConstraint(
                name="deputy_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Days("first_on", "last_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("There is a deputy on some of these days already"),
            ),
        ]

    def __str__(self):
        return str(self.person)
