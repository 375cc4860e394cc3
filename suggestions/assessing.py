"""What only suggestions go through: assessed before the answer; once accepted owned, implemented, shown in public."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from persian.dates import gregorian
from tickets import notifications
from tickets.history import record
from tickets.lifecycle.answering import may_be_taken_back
from tickets.lifecycle.ground import locked, write
from tickets.lifecycle.objections import objects_to_answers
from tickets.models import Event
from tickets.staff import able_staff
from tickets.workflow import TAKEN_UP, Kind, NotAllowed

from .models import DECIDED, Assessment, Release, Undertaking


@objects_to_answers
def assessed_before_it_is_answered(ticket):
    if ticket.kind == Kind.SUGGESTION and not Assessment.objects.standing().filter(ticket=ticket).exists():
        yield _("Score the effect, the cost and the feasibility of the suggestion first")


@transaction.atomic
def assess(*, ticket, effect, cost, feasibility, by, now):
    """Score an open suggestion from 1 to 5 each; scored anew, the latest holds. Raises NotAllowed."""
    ticket = locked(ticket, by)
    scores = {"effect": effect, "cost": cost, "feasibility": feasibility}
    if ticket.kind != Kind.SUGGESTION or not ticket.is_open:
        raise NotAllowed("assess")
    if not all(Assessment.LOWEST <= score <= Assessment.HIGHEST for score in scores.values()):
        raise NotAllowed("score")
    event = record(ticket, Event.Name.ASSESSED, by=by, now=now, details=scores)
    Assessment.objects.update_or_create(ticket=ticket, defaults=scores | {"event": event})
    return event


@transaction.atomic
def undertake(*, ticket, owner, due_on, by, now):
    """
    Give an accepted suggestion its `owner`, a member of its unit who is told, and the date it is to be done by.

    May be changed until it is implemented. Raises NotAllowed, also for a date before today.
    """
    ticket = _accepted(ticket, by, now)
    if due_on < gregorian(now) or not possible_owners(ticket).filter(pk=owner.pk).exists():
        raise NotAllowed("undertake")
    if Undertaking.objects.standing().filter(ticket=ticket).exclude(done=None).exists():
        raise NotAllowed("implemented")
    details = {"owner": owner.pk, "due_on": due_on.isoformat()}
    event = record(ticket, Event.Name.UNDERTAKEN, by=by, now=now, details=details)
    # in place of one for an answer that holds no more
    kept = {"owner": owner, "due_on": due_on, "event": event, "done": None}
    Undertaking.objects.update_or_create(ticket=ticket, defaults=kept)
    notifications.tell_people(event, [owner], now=now)
    return event


def possible_owners(ticket):
    """Who may own the suggestion: those of its unit who may work on it."""
    return able_staff(ticket).filter(unit=ticket.unit_id).order_by("last_name", "first_name")


@transaction.atomic
def implement(*, ticket, what_changed, by, now):
    """Say in public words to the sender what an owned suggestion has changed. Once. Raises NotAllowed."""
    ticket = _accepted(ticket, by, now)
    undertaking = Undertaking.objects.standing().filter(ticket=ticket, done=None).first()
    if undertaking is None or not what_changed:
        raise NotAllowed("implement")
    message = write(ticket, what_changed, by=by, now=now, published_at=now)
    event = record(ticket, Event.Name.IMPLEMENTED, by=by, now=now, message=message)
    undertaking.done = event
    undertaking.save(update_fields=["done"])
    notifications.tell_sender(event, now=now)
    return event


@transaction.atomic
def release(*, ticket, title, by, now):
    """
    Show a decided suggestion in the public list, under a `title` that names nobody. Heads only. Raises NotAllowed.

    What is sensitive is never shown.
    """
    ticket = _led(ticket, by)
    if ticket.sensitive or not title or not ticket.outcome or may_be_taken_back(ticket, now):
        raise NotAllowed("release")
    if Release.objects.standing().filter(ticket=ticket).exists():
        raise NotAllowed("released")
    # in place of one for an answer that holds no more
    Release.objects.update_or_create(ticket=ticket, defaults={"title": title, "released_at": now})
    return record(ticket, Event.Name.RELEASED, by=by, now=now)


@transaction.atomic
def conceal(*, ticket, by, now):
    """Take a suggestion out of the public list. Heads only. Raises NotAllowed."""
    ticket = _led(ticket, by)
    deleted, _counts = Release.objects.filter(ticket=ticket).delete()
    if not deleted:
        raise NotAllowed("not released")
    return record(ticket, Event.Name.CONCEALED, by=by, now=now)


def _accepted(ticket, by, now):
    """`ticket` locked, if it is a suggestion that was taken up, and its sender can read so."""
    ticket = locked(ticket, by)
    if may_be_taken_back(ticket, now):
        raise NotAllowed("not published")
    if ticket.kind != Kind.SUGGESTION or ticket.status not in DECIDED or ticket.outcome not in TAKEN_UP:
        raise NotAllowed("not accepted")
    return ticket


def _led(ticket, by):
    """`ticket` locked, if it is a decided suggestion of a unit that `by` leads."""
    ticket = locked(ticket, by)
    if ticket.kind != Kind.SUGGESTION or ticket.status not in DECIDED or not by.holds("tickets.lead_unit"):
        raise NotAllowed("lead")
    return ticket
