"""Suggestions and criticism in the admin: the queue of its three kinds, and how its details read."""

from django.contrib import admin

from tickets.admin import TicketAdmin
from tickets.admin.details import reads_details_of

from .models import Suggestion, SuggestionDetails


@admin.register(Suggestion)
class SuggestionAdmin(TicketAdmin):
    """The queue, for suggestions, criticism and praise."""


@reads_details_of(*Suggestion.KINDS)
def suggestion_details(ticket):
    """The idea itself is the citizen's message; beside it stand the problem and the benefit."""
    details = getattr(ticket, "suggestion_details", None)
    if details is None:
        return
    for field in ("problem", "benefit"):
        yield SuggestionDetails._meta.get_field(field).verbose_name, getattr(details, field)
