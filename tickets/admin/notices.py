"""Notices: what was sent, what waits, what was given up. Recipients are named; no address or text is shown."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from persian.dates import format_date, format_datetime
from persian.digits import format_number, localise_digits
from persian.templatetags.persian import code
from tickets.models import Notification
from tickets.notifications import SENDER, UNIT, USER
from units.models import Unit, User
from units.reading import EMPTY
from units.safe_admin import SafeAdmin


class Notices(ChangeList):
    """The list, with the names of its recipients read once for the page."""

    def get_results(self, request):
        super().get_results(request)
        names = _names(self.result_list)
        for notice in self.result_list:
            notice.names = names


class NoticeAdmin(SafeAdmin):
    """Read-only, but for another try with those given up."""

    fields = ("number", "whom", "channel", "status", "tries", "due", "sent", "fault")
    list_display = fields
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

    def get_changelist(self, request, **kwargs):
        return Notices

    @admin.display(description=_("case number"))
    def number(self, notice):
        if notice.ticket is None:
            return _("Summary of %(date)s") % {"date": format_date(notice.day)}
        return localise_digits(notice.ticket.number)

    @admin.display(description=_("recipient"))
    def whom(self, notice):
        if notice.recipient == SENDER:
            return _("the sender of the case")
        names = getattr(notice, "names", None) or _names([notice])
        return names.get(notice.recipient, EMPTY)

    @admin.display(description=_("attempts"))
    def tries(self, notice):
        return format_number(notice.attempts)

    @admin.display(description=_("due"))
    def due(self, notice):
        """Only while it waits: afterwards the column holds when a worker's claim lapses, which nobody asks."""
        return format_datetime(notice.due_at) if notice.status == Notification.Status.PENDING else EMPTY

    @admin.display(description=_("sent"))
    def sent(self, notice):
        return format_datetime(notice.sent_at) if notice.sent_at else EMPTY

    @admin.display(description=_("last error"))
    def fault(self, notice):
        return code(notice.error) or EMPTY

    @admin.action(description=_("Try again with those given up"), permissions=["view"])
    def try_again(self, request, queryset):
        count = queryset.revive(timezone.now())
        if not count:
            messages.info(request, _("None of these was given up: nothing to try again."))
            return
        words = ngettext("%(count)s notice will be tried again.", "%(count)s notices will be tried again.", count)
        messages.success(request, words % {"count": format_number(count)})


def _names(notices):
    """{recipient: name} of the units and people among the recipients; one query for each of the two."""
    numbers = {UNIT: set(), USER: set(), SENDER: set()}
    for notice in notices:
        kind, _colon, number = notice.recipient.partition(":")
        numbers[kind].add(number)
    named = {UNIT: Unit.objects.in_bulk(numbers[UNIT]), USER: User.objects.in_bulk(numbers[USER])}
    return {f"{kind}:{number}": str(row) for kind, rows in named.items() for number, row in rows.items()}
