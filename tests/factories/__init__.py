"""Rows for tests, valid under every constraint. Keyword-only; people and places are named by the test."""

from .attachments import create_attachment
from .cases import (
    create_clock_reason,
    create_complaint,
    create_message,
    create_pause,
    create_sender,
    create_suggestion,
    create_ticket,
)
from .people import PASSWORD, create_unit, create_user
from .subjects import create_canned_reply, create_rule, create_topic

__all__ = [
    "PASSWORD",
    "create_attachment",
    "create_canned_reply",
    "create_clock_reason",
    "create_complaint",
    "create_message",
    "create_pause",
    "create_rule",
    "create_sender",
    "create_suggestion",
    "create_ticket",
    "create_topic",
    "create_unit",
    "create_user",
]
