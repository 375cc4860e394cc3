"""What staff typed on the page of a case and did not send: for whoever typed it, and who sees that they are typing."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from .models import DeskDraft
from .models.desk_draft import LIFETIME

WRITER = Coalesce(
    NullIf(Trim(Concat("owner__first_name", Value(" "), "owner__last_name")), Value("")), "owner__username"
)


def of(owner, ticket, *, now):
    """The draft that `owner` has beside `ticket`, or None."""
    return DeskDraft.objects.alive(now).filter(owner=owner, ticket=ticket).first()


def keep(*, owner, ticket, words, now):
    """
    Keep `words` ({name of the input: text}) in place of what `owner` had typed before; where there are none, nothing.

    Who sends the same words again is not typing. Returns the draft, or None.
    """
    if not words:
        DeskDraft.objects.filter(owner=owner, ticket=ticket).delete()
        return None
    kept = of(owner, ticket, now=now)
    if kept is not None and kept.content == words:
        return kept
    fresh = {"content": words, "saved_at": now, "expires_at": now + LIFETIME}
    return DeskDraft.objects.update_or_create(owner=owner, ticket=ticket, defaults=fresh)[0]


def writers(ticket, *, reader, now):
    """The names of the colleagues of `reader` who are typing beside `ticket`, or who did a moment ago."""
    return list(_names(reader, now).filter(ticket=ticket))


def writers_of_each(reader, *, now):
    """The same for every ticket of a list: an annotation."""
    return ArraySubquery(_names(reader, now).filter(ticket=OuterRef("pk")).order_by())


def clear_expired(*, now):
    """Delete what has expired."""
    DeskDraft.objects.filter(expires_at__lte=now).delete()


def _names(reader, now):
    drafts = DeskDraft.objects.being_written(now).exclude(owner=reader)
    return drafts.order_by("saved_at").values_list(WRITER, flat=True)
