"""Cases that may belong together: the same school, the same words, the same sender; as figures, in two queries."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, Value
from django.db.models.functions import MD5

from tickets.counting import CountAtMost, in_figures
from tickets.models import Sender, Ticket
from tickets.workflow import Identity
from units.models import User

from .filters import SCHOOL, STATE
from .tabs import EVERYTHING

NONE = Value(0)


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
    of_school = others.filter(school=ticket.school_id)
    seen = Ticket.objects.visible_to(reader).exclude(pk=ticket.pk)
    counts = {
        "school": CountAtMost(of_school) if ticket.school_id else NONE,
        "seen": CountAtMost(seen.filter(school=ticket.school_id)) if ticket.school_id else NONE,
        "same_words": CountAtMost(_with_the_words_of(ticket, others)),
        "sender": CountAtMost(_by_the_sender_of(ticket, others)) if ticket.opens_sender_to(reader) else NONE,
    }
    found = User.objects.filter(pk=reader.pk).annotate(**{f"n_{name}": count for name, count in counts.items()})
    found = found.values(*(f"n_{name}" for name in counts)).get()
    query = urlencode({STATE: EVERYTHING, SCHOOL: ticket.school_id or ""})
    return Related(
        school=_figure(found["n_school"]),
        words=_figure(found["n_same_words"]),
        sender=_figure(found["n_sender"]),
        list_of_school=f"?{query}" if found["n_seen"] else "",
    )


def _with_the_words_of(ticket, others):
    """Those sent with the same folded text; an index holds its digest."""
    own = Ticket.objects.filter(pk=ticket.pk).exclude(search_text="").values(digest=MD5("search_text"))
    return others.alias(digest=MD5("search_text")).filter(digest=own[:1])


def _by_the_sender_of(ticket, others):
    """Those by the same number or mobile, as keyed hashes: asked first, so that each finds its index."""
    number, mobile = Sender.objects.values_list("id_number_hash", "mobile_hash").get(ticket=ticket)
    same = Q(id_number_hash=number, id_number_hash__isnull=False) | Q(mobile_hash=mobile, mobile_hash__isnull=False)
    return others.filter(identity=Identity.NAMED, pk__in=Sender.objects.filter(same).values("ticket"))


def _figure(count):
    return in_figures(count) if count else ""
