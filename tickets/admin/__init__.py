"""Cases in Django's admin: the queue, the page of a case, and the tables behind them."""

from django.contrib import admin

from tickets.models import Ticket

from .notices import NoticeAdmin
from .queue import TicketAdmin
from .tables import RoutingRuleAdmin, TopicAdmin

admin.site.register(Ticket, TicketAdmin)

__all__ = ["NoticeAdmin", "RoutingRuleAdmin", "TicketAdmin", "TopicAdmin"]
