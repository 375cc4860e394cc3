"""Two officers press "send the answer" at the same moment, in two real connections: one wins, one keeps the text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tests.conftest import ensure_reference
from tests.factories import create_complaint, create_user
from tickets.models import Event, Message
from units.models import Unit


@pytest.fixture
def desk_of(transactional_db):
    """The browser of a new officer of the office."""
    ensure_reference()

    def open_desk():
        client = Client()
        client.force_login(create_user(role="officer", unit=Unit.objects.get(code="d_q1.nongov")))
        return client

    return open_desk


def test_exactly_one_of_two_answers_wins(desk_of):
    ticket = create_complaint(unit=Unit.objects.get(code="d_q1.nongov"))
    seen = ticket.events.get().pk
    desks = {"پاسخ نخست به این پرونده": desk_of(), "پاسخ دوم به این پرونده": desk_of()}

    def send(text):
        try:
            form = {"step": "answer", "answer-seen": seen, "answer-outcome": "upheld", "answer-text": text}
            return desks[text].post(f"/admin/tickets/ticket/{ticket.pk}/change/", form)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        pages = dict(zip(desks, pool.map(send, desks), strict=True))

    (loser,) = [text for text, page in pages.items() if page.status_code == 409]
    kept = Message.objects.get(ticket=ticket, author="staff").text
    assert (kept != loser, loser in pages[loser].content.decode()) == (True, True)
    assert ticket.events.filter(name=Event.Name.ANSWERED).count() == 1
