"""Two presses of "send" at once, as an impatient hand makes them: both lead to the one confirmation."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest
from captcha.models import CaptchaStore
from django.db import connection, transaction
from django.test import Client

from tests.journeys import COMPLAINT, fill
from tests.tickets.human_checks import solved
from tickets.models import Draft, Ticket

CHECK, DONE = "/complaints/check/", "/complaints/done/"
PATIENCE = 8  # s; under lock_timeout


def proof():
    return {"captcha_2": solved()}


def picture():
    store = CaptchaStore.objects.get(hashkey=CaptchaStore.generate_key())
    return {"captcha_0": store.hashkey, "captcha_1": store.response}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answer", [proof, picture])
def test_both_presses_lead_to_the_confirmation(client, reference, answer):
    fill(client, COMPLAINT)
    client.get(CHECK)
    typed = answer()

    def press():
        hand = Client()
        hand.cookies = client.cookies
        try:
            return hand.post(CHECK, typed).headers.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        with transaction.atomic():  # holds the draft until both presses wait for it
            Draft.objects.select_for_update().get()
            presses = [hands.submit(press) for _hand in range(2)]
            wait_for_waiting(2)
        pages = [press.result() for press in presses]

    assert (pages, Ticket.objects.count()) == ([DONE, DONE], 1)


def wait_for_waiting(number):
    """Until so many connections to this database wait for a lock."""
    deadline = monotonic() + PATIENCE
    query = (
        "SELECT pg_stat_clear_snapshot(), count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with connection.cursor() as cursor:
        while cursor.execute(query) or cursor.fetchone()[1] < number:
            assert monotonic() < deadline, "the presses did not come to wait"
            sleep(0.05)
