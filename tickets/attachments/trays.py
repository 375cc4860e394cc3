"""
Where the words and files of a citizen's follow-up wait until it is sent: a draft beside a case, found by the session.

Like a form's draft it lives for a day. What goes for every draft with files stands here as well.
"""

import uuid

from django.db import transaction

from tickets import drafts
from tickets.models import Draft
from tickets.models.draft import CONFIRMATION_LIFETIME

FOLLOW_UP = "follow_up"


def find(session, purpose, ticket, *, now):
    """The unsent draft that this session has for `purpose` beside `ticket`, or None."""
    key = session.get(_key(purpose, ticket))
    return Draft.objects.alive(now).filter(pk=uuid.UUID(key), submitted_at=None).first() if key else None


def find_or_begin(session, purpose, ticket, *, now):
    """The same; a new one where there is none."""
    return find(session, purpose, ticket, now=now) or drafts.begin(
        session, purpose, key=_key(purpose, ticket), now=now
    )


def is_latest(session, purpose, ticket, key):
    """Is `key` (text, of whatever form) the id of the tray this session has, or had last, for `purpose`?"""
    return bool(key) and key == session.get(_key(purpose, ticket))


def was_sent(session, purpose, ticket, key):
    """Is `key` (text, of whatever form) the id of this session's tray, and its message sent?"""
    mine = session.get(_key(purpose, ticket))
    return mine is not None and mine == key and Draft.objects.filter(pk=mine).exclude(submitted_at=None).exists()


def close(draft, *, now):
    """Its message is sent: only that is remembered, for as long as somebody may press the button again."""
    draft.content, draft.submitted_at, draft.expires_at = {}, now, now + CONFIRMATION_LIFETIME
    draft.save(update_fields=["content", "submitted_at", "expires_at"])


def files_in(draft):
    """The attachments of `draft` that have arrived, in that order; none without a draft."""
    return list(draft.attachments.arrived().order_by("pk")) if draft else []


def take_out(draft, key):
    """Remove the attachment `key` (text, of whatever form) from `draft`; the sweep deletes it."""
    try:
        chosen = draft.attachments.filter(key=uuid.UUID(key))
    except ValueError:
        return
    chosen.update(draft=None)


@transaction.atomic
def hand_over(draft, message):
    """Give the files in `draft` to `message`: all but the refused and those still on their way. Returns how many."""
    if draft is None:
        return 0
    Draft.objects.select_for_update().filter(pk=draft.pk).first()  # a file that arrives now waits, and is too late
    return draft.attachments.kept().update(draft=None, message=message)


def _key(purpose, ticket):
    return f"{purpose}_{ticket.pk}_draft"
