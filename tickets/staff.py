"""Who could work on a ticket."""

from units.models import User


def able_staff(ticket):
    """The users who, in the right unit, may work on `ticket`: a sensitive one takes people cleared for it."""
    people = User.objects.active_staff().holding("tickets.handle_ticket")
    if ticket.sensitive:
        people = people.holding("tickets.view_sensitive")
    return people.exclude(pk=ticket.respondent_user_id)
