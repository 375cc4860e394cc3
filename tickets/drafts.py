"""The half-filled form of one visitor: found by the session, kept encrypted on the server, gone after a day."""

import uuid

from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import TruncDate

from persian.dates import TEHRAN

from . import tracking
from .models import Draft, DropOff, Ticket
from .models.draft import BESIDE_A_CASE, LIFETIME, NAMED_FOR

PLACES = ANSWERS, REFUSED, LEFT = "answers", "refused", "left"  # where a draft keeps what was typed on a page


class Lapsed(Exception):
    """Answers that this visitor gave are no longer there."""


def current(session, system, *, now):
    """
    The draft of this session, sent or not; None before the first answer, and when what was sent is shown no more.

    Raises Lapsed once answers that were not sent are gone.
    """
    key = session.get(f"{system}_draft")
    if key is None:
        return None
    draft = Draft.objects.alive(now).filter(pk=uuid.UUID(key)).first()
    if draft is None and not is_case(key):
        raise Lapsed
    return draft


def begin(session, system, *, key=None, now):
    """
    A new, empty draft, which the session names by `key`.

    One that was sent stays at hand for its confirmation page.
    """
    draft = Draft.objects.create(
        system=system, content={place: {} for place in PLACES}, created_at=now, expires_at=now + LIFETIME
    )
    session[key or f"{system}_draft"] = str(draft.pk)
    if SESSION_KEY not in session:  # the hours of a member of staff who is logged in are not stretched
        session.set_expiry(int(NAMED_FOR.total_seconds()))
    return draft


@transaction.atomic
def keep(draft, slug, typed, *, place=ANSWERS, spoiled=()):
    """
    Store what was typed on one page; nothing once the draft was sent. Returns the draft as it is now. Raises Lapsed.

    What is no answer yet is kept apart, to be shown on that page again: it was REFUSED, because something is wrong or
    missing, or LEFT there without sending it. `spoiled` are pairs of a page and a name: answers that this one makes
    void, to be forgotten.
    """
    draft = _lock(draft)
    if draft.submitted_at is None:
        for kept in PLACES:  # a draft of an earlier version may lack one
            draft.content.setdefault(kept, {})
        draft.content[REFUSED].pop(slug, None)
        draft.content[LEFT].pop(slug, None)
        if place == ANSWERS and slug not in draft.content[ANSWERS]:
            draft.step = slug
        draft.content[place][slug] = typed
        for page, name in spoiled:
            for kept in PLACES:
                draft.content[kept].get(page, {}).pop(name, None)
        draft.save(update_fields=["content", "step"])
    return draft


@transaction.atomic
def draw_code(draft):
    """
    The draft with a tracking code in it: drawn once, when everything is answered and shown for checking.

    Raises Lapsed.
    """
    draft = _lock(draft)
    if "code" not in draft.content:
        draft.content["code"] = tracking.new_code()
        draft.step = "check"
        draft.save(update_fields=["content", "step"])
    return draft


def start_again(session, system):
    """Free the session for a new form. What was not sent is deleted; a sent draft keeps its confirmation page."""
    key = session.pop(f"{system}_draft", None)
    if key and not _delete(_unsent(key)) and Draft.objects.filter(pk=uuid.UUID(key)).exists():
        session[f"{system}_sent"] = key


def sent(session, system, *, now):
    """The draft this session sent last, while its code may still be shown; else None."""
    keys = [uuid.UUID(session[name]) for name in (f"{system}_draft", f"{system}_sent") if name in session]
    drafts = Draft.objects.alive(now).filter(pk__in=keys, submitted_at__isnull=False)
    return drafts.order_by("-submitted_at").first()


def is_case(key):
    """Was the draft with this id (text, of whatever form) registered as a case?"""
    try:
        return Ticket.objects.filter(submission_key=uuid.UUID(key)).exists()
    except ValueError:
        return False


def forget_code(session, system, *, now):
    """The citizen has kept the code: show it no more. A form begun since stays as it is."""
    draft = sent(session, system, now=now)
    if draft is not None:
        draft.delete()
    session.pop(f"{system}_sent", None)
    key = session.get(f"{system}_draft")
    if key and not _unsent(key).exists():
        del session[f"{system}_draft"]


def forget_all(session):
    """Leave nothing of this visitor: no answers that were not sent, and no code that is still shown."""
    names = [name for name in session.keys() if name.endswith(("_draft", "_sent"))]  # noqa: SIM118 - no dict
    _delete(Draft.objects.filter(pk__in=[uuid.UUID(session.pop(name)) for name in names]))


def clear_expired(*, now):
    """Delete what has expired."""
    _delete(Draft.objects.filter(expires_at__lte=now))


@transaction.atomic
def _delete(drafts):
    """Delete `drafts`; how many. Of forms that were never sent it is counted, and no more, how far they came."""
    locked = drafts.order_by("pk").select_for_update()
    rows = Draft.objects.filter(pk__in=list(locked.values_list("pk", flat=True)))
    forms = rows.filter(submitted_at=None).exclude(system__in=BESIDE_A_CASE)
    unsent = forms.values("system", "step", day=TruncDate("created_at", tzinfo=TEHRAN))
    for page in unsent.annotate(number=Count("pk")).order_by("day", "system", "step"):  # one order: no deadlock
        number = page.pop("number")
        drop_off, _ = DropOff.objects.get_or_create(**page)
        DropOff.objects.filter(pk=drop_off.pk).update(forms=F("forms") + number)
    return rows.delete()[0]


def _unsent(key):
    return Draft.objects.filter(pk=uuid.UUID(key), submitted_at=None)


def _lock(draft):
    """`draft` fresh and locked. Raises Lapsed: another tab, or the end of its day, may have deleted it meanwhile."""
    fresh = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if fresh is None:
        raise Lapsed
    return fresh
