"""The tables behind every kind of case."""

from .attachment import Attachment, Quota
from .draft import Draft, DropOff
from .history import Event, Message
from .notification import Notification
from .sender import Sender
from .ticket import KindManager, Ticket, TicketQuerySet
from .topic import RoutingRule, Topic
from .used_challenge import UsedChallenge

__all__ = [
    "Attachment",
    "Draft",
    "DropOff",
    "Event",
    "KindManager",
    "Message",
    "Notification",
    "Quota",
    "RoutingRule",
    "Sender",
    "Ticket",
    "TicketQuerySet",
    "Topic",
    "UsedChallenge",
]
