"""Sitting at an officer's desk, for tests of the queue and of the page of a case."""

QUEUE = "/admin/tickets/ticket/"


def address(ticket, section="tickets/ticket"):
    """The page of `ticket` in one of the admin's sections."""
    return f"/admin/{section}/{ticket.pk}/change/"


def press(client, ticket, step, *, seen=None, follow=False, **typed):
    """Fill in a step's form as the page shows it and press its button."""
    seen = ticket.events.order_by("-pk").first().pk if seen is None else seen
    data = {"step": step, f"{step}-seen": seen} | {f"{step}-{field}": value for field, value in typed.items()}
    return client.post(address(ticket), data, follow=follow)


def words_of(response):
    return response.content.decode()


def pks(tickets):
    return [ticket.pk for ticket in tickets]
