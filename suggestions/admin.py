"""Suggestions and criticism in the admin: the queue of its three kinds. The details stand in the first message."""

from dataclasses import replace

from django.contrib import admin
from django.utils.translation import gettext as _

from tickets.admin import TicketAdmin
from tickets.admin.queue import Queue
from tickets.workflow import Kind

from . import steps  # noqa: F401 - offers those that only suggestions have
from .models import Assessment, Suggestion


class SuggestionQueue(Queue):
    """The queue, which says to those who work on them what suggestions have no scores yet."""

    def get_results(self, request):
        super().get_results(request)
        self._to_be_scored = self._without_scores() if request.user.holds("tickets.handle_ticket") else ()

    def _without_scores(self):
        found = {ticket.pk for ticket in self.result_list if ticket.kind == Kind.SUGGESTION and ticket.is_open}
        return found - set(Assessment.objects.standing().filter(ticket__in=found).values_list("ticket", flat=True))

    def _row(self, ticket, left):
        row = super()._row(ticket, left)
        if ticket.pk not in self._to_be_scored:
            return row
        return replace(row, marks=(*row.marks, ("unscored", _("no scores yet"))))


@admin.register(Suggestion)
class SuggestionAdmin(TicketAdmin):
    """The queue, for suggestions, criticism and praise."""

    def get_changelist(self, request, **kwargs):
        return SuggestionQueue
