"""Suggestions and criticism in the admin: the queue of its three kinds. The details stand in the first message."""

from django.contrib import admin

from tickets.admin import TicketAdmin

from . import steps  # noqa: F401 - offers those that only suggestions have
from .models import Suggestion


@admin.register(Suggestion)
class SuggestionAdmin(TicketAdmin):
    """The queue, for suggestions, criticism and praise."""
