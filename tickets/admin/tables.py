"""Topics, routing rules and reasons to move a due date: the tables that steer cases. Kept by administrators."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from persian.digits import format_number
from tickets import sensitivity
from tickets.models import RoutingRule
from units.models import Unit
from units.safe_admin import SafeAdmin

from .offices import office_names
from .table_forms import RoutingRuleForm, TopicForm, faults_added


class TopicAdmin(SafeAdmin):
    """Never deleted: cases and figures name them. One out of use is made inactive."""

    form = TopicForm
    list_display = ("title", "parent", "working_days", "sensitive", "needs_approval", "is_active")
    list_filter = ("is_active", "sensitive", "needs_approval")
    list_select_related = ("parent",)
    search_fields = ("title_fa", "title_en", "code")
    ordering = ("order",)

    def rows_for(self, user, rows):
        return rows

    def choices_for(self, db_field, request):
        """At most two levels deep: only a topic of the first level has parts."""
        return super().choices_for(db_field, request).filter(parent=None)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not obj.sensitive:
            return
        covered = sensitivity.become_sensitive(topic=obj, by=request.user, now=timezone.now())
        if covered:
            words = ngettext(
                "%(count)s case registered already is sensitive from now on.",
                "%(count)s cases registered already are sensitive from now on.",
                covered,
            )
            messages.info(request, words % {"count": format_number(covered)})

    @admin.display(description=_("title"), ordering="order")
    def title(self, topic):
        return topic.title


class ClockReasonAdmin(SafeAdmin):
    """Never deleted: pauses and extensions name them. One out of use is made inactive."""

    list_display = ("title", "purpose", "most_days", "legal_source", "is_active")
    list_filter = ("purpose", "is_active")
    ordering = ("order",)

    def rows_for(self, user, rows):
        return rows

    @admin.display(description=_("title"), ordering="order")
    def title(self, reason):
        return reason.title


class RuleList(ChangeList):
    """The rules of a page, each with the name of its office."""

    def get_results(self, request):
        super().get_results(request)
        names = office_names()
        for rule in self.result_list:
            rule.office_name = names.get(rule.office, rule.office)


class RoutingRuleAdmin(SafeAdmin):
    """May be deleted: an event keeps the rule as it stood when it was followed."""

    deletable = True
    form = RoutingRuleForm
    list_display = ("order", "topic", "kind", "district", "stage", "named_office", "level", "working_days")
    list_display_links = ("order", "topic")
    list_filter = ("level", "kind")
    list_select_related = ("topic", "district")
    search_fields = ("office", "topic__title_fa", "topic__title_en")
    ordering = ("order",)

    def rows_for(self, user, rows):
        return rows

    def choices_for(self, db_field, request):
        choices = super().choices_for(db_field, request)
        return choices.districts() if db_field.remote_field.model is Unit else choices

    def get_changelist(self, request, **kwargs):
        return RuleList

    @admin.display(description=_("office"), ordering="office")
    def named_office(self, rule):
        return rule.office_name

    def reasons_to_keep(self, rows):
        rules = list(RoutingRule.objects.order_by("order"))
        gone = {rule.pk for rule in rows}
        return faults_added(rules, [rule for rule in rules if rule.pk not in gone])
