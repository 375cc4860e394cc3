"""Cases that may belong together: the same school, the same words, the same sender; as figures, in two queries."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from tickets.counting import count_each, in_figures
from tickets.encryption import keyed_hashes
from tickets.models import Sender, Ticket
from tickets.tabs import EVERYTHING
from tickets.workflow import Identity

from .filters import SCHOOL, STATE


@dataclass(frozen=True)
class Related:
    """How many other cases there are, in figures, empty for none; `list_of_school` shows those one may see."""

    school: str
    words: str
    sender: str
    list_of_school: str


def related_to(ticket, *, reader):
    """
    The Related of `ticket`: counted in all units, but never what is kept from `reader` for a reason.

    By their sender only cases with a name are counted, for who may open it: to say that somebody has written under
    a hidden name would tell it.
    """
    others = Ticket.objects.exclude(pk=ticket.pk).kept_from_the_accused(reader).kept_sensitive(reader)
    seen = Ticket.objects.visible_to(reader).exclude(pk=ticket.pk)
    counted = {"words": _with_the_words_of(ticket, others)}
    if ticket.school_id:
        counted |= {name: rows.filter(school=ticket.school_id) for name, rows in (("school", others), ("seen", seen))}
    if ticket.opens_sender_to(reader):
        counted["sender"] = _by_the_sender_of(ticket, others)
    found = count_each(counted)
    query = urlencode({STATE: EVERYTHING, SCHOOL: ticket.school_id or ""})
    return Related(
        **{name: _figure(found.get(name)) for name in ("school", "words", "sender")},
        list_of_school=f"?{query}" if found.get("seen") else "",
    )


def _with_the_words_of(ticket, others):
    """Those first sent with the same folded text, whatever was added to either later; none where it has no words."""
    return others.filter(first_words=ticket.first_words) if ticket.first_words else others.none()


def _by_the_sender_of(ticket, others):
    """
    Those by the same number or mobile, by what each may be known as: another key may have been in use then.

    Asked first, so that each finds its index.
    """
    number, mobile = Sender.objects.values_list("id_number", "mobile").get(ticket=ticket)
    same = Q(id_number_hash__in=_known_as(number, "id_number")) | Q(mobile_hash__in=_known_as(mobile, "mobile"))
    return others.filter(identity=Identity.NAMED, pk__in=Sender.objects.filter(same).values("ticket"))


def _known_as(text, context):
    return keyed_hashes(text, context=context) if text else []


def _figure(count):
    return in_figures(count) if count else ""
