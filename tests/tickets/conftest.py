"""What tests of the staff pages share."""

import pytest

from tests.tickets.desk import QUEUE


@pytest.fixture
def seen_by(client):
    """seen_by(user, address): the tickets of the list, in its order."""

    def ask(user, address=QUEUE):
        client.force_login(user)
        return [row.ticket for row in client.get(address).context_data["cl"].rows]

    return ask
