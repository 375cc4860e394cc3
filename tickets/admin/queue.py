"""The queue «کارتابل»: one list over all kinds, the next due first. Each proxy's section is the same class."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tickets import tabs
from tickets.attachments import vault
from tickets.counting import in_figures
from tickets.models import Ticket
from tickets.workflow import Kind
from units.safe_admin import SafeAdmin

from . import bulk, case, desk, files, filters, listed, saved_views, shortcuts
from .marks import marks_of, status_of
from .search import search
from .time_left import TimeLeft, times_left

BY_DEFAULT = {filters.STATE: tabs.UNDECIDED}
LONGEST_PLACE = 80  # characters; a citizen may call a school what they like


@dataclass(frozen=True)
class Row:
    """
    One case in the list. `time_left` is None once nothing is owed; `unit` is empty where it is the reader's own.

    `marks` are (icon, words), `writers` the colleagues who are typing on its page.
    """

    ticket: Ticket
    url: str
    subject: str
    kind: str
    status: str
    place: str
    time_left: TimeLeft | None
    unit: str
    marks: tuple[tuple[str, str], ...]
    writers: str


class Queue(ChangeList):
    """The list with its rows as they are drawn, its tabs, its select boxes and the reader's saved views."""

    def __init__(self, request, *args, **kwargs):
        self.request = request
        super().__init__(request, *args, **kwargs)

    def get_results(self, request):
        """The page, with all that its rows say."""
        super().get_results(request)
        self.result_list = self.read(self.result_list)

    def read(self, tickets):
        """The queryset `tickets` of the page as a list."""
        return listed.read(tickets, self.request.user)

    @cached_property
    def rows(self):
        left = times_left(self.result_list, day=tabs.day_of(self.request))
        return [self._row(ticket, left.get(ticket.pk)) for ticket in self.result_list]

    def _row(self, ticket, left):
        return Row(
            ticket=ticket,
            url=self._address_of(ticket),
            subject=_("Sensitive case") if ticket.sensitive else ticket.topic.title,
            kind=Kind(ticket.kind).label,
            status=status_of(ticket),
            place=_in_short(str((ticket.district or "") if ticket.sensitive else ticket.place)),
            time_left=left,
            unit="" if ticket.unit_id in (None, self.request.user.unit_id) else ticket.unit.name,
            marks=marks_of(ticket),
            writers=_(", ").join(ticket.writers),
        )

    def _address_of(self, ticket):
        """The page of a case, which leads back to the list as it is now (Django's own tag is slow in a loop)."""
        page = self.model_admin.address("change", ticket.pk)
        return f"{page}?{self.preserved_filters}" if self.preserved_filters else page

    @cached_property
    def bulk_address(self):
        """Where ticked cases are sent, None for who only reads; it leads back to the list as it is now."""
        if not self.request.user.holds("tickets.handle_ticket"):
            return None
        kept = {"preserved_filters": self.preserved_filters, "opts": self.opts}
        return add_preserved_filters(kept, self.model_admin.address("bulk"))

    @property
    def boxes(self):
        """The filters as select boxes: (words, name, words for no choice, [(value, words, is it chosen)])."""
        for box in self.filter_specs:
            chosen = box.value() or ""
            options = [(value, words, str(value) == chosen) for value, words in box.lookup_choices]
            yield box.title, box.parameter_name, box.any_label, options

    @property
    def tabs(self):
        """The tabs: (words, address, is it the one shown, how many cases stand under it)."""
        reader, among = self.request.user, self.model_admin.tabs
        rows = self.model.objects.visible_to(reader)
        counts = tabs.counts(reader, rows, day=tabs.day_of(self.request), among=among)
        for name, tab in tabs.tabs_of(reader, among=among).items():
            wanted = {filters.STATE: name} if name != tabs.UNDECIDED or self.query else {}
            address = wanted | ({SEARCH_VAR: self.query} if self.query else {})
            yield tab.words, f"?{urlencode(address)}", self._chosen == {filters.STATE: name}, in_figures(counts[name])

    @cached_property
    def saved_views(self):
        """The reader's own views: [(id, name, address, is it the one shown)]."""
        shown = saved_views.known(self.query_asked)
        kept = saved_views.of(self.request.user)
        return [(view.pk, view.name, f"?{view.query}", view.query == shown) for view in kept]

    @property
    def query_asked(self):
        """What the address asks, as it stands there."""
        return self.request.GET.urlencode()

    @property
    def is_narrowed(self):
        """Is more chosen than a tab?"""
        return len(self._chosen) > 1

    @property
    def may_be_saved(self):
        """Is it a list of its own, neither a tab nor kept already?"""
        is_kept = any(is_shown for *_view, is_shown in self.saved_views)
        return bool(self.query or self.is_narrowed) and not is_kept

    @property
    def is_all_done(self):
        """Is the list empty because nothing waits, not because of what was asked?"""
        return not self.rows and not self.query and self._chosen == BY_DEFAULT

    @property
    def _chosen(self):
        chosen = {name: value for name, value in self.params.items() if value and name != SEARCH_VAR}
        return chosen | {filters.STATE: filters.state_asked(self.request, self.model_admin.tabs)}


def _in_short(place):
    return place if len(place) <= LONGEST_PLACE else f"{place[: LONGEST_PLACE - 1]}…"


class TicketAdmin(SafeAdmin):
    """
    Cases to read and to answer. Nothing is edited here: each button makes one call into tickets.lifecycle.

    Who may see which is `visible_to`'s affair. A superuser without a role sees none.
    """

    tabs = tabs.TABS  # of this section
    change_list_template = "tickets/admin/queue.html"
    list_display = ("number",)
    list_filter = filters.FILTERS
    lookups = (filters.SCHOOL,)
    search_fields = ("search_text",)  # shows the box; tickets.admin.search reads it
    sortable_by = ()
    actions = None

    def rows_for(self, user, rows):
        return rows.visible_to(user).defer("search_text", "search_vector").select_related("topic", "assignee")

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        return listed.with_units([found])[0]

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
        view = self.for_readers
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("bulk/", view(self.bulk_view), name=f"{name}_bulk"),
            path("shortcuts/", view(self.shortcuts_view), name=f"{name}_shortcuts"),
            path("views/", view(self.keep_view), name=f"{name}_keep_view"),
            path("views/<int:view_id>/delete/", view(self.delete_view_kept), name=f"{name}_delete_view"),
            path("<int:object_id>/change/", view(self.change_view), name=f"{name}_change"),
            path("<int:object_id>/draft/", view(self.draft_view), name=f"{name}_draft"),
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
        """As the tab that is shown wants it."""
        return self.tabs[filters.state_asked(request, self.tabs)].order

    def get_search_results(self, request, queryset, search_term):
        return (search(queryset, search_term) if search_term else queryset), False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of a case: read it, and take one step."""
        return case.page(self, request, object_id)

    def file_view(self, request, object_id, key, part=vault.CLEANED):
        """One file of a case, or its thumbnail."""
        return files.page(request, self, object_id, key, part)

    def draft_view(self, request, object_id):
        """What a script keeps of what is typed on the page of a case."""
        return desk.save(request, self, object_id)

    def bulk_view(self, request):
        """Give, transfer or remind of several cases."""
        return bulk.page(request, self)

    def shortcuts_view(self, request):
        """Switch the shortcuts on or off."""
        return shortcuts.switch(request, self)

    def keep_view(self, request):
        """Keep the list shown under a name."""
        return saved_views.keep(request, self)

    def delete_view_kept(self, request, view_id):
        """Delete a list kept under a name."""
        return saved_views.delete(request, self, view_id)

    def address(self, page, *args):
        """The address of one of this section's pages: "changelist", "change", "keep_view" …"""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def list_left(self, request):
        """The list as it was when the page of a case was opened from it."""
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return add_preserved_filters(kept, self.address("changelist"))
