"""Officers at the same moment, in real connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.lifecycle import AlreadyAnswered
from tickets.models import Event, Message
from tickets.workflow import Outcome


def answer(ticket, by, text):
    return lifecycle.answer(ticket=ticket, by=by, text=text, outcome=Outcome.UPHELD, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_many_officers_answering_at_once_exactly_one_wins(office):
    ticket = create_ticket(unit=office)
    officers = [create_user(role="officer", unit=office) for _ in range(8)]

    def try_to_answer(officer):
        try:
            answer(ticket, officer, f"پاسخ {officer.pk}")
        except AlreadyAnswered:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(len(officers)) as pool:
        wins = list(pool.map(try_to_answer, officers))

    assert sum(wins) == Message.objects.filter(author="staff").count() == 1
    assert Event.objects.filter(name=Event.Name.ANSWERED).count() == 1
