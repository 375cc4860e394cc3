"""Notices: what was sent, what waits, what was given up. Recipients are numbers; no address or text is shown."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from persian.dates import format_datetime
from persian.digits import format_number, localise_digits
from units.safe_admin import SafeAdmin


class NoticeAdmin(SafeAdmin):
    """Read-only, but for another try with those given up."""

    fields = ("number", "recipient", "channel", "status", "tries", "due", "sent", "error")
    list_display = ("number", "recipient", "channel", "status", "tries", "due", "sent", "error")
    list_filter = ("status", "channel")
    list_select_related = ("ticket",)
    ordering = ("-pk",)
    actions = ("try_again",)

    def rows_for(self, user, rows):
        return rows

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("case number"))
    def number(self, notice):
        return localise_digits(notice.ticket.number)

    @admin.display(description=_("attempts"))
    def tries(self, notice):
        return format_number(notice.attempts)

    @admin.display(description=_("due"))
    def due(self, notice):
        return format_datetime(notice.due_at)

    @admin.display(description=_("sent"))
    def sent(self, notice):
        return format_datetime(notice.sent_at) if notice.sent_at else "–"

    @admin.action(description=_("Try again with those given up"), permissions=["view"])
    def try_again(self, request, queryset):
        count = queryset.revive(timezone.now())
        words = ngettext("%(count)s notice will be tried again.", "%(count)s notices will be tried again.", count)
        messages.success(request, words % {"count": format_number(count)})
