"""Suggestions and criticism: suggestion, criticism, praise."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tickets.models import KindManager, Ticket
from tickets.workflow import Kind


class Suggestion(Ticket):
    """A ticket of the suggestions system."""

    KINDS = (Kind.SUGGESTION, Kind.CRITICISM, Kind.PRAISE)

    objects = KindManager()

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("suggestion")
        verbose_name_plural = _("Suggestions, criticism and praise")


class SuggestionDetails(models.Model):
    """What only a suggestion has: the problem it solves, the idea itself and who gains what."""

    PARTS = ("problem", "idea", "benefit")

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="suggestion_details")
    problem = models.TextField(_("problem"), blank=True)
    idea = models.TextField(_("idea"), blank=True)
    benefit = models.TextField(_("benefit"), blank=True)

    class Meta:
        verbose_name = _("details of the suggestion")
        verbose_name_plural = _("details of suggestions")
        default_permissions = ()

    def __str__(self):
        return f"{self._meta.verbose_name} {self.ticket_id}"

    @property
    def words(self):
        """All that was written, each part under its name in the active language: the first message of the case."""
        parts = ((capfirst(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in self.PARTS)
        return "\n\n".join(f"{title}:\n{text}" for title, text in parts if text)
