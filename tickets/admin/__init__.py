"""Cases in Django's admin: the queue, the page of a case, and the tables behind them."""

from django.contrib import admin

from tickets.models import CannedReply, ClockReason, Consultation, Notification, RoutingRule, Ticket, Topic

from . import units  # noqa: F401 - lets cases and rules object to changes of units
from .canned_replies import CannedReplyAdmin
from .consultations import ConsultationAdmin
from .notices import NoticeAdmin
from .queue import TicketAdmin
from .tables import ClockReasonAdmin, RoutingRuleAdmin, TopicAdmin

# in the order of the menu
admin.site.register(Ticket, TicketAdmin)
admin.site.register(Consultation, ConsultationAdmin)
admin.site.register(CannedReply, CannedReplyAdmin)
admin.site.register(Topic, TopicAdmin)
admin.site.register(RoutingRule, RoutingRuleAdmin)
admin.site.register(ClockReason, ClockReasonAdmin)
admin.site.register(Notification, NoticeAdmin)

__all__ = [
    "CannedReplyAdmin",
    "ClockReasonAdmin",
    "ConsultationAdmin",
    "NoticeAdmin",
    "RoutingRuleAdmin",
    "TicketAdmin",
    "TopicAdmin",
]
