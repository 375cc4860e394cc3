"""A step that the page does not offer is not taken, however its form was sent."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.matrix.filling import filled
from tests.matrix.gets import QUEUE
from tests.tickets.desk import address
from tickets.admin.standing import Standing
from tickets.admin.steps import STEPS
from tickets.models import Event, Message, Ticket
from units.models import User

ROLES = ("officer", "receptionist", "head", "inspector", "director")
MOST_OF_A_STEP = 2  # cases whose state admits the step, and as many whose state does not


def state_of(ticket):
    """All that a step could change of it: each leaves an event."""
    rows = (model.objects.filter(ticket=ticket).count() for model in (Event, Message))
    return (*rows, Ticket.objects.filter(pk=ticket.pk).values().get())


def not_offered(person, world):
    """(ticket, name of a step) for each step, of some cases that `person` sees and on which it is not offered."""
    user = User.objects.get(pk=world.people[person].pk)
    seen = [row.row for row in world.rows[QUEUE] if person in row.seen_by]
    for name, step in STEPS.items():
        withheld = [ticket for ticket in seen if not Standing(ticket, user, timezone.now()).offers(step)]
        for admits in (True, False):
            yield from [(ticket, name) for ticket in withheld if step.fits(ticket) == admits][:MOST_OF_A_STEP]


@pytest.mark.parametrize("person", ROLES)
def test_step_that_is_not_offered_is_not_taken(world, person):
    browser = Client()
    browser.force_login(world.people[person])
    forged, taken = list(not_offered(person, world)), []

    for ticket, name in forged:
        before = state_of(ticket)
        with transaction.atomic():
            browser.post(address(ticket), filled(name, ticket, world.people[person]))
            if state_of(ticket) != before:
                taken.append((name, ticket.status, ticket.kind))
            transaction.set_rollback(True)

    assert (taken, len(forged) > len(STEPS)) == ([], True)
