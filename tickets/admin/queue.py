"""The queue «کارتابل»: one list over all kinds, the next due first. Each proxy's section is the same class."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db.models import Exists, OuterRef
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import today
from tickets.attachments import vault
from tickets.models import Attachment, Ticket
from units.safe_admin import SafeAdmin

from . import case, files, filters
from .search import search
from .time_left import TimeLeft, times_left

BY_DEFAULT = {filters.STATE: filters.UNDECIDED}
# What an officer asks for all day, as links: (words, what the address asks beside that).
VIEWS = (
    (gettext_lazy("Open"), {}),
    (gettext_lazy("Overdue"), {"due": "overdue"}),
    (gettext_lazy("Due soon"), {"due": "soon"}),
    (gettext_lazy("Mine"), {"assignee": "me"}),
    (gettext_lazy("Nobody’s"), {"assignee": "nobody"}),
    (gettext_lazy("Answered"), {"state": filters.ANSWERED}),
    (gettext_lazy("All"), {"state": filters.EVERYTHING}),
)


@dataclass(frozen=True)
class Row:
    """One case in the list. `time_left` is None once nothing is owed; `unit` is empty where it is the reader's own."""

    ticket: Ticket
    url: str
    subject: str
    place: str
    time_left: TimeLeft | None
    unit: str


class Queue(ChangeList):
    """The list with its rows as they are drawn, its select boxes and its ready-made views."""

    def __init__(self, request, *args, **kwargs):
        self.request = request
        super().__init__(request, *args, **kwargs)

    @cached_property
    def rows(self):
        tickets = list(self.result_list)
        left = times_left(tickets, today=today())
        return [self._row(ticket, left.get(ticket.pk)) for ticket in tickets]

    def _row(self, ticket, left):
        return Row(
            ticket=ticket,
            url=self._address_of(ticket),
            subject=_("Sensitive case") if ticket.sensitive else ticket.topic.title,
            place=(ticket.district or "") if ticket.sensitive else ticket.place,
            time_left=left,
            unit="" if ticket.unit_id in (None, self.request.user.unit_id) else ticket.unit.name,
        )

    def _address_of(self, ticket):
        """The page of a case, which leads back to the list as it is now."""
        kept = {"preserved_filters": self.preserved_filters, "opts": self.opts}
        return add_preserved_filters(kept, self.model_admin.address("change", ticket.pk))

    @property
    def boxes(self):
        """The filters as select boxes: (words, name, words for no choice, [(value, words, is it chosen)])."""
        for box in self.filter_specs:
            chosen = box.value() or ""
            options = [(value, words, str(value) == chosen) for value, words in box.lookup_choices]
            yield box.title, box.parameter_name, box.any_label, options

    @property
    def views(self):
        """The ready-made views: (words, address, is it the one shown)."""
        for words, wanted in VIEWS:
            address = {**BY_DEFAULT, **wanted, SEARCH_VAR: self.query} if self.query else wanted
            yield words, f"?{urlencode(address)}", self._chosen == BY_DEFAULT | wanted

    @property
    def is_narrowed(self):
        """Is more chosen than one of the ready-made views says?"""
        return self._chosen not in [BY_DEFAULT | wanted for _words, wanted in VIEWS]

    @property
    def is_all_done(self):
        """Is the list empty because nothing waits, not because of what was asked?"""
        return not self.rows and not self.query and self._chosen == BY_DEFAULT

    @property
    def _chosen(self):
        chosen = {name: value for name, value in self.params.items() if value and name != SEARCH_VAR}
        return chosen | {filters.STATE: filters.state_asked(self.request)}


class TicketAdmin(SafeAdmin):
    """
    Cases to read and to answer. Nothing is edited here: each button makes one call into tickets.lifecycle.

    Who may see which is `visible_to`'s affair. A superuser without a role sees none.
    """

    change_list_template = "tickets/admin/queue.html"
    list_display = ("number",)
    list_filter = filters.FILTERS
    search_fields = ("search_text",)  # shows the box; tickets.admin.search reads it
    sortable_by = ()
    actions = None

    def rows_for(self, user, rows):
        sent = Attachment.objects.kept().filter(message__ticket=OuterRef("pk"))
        shown = rows.visible_to(user).defer("search_text").annotate(has_files=Exists(sent))
        return shown.select_related("topic", "unit", "district", "school", "about", "assignee")

    def has_view_permission(self, request, obj=None):
        return request.user.holds(f"{self.opts.app_label}.view_{self.opts.model_name}")

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        """A list, a page and its files: no address for adding, deleting or Django's own history."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("<int:object_id>/change/", view(self.change_view), name=f"{name}_change"),
            path("<int:object_id>/file/<uuid:key>/", view(self.file_view), name=f"{name}_file"),
            path(
                "<int:object_id>/thumbnail/<uuid:key>/",
                view(self.file_view),
                {"part": vault.THUMBNAIL},
                name=f"{name}_thumbnail",
            ),
        ]

    def get_changelist(self, request, **kwargs):
        return Queue

    def get_ordering(self, request):
        """What is open by due date; what is answered, the latest first."""
        return ("due_on", "pk") if filters.state_asked(request) == filters.UNDECIDED else ("-submitted_at", "-pk")

    def get_search_results(self, request, queryset, search_term):
        return (search(queryset, search_term) if search_term else queryset), False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of a case: read it, and take one step."""
        return case.page(self, request, object_id)

    def file_view(self, request, object_id, key, part=vault.CLEANED):
        """One file of a case, or its thumbnail."""
        return files.page(request, self, object_id, key, part)

    def address(self, page, *args):
        """The address of this section's "changelist" or "change" page."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def list_left(self, request):
        """The list as it was when the page of a case was opened from it."""
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return add_preserved_filters(kept, self.address("changelist"))
