"""Who could work on a ticket, and who is complained of in it."""

from persian.text import fold
from units.models import User


def able_staff(ticket):
    """The users who, in the right unit, may work on `ticket`: a sensitive one takes people cleared for it."""
    people = User.objects.active_staff().holding("tickets.handle_ticket")
    if ticket.sensitive:
        people = people.holding("tickets.view_sensitive")
    return people.exclude(pk=ticket.respondent_user_id)


def called(name):
    """The one member of staff whose first and last name `name` is, however it is spelt; None for nobody or several."""
    wanted = fold(name)
    people = User.objects.active_staff() if wanted else ()
    found = [person for person in people if fold(person.get_full_name()) == wanted]
    return found[0] if len(found) == 1 else None
