"""The tables behind every kind of case."""

from .attachment import Attachment, Quota
from .canned_reply import CannedReply
from .clock import ClockReason, DueDate, Extension, Pause
from .code_request import CodeRequest
from .consultation import Consultation
from .desk_draft import DeskDraft
from .draft import Draft, DropOff
from .history import Event, Message
from .notification import Notification
from .proposal import Proposal
from .rating import Rating
from .saved_view import SavedView
from .search_word import SearchWord
from .sender import Sender
from .ticket import KindManager, Ticket, TicketQuerySet, Warned
from .topic import RoutingRule, Topic
from .used_challenge import UsedChallenge

__all__ = [
    "Attachment",
    "CannedReply",
    "ClockReason",
    "CodeRequest",
    "Consultation",
    "DeskDraft",
    "Draft",
    "DropOff",
    "DueDate",
    "Event",
    "Extension",
    "KindManager",
    "Message",
    "Notification",
    "Pause",
    "Proposal",
    "Quota",
    "Rating",
    "RoutingRule",
    "SavedView",
    "SearchWord",
    "Sender",
    "Ticket",
    "TicketQuerySet",
    "Topic",
    "UsedChallenge",
    "Warned",
]
