"""Reading the cases of a page with all that is said of them there, in as few questions as PostgreSQL is quick at."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from tickets import desk_drafts
from tickets.models import Attachment, Proposal
from units.models import Unit

UNITS = ("unit", "district", "school", "about")  # of a ticket


def read(rows, reader):
    """The tickets `rows` of the queue as a list, with the annotations that their marks need."""
    sent = Attachment.objects.kept().filter(message__ticket=OuterRef("pk"))
    proposed = Proposal.objects.pending().filter(ticket=OuterRef("pk"))
    tickets = rows.annotate(
        has_files=Exists(sent),
        awaits_approval=Exists(proposed),
        writers=desk_drafts.writers_of_each(reader, now=timezone.now()),
    )
    return with_units(list(tickets))


def with_units(tickets):
    """
    `tickets` with their units, read in one question.

    Joined, each of the four is looked for in every order with the others, and the plan costs more than the reading.
    """
    named = {name: [getattr(ticket, f"{name}_id") for ticket in tickets] for name in UNITS}
    units = Unit.objects.in_bulk({pk for ids in named.values() for pk in ids if pk})
    for name, ids in named.items():
        for ticket, pk in zip(tickets, ids, strict=True):
            setattr(ticket, name, units.get(pk))
    return tickets
