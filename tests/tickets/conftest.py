"""What tests of the staff pages share."""

import pytest

from tests.factories import create_ticket, create_user
from tests.matrix.cases import open_cases
from tests.matrix.people import hire
from tests.matrix.rows import World
from tests.matrix.sections import fill_tables
from tests.tickets.desk import QUEUE
from tests.tickets.say_pages import answer
from tests.tickets.tracking_pages import opens
from tickets.workflow import Status


@pytest.fixture
def seen_by(client):
    """seen_by(user, address): the tickets of the list, in its order."""

    def ask(user, address=QUEUE):
        client.force_login(user)
        return [row.ticket for row in client.get(address).context_data["cl"].rows]

    return ask


@pytest.fixture
def world(reference, settings):
    """Everybody and everything there is to be seen, cases in every state among it."""
    settings.ANSWER_UNDO_SECONDS = 300  # an answer can be taken back
    world = World(people=hire())
    open_cases(world)
    fill_tables(world)
    return world


@pytest.fixture
def superior(unit):
    """Somebody one level above `office`."""
    return create_user(role="officer", unit=unit("nongov"))


@pytest.fixture
def answered(office, officer, superior):
    """A case with an answer that the citizen can read."""
    ticket = create_ticket(unit=office, status=Status.IN_REVIEW)
    answer(ticket, officer)
    return ticket


@pytest.fixture
def reader(client, answered):
    """A browser that has opened that case."""
    opens(client, answered)
    return client
