"""Presses at the same moment: twice "send", as an impatient hand does it, or a button in each of two tabs."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from captcha.models import CaptchaStore
from django.db import connection, transaction
from django.test import Client

from tests.journeys import COMPLAINT, SEND, fill
from tests.tickets.human_checks import solved
from tests.waiting import wait_for_waiting
from tickets.models import Draft, Ticket

CHECK, DONE = "/complaints/check/", "/complaints/done/"


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("address", "typed"), [("/complaints/story/", COMPLAINT["story"]), (CHECK, SEND)])
def test_press_while_another_tab_deletes_the_answers_is_told_that_they_are_gone(client, reference, address, typed):
    fill(client, COMPLAINT)
    client.get(CHECK)

    def press():
        tab = Client()
        tab.cookies = client.cookies
        try:
            return tab.post(address, typed).templates[0].name
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as tabs:
        with transaction.atomic():
            Draft.objects.all().delete()
            pressed = tabs.submit(press)
            wait_for_waiting(1)
        page = pressed.result()

    assert (page, Ticket.objects.count()) == ("tickets/steps/lapsed.html", 0)
