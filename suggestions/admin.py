"""Suggestions and criticism in the admin: the queue of its three kinds. The details stand in the first message."""

from dataclasses import replace

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from tickets.admin import TicketAdmin
from tickets.admin.queue import Queue
from tickets.tabs import day_of
from tickets.workflow import Kind

from . import steps  # noqa: F401 - offers those that only suggestions have
from .models import Assessment, Suggestion
from .owners import TABS_OF_SUGGESTIONS, mark_of, to_be_implemented


class SuggestionQueue(Queue):
    """
    The queue, which says who is to implement what was taken up.

    To those who work on them it says as well what suggestions have no scores yet.
    """

    def read(self, tickets):
        scored = Exists(Assessment.objects.standing().filter(ticket=OuterRef("pk")))
        to_implement = to_be_implemented(timezone.now())
        said = tickets.annotate(is_scored=scored, is_to_be_implemented=to_implement)
        return super().read(said.select_related("undertaking__owner", "undertaking__event"))

    def _row(self, ticket, left):
        row = super()._row(ticket, left)
        return replace(row, marks=(*row.marks, *self._more_marks(ticket)))

    def _more_marks(self, ticket):
        if ticket.is_to_be_implemented:
            yield mark_of(ticket, day=day_of(self.request).date)
        is_scorable = ticket.kind == Kind.SUGGESTION and ticket.is_open and not ticket.is_scored
        if is_scorable and self.request.user.holds("tickets.handle_ticket"):
            yield "unscored", _("no scores yet")


@admin.register(Suggestion)
class SuggestionAdmin(TicketAdmin):
    """The queue, for suggestions, criticism and praise."""

    tabs = TABS_OF_SUGGESTIONS

    def get_changelist(self, request, **kwargs):
        return SuggestionQueue
