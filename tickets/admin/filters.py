"""The queue's filters. Each is one select box of a plain GET form, so the queue works without JavaScript."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.utils.translation import gettext_lazy as _

from persian.dates import today
from tickets.models import Topic
from tickets.overseeing import number_of, offices_under, people_under
from tickets.tabs import EVERYTHING, STATE, UNDECIDED, day_of, tabs_of
from tickets.workflow import Identity, Kind
from workdays.calendar import add_working_days, load_calendar

from .time_left import SOON_DAYS

SCHOOL = "school__id__exact"  # asked by a link from the page of a case, not by a box


def state_asked(request, tabs):
    """The name of the one among a section's `tabs` that is asked for."""
    chosen = request.GET.get(STATE)
    return chosen if chosen in tabs_of(request.user, among=tabs) else _unasked_state(request)


def _unasked_state(request):
    """What is shown when no state is chosen: the work that waits, but to who searches, everything."""
    return EVERYTHING if request.GET.get(SEARCH_VAR, "").strip() else UNDECIDED


class StateFilter(admin.SimpleListFilter):
    """The tabs, as a select box."""

    title = _("state")
    parameter_name = STATE

    def __init__(self, request, params, model, model_admin):
        self.tabs = model_admin.tabs
        unasked, shown = _unasked_state(request), tabs_of(request.user, among=self.tabs)
        self.any_label = shown[unasked].words
        self.others = [(name, tab.words) for name, tab in shown.items() if name != unasked]
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return self.others

    def queryset(self, request, queryset):
        tab = self.tabs[state_asked(request, self.tabs)]
        return queryset.filter(tab.cases(reader=request.user, day=day_of(request)))


class ValueFilter(admin.SimpleListFilter):
    """Rows whose field of the same name has the chosen value; what is not on the list filters nothing out."""

    any_label = _("All")

    def queryset(self, request, queryset):
        chosen = self.value()
        offered = {str(value) for value, _label in self.lookup_choices}
        return queryset.filter(**{self.parameter_name: chosen}) if chosen in offered else queryset


class KindFilter(ValueFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        kinds = getattr(model_admin.model, "KINDS", Kind)
        return [(kind.value, kind.label) for kind in kinds]


class TopicFilter(ValueFilter):
    """Every topic: they are no secret, the citizen's form lists them."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request, model_admin):
        return [(topic.pk, topic.title) for topic in Topic.objects.order_by("order")]


class IdentityFilter(ValueFilter):
    title = _("identity")
    parameter_name = "identity"

    def lookups(self, request, model_admin):
        return Identity.choices


class DueFilter(admin.SimpleListFilter):
    """By due date, in the province's calendar."""

    title = _("time left")
    parameter_name = "due"
    any_label = _("All")

    def lookups(self, request, model_admin):
        return [("overdue", _("Overdue")), ("today", _("Due today")), ("soon", _("Due soon"))]

    def queryset(self, request, queryset):
        day = today()
        if self.value() == "overdue":
            return queryset.filter(due_on__lt=day)
        if self.value() == "today":
            return queryset.filter(due_on=day)
        if self.value() == "soon":
            last = add_working_days(day, SOON_DAYS, load_calendar())
            return queryset.filter(due_on__gte=day, due_on__lt=last + timedelta(days=1))
        return queryset


class UnitFilter(ValueFilter):
    """A unit that the reader answers for. The page of the unit's work asks for it; till then there is no box."""

    title = _("unit")
    parameter_name = "unit"

    def lookups(self, request, model_admin):
        number = number_of(self.value())
        return [(unit.pk, unit.name) for unit in offices_under(request.user).filter(pk=number)] if number else []


class AssigneeFilter(ValueFilter):
    """Mine, nobody's, or those of one person in the units the reader answers for, where an address asks for them."""

    title = _("assignee")
    parameter_name = "assignee"

    def lookups(self, request, model_admin):
        return [("me", _("Mine")), ("nobody", _("Nobody’s")), *self._person_asked(request)]

    def _person_asked(self, request):
        number = number_of(self.value())
        return [(person.pk, str(person)) for person in people_under(request.user).filter(pk=number)] if number else []

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(assignee=request.user)
        if self.value() == "nobody":
            return queryset.filter(assignee=None)
        return super().queryset(request, queryset)


FILTERS = (StateFilter, DueFilter, KindFilter, TopicFilter, UnitFilter, AssigneeFilter, IdentityFilter)
