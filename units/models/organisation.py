"""The organisation's own particulars, and the other ways to be heard."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .language import in_active_language


class Organisation(models.Model):
    """The particulars of the one directorate this portal serves; many provinces use the same software."""

    name_fa = models.CharField(_("name in Persian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40)
    address_fa = models.CharField(_("address in Persian"), max_length=300)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    hours_fa = models.CharField(_("office hours in Persian"), max_length=200)
    hours_en = models.CharField(_("office hours in English"), max_length=200, blank=True)
    law_fa = models.CharField(_("law cited, in Persian"), max_length=300, blank=True)
    law_en = models.CharField(_("law cited, in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="organisation_is_one_row",
                violation_error_message=_("There is one organisation only"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_active_language(self, "name")

    @property
    def address(self):
        return in_active_language(self, "address")

    @property
    def hours(self):
        return in_active_language(self, "hours")

    @property
    def law(self):
        return in_active_language(self, "law")


class Channel(models.Model):
    """Another way to be heard (a telephone line, a ministry's site), shown beside the forms."""

    class Purpose(models.TextChoices):
        GENERAL = "general", _("Other ways to reach us")
        EMERGENCY = "emergency", _("Emergencies")
        HIGHER = "higher", _("The ministry")
        ELSEWHERE = "elsewhere", _("Bodies that answer for what we do not")

    code = models.SlugField(_("code"), unique=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, default=Purpose.GENERAL)
    name_fa = models.CharField(_("name in Persian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    url = models.URLField(_("address on the web"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("other channel")
        verbose_name_plural = _("other channels")

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_active_language(self, "name")
