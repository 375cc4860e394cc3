"""
Where the files of an officer's answer or note wait until it is sent: a draft for each person, case and step.

Found by who it belongs to and not by the session, of which two tabs that save at once keep only one's.
"""

import uuid

from tickets.models import Draft
from tickets.models.draft import LIFETIME

NAMESPACE = uuid.UUID("6d0f4a52-8f0e-4c63-9d0b-0b5a8a5f6c1e")


def of(user, purposes, ticket, *, now):
    """{purpose: the draft that `user` has for it beside `ticket`} of those that have one."""
    ids = {_id(user, purpose, ticket): purpose for purpose in purposes}
    return {ids[draft.pk]: draft for draft in Draft.objects.alive(now).filter(pk__in=ids)}


def begin(user, purpose, ticket, *, now):
    """The draft for `purpose`, for another day from `now` on; a new one where there is none."""
    draft, _is_new = Draft.objects.update_or_create(
        pk=_id(user, purpose, ticket),
        defaults={"expires_at": now + LIFETIME},
        create_defaults={"system": purpose, "content": {}, "created_at": now, "expires_at": now + LIFETIME},
    )
    return draft


def discard(user, purpose, ticket):
    """The message is sent; whatever did not go with it goes."""
    Draft.objects.filter(pk=_id(user, purpose, ticket)).delete()


def _id(user, purpose, ticket):
    return uuid.uuid5(NAMESPACE, f"{purpose}:{ticket.pk}:{user.pk}")
