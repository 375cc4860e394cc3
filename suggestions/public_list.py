"""What everybody may read of suggestions: those that heads released, by title and outcome."""

from dataclasses import dataclass
from datetime import date

from persian.dates import gregorian
from tickets.workflow import Identity, Outcome

from .models import Release


@dataclass(frozen=True)
class Row:
    """One suggestion in public. `sender` is empty unless they agreed; `implemented_on` is None until it is done."""

    title: str
    outcome: str
    released_on: date
    sender: str
    implemented_on: date | None


def released():
    """The releases, the latest first, with what their rows need in one query."""
    around = ("ticket__sender", "ticket__suggestion_details", "ticket__undertaking__done")
    return Release.objects.standing().select_related(*around).order_by("-released_at", "-pk")


def rows(releases):
    """[Row] of `releases`; asks nothing more of the database."""
    return [_row(release) for release in releases]


def _row(release):
    ticket = release.ticket
    undertaking = getattr(ticket, "undertaking", None)
    done = undertaking and undertaking.done
    holds = done and done.at >= ticket.answered_at  # else it came of an answer before this one
    return Row(
        title=release.title,
        outcome=Outcome(ticket.outcome).label,
        released_on=gregorian(release.released_at),
        sender=ticket.sender.name if _may_be_named(ticket) else "",
        implemented_on=gregorian(done.at) if holds else None,
    )


def _may_be_named(ticket):
    details = getattr(ticket, "suggestion_details", None)
    return details is not None and details.may_be_named and ticket.identity == Identity.NAMED
