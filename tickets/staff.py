"""Who could work on a ticket, and who is complained of in it."""

from django.db.models import Q

from persian.dates import today
from persian.text import fold
from units.models import Deputy, User


def able_staff(ticket):
    """
    The users who, in the right unit, may work on `ticket` today: a sensitive one takes people cleared for it.

    Nobody complained of, nor who stands in for a head complained of (TicketQuerySet.kept_from_the_accused).
    """
    people = User.objects.active_staff().holding("tickets.handle_ticket")
    if ticket.sensitive:
        people = people.holding("tickets.view_sensitive")
    people = people.exclude(pk=ticket.respondent_user_id)
    if ticket.respondent_user_id is None and ticket.about_id is None:
        return people
    accused = Q(person=ticket.respondent_user_id) | Q(person__unit=ticket.about_id)
    return people.exclude(pk__in=Deputy.objects.leading(today()).filter(accused).values("deputy"))


def heads_over(ticket):
    """The heads who may judge of the routed `ticket`: those of its unit and above it who are not complained of."""
    heads = able_staff(ticket).holding("tickets.lead_unit").filter(unit__path__in=ticket.unit.lineage)
    return heads.exclude(unit=ticket.about_id)


def inspectors_for_heads(ticket):
    """The inspectors of its unit who decide what is a head's to decide of the routed `ticket`, where no head may."""
    if heads_over(ticket).exists():
        return User.objects.none()
    return able_staff(ticket).holding("tickets.inspect_ticket").filter(unit=ticket.unit_id)


def decides_for_heads(person, ticket):
    """Is `person` one of `inspectors_for_heads`? Asked of inspectors of that very unit only."""
    if ticket.unit_id is None or person.unit_id != ticket.unit_id or not person.holds("tickets.inspect_ticket"):
        return False
    return inspectors_for_heads(ticket).filter(pk=person.pk).exists()


def leads(person, ticket):
    """May `person`, who may act on `ticket`, decide what a head decides?"""
    return person.holds("tickets.lead_unit") or decides_for_heads(person, ticket)


def called(name):
    """The one member of staff whose first and last name `name` is, however it is spelt; None for nobody or several."""
    wanted = fold(name)
    people = User.objects.active_staff() if wanted else ()
    found = [person for person in people if fold(person.get_full_name()) == wanted]
    return found[0] if len(found) == 1 else None
