"""Complaints handling: complaint, public report, request."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from persian.dates import format_date
from tickets.models import KindManager, Ticket
from tickets.workflow import Kind


class Complaint(Ticket):
    """A ticket of the complaints system."""

    KINDS = (Kind.COMPLAINT, Kind.REPORT, Kind.REQUEST)

    objects = KindManager()

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("complaint")
        verbose_name_plural = _("Complaints, reports and requests")


class ComplaintDetails(models.Model):
    """What only this system asks."""

    class When(models.TextChoices):
        DATE = "date", _("On a date I know")
        ONGOING = "ongoing", _("It is still going on")
        UNSURE = "unsure", _("I do not know exactly")

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="complaint_details")
    when = models.CharField(_("when it happened"), max_length=8, choices=When, default=When.UNSURE)
    happened_on = models.DateField(_("date"), null=True, blank=True)
    desired_outcome = models.TextField(_("desired outcome"), blank=True)
    respondent_name = models.CharField(_("name of the respondent"), max_length=120, blank=True)
    respondent_role = models.CharField(_("post of the respondent"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("details of the complaint")
        verbose_name_plural = _("details of complaints")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(when="date", happened_on__isnull=False) | (~Q(when="date") & Q(happened_on__isnull=True)),
                name="complaint_has_a_date_only_when_known",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.ticket_id}"

    @property
    def search_words(self):
        """What the case is found by beside its text: who is complained of (tickets.search_text)."""
        return self.respondent_name, self.respondent_role

    @property
    def when_in_words(self):
        """The date of what happened, or that it goes on or is not known exactly."""
        return format_date(self.happened_on) if self.happened_on else self.get_when_display()
