"""What other units ask of one's own: the list of it, the open ones first, and the page on which one replies."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.views.main import ChangeList
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import today
from tickets.models import Consultation
from tickets.models.consultation import BY_URGENCY
from units.safe_admin import SafeAdmin
from workdays.calendar import load_calendar

from . import consultation_page
from .time_left import TimeLeft, time_left


@dataclass(frozen=True)
class Row:
    """One consultation in the list. `time_left` is None once it has ended; `unit` is empty for the reader's own."""

    consultation: Consultation
    url: str
    subject: str
    time_left: TimeLeft | None
    unit: str


class StateFilter(admin.SimpleListFilter):
    """Open, or ended: replied to, or no longer needed."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("Open")), ("ended", _("Ended"))]

    def queryset(self, request, queryset):
        if self.value() not in ("open", "ended"):
            return queryset
        return queryset.filter(ended_at__isnull=self.value() == "open")


class Consultations(ChangeList):
    """The list with its rows as they are drawn, and its views."""

    def __init__(self, request, *args, **kwargs):
        self.unit_id = request.user.unit_id
        super().__init__(request, *args, **kwargs)

    @cached_property
    def rows(self):
        calendar = load_calendar()
        return [self._row(consultation, calendar) for consultation in self.result_list]

    def _row(self, asked, calendar):
        kept = {"preserved_filters": self.preserved_filters, "opts": self.opts}
        return Row(
            consultation=asked,
            url=add_preserved_filters(kept, self.model_admin.address("change", asked.pk)),
            subject=subject_of(asked.ticket),
            time_left=time_left(asked.due_on, today(), calendar) if asked.is_open else None,
            unit="" if asked.unit_id == self.unit_id else asked.unit.name,
        )

    @property
    def views(self):
        """The states as links: (words, address, is it the one shown)."""
        for choice in self.filter_specs[0].choices(self):
            yield choice["display"], choice["query_string"], choice["selected"]


class ConsultationAdmin(SafeAdmin):
    """Consultations of the own unit, to read and to reply to. Whose they are is `asked_of`'s affair."""

    change_list_template = "tickets/admin/consultations.html"
    list_display = ("ticket",)
    list_filter = (StateFilter,)
    sortable_by = ()
    actions = None

    def rows_for(self, user, rows):
        return rows.asked_of(user).select_related("ticket__topic", "unit", "event__unit")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        """A list and a page: no address for adding, deleting or Django's own history."""
        view = self.for_readers
        return [
            path("", view(self.changelist_view), name="tickets_consultation_changelist"),
            path("<int:object_id>/change/", view(self.change_view), name="tickets_consultation_change"),
        ]

    def get_changelist(self, request, **kwargs):
        return Consultations

    def get_ordering(self, request):
        return BY_URGENCY

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one: read it, and reply."""
        return consultation_page.page(self, request, object_id)

    def address(self, page, *args):
        """The address of this section's "changelist" or "change" page."""
        return reverse(f"admin:tickets_consultation_{page}", args=args)

    def list_left(self, request):
        """The list as it was when the page of a consultation was opened from it."""
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return add_preserved_filters(kept, self.address("changelist"))


def subject_of(ticket):
    """What a case is about, in words that a colleague looking over one's shoulder may read."""
    return _("Sensitive case") if ticket.sensitive else ticket.topic.title
