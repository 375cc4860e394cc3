"""Two presses of the button at the same moment, on real connections."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from tests.journeys import COMPLAINT, SEND, fill
from tickets.models import Ticket

PRESSES = 4


@pytest.mark.django_db(transaction=True)
def test_presses_at_once_register_one_case(client, reference):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")
    together = Barrier(PRESSES)
    answers = []

    def press():
        browser = Client()
        browser.cookies = client.cookies
        together.wait()
        response = browser.post("/complaints/check/", SEND)
        answers.append((response.status_code, response.url))
        connection.close()

    threads = [Thread(target=press) for _press in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [(303, "/complaints/done/")] * PRESSES
    assert Ticket.objects.count() == 1
