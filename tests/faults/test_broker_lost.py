"""The broker is only a doorbell: down, silent or emptied, it costs the citizen a second and the unit a sweep."""

import time

import pytest
from django.urls import reverse

from tests.faults.conftest import CITIZEN_ADDRESS, UNIT_ADDRESS, settled
from tests.journeys import COMPLAINT, SEND, fill
from tests.processes import MOMENT, wait_until
from tickets.models import Event, Notification, Ticket


@pytest.fixture
def send_form(client, office, broker):
    """Press the last button of a form that is filled in and checked: `send_form()` is the response."""
    contact = {"contact": "email", "email": CITIZEN_ADDRESS}
    fill(client, COMPLAINT | {"you": COMPLAINT["you"] | contact})
    check = reverse("complaints:step", args=["check"])
    client.get(check)
    return lambda: client.post(check, SEND)


def timed_submit(submit):
    began = time.monotonic()
    ticket = submit()
    return ticket, time.monotonic() - began


def assert_told_once(ticket, mail):
    assert ticket.events.filter(name=Event.Name.ROUTED).count() == 1
    assert sorted(message["To"] for message in mail.accepted) == [CITIZEN_ADDRESS, UNIT_ADDRESS]


def test_broker_down_at_submit_is_made_good_when_it_is_back(submit, broker, start_worker, mail):
    worker = start_worker()
    broker.stop()

    ticket, seconds = timed_submit(submit)
    status = Ticket.objects.get(pk=ticket.pk).status
    broker.start()

    wait_until(lambda: settled(ticket), worker.log.read_text)
    assert (status, seconds < MOMENT) == ("received", True)
    assert_told_once(ticket, mail)


def test_silent_broker_costs_the_citizen_a_moment(submit, broker):
    broker.freeze()

    ticket, seconds = timed_submit(submit)

    assert (Ticket.objects.get(pk=ticket.pk).status, seconds < MOMENT) == ("received", True)


def test_emptied_broker_is_made_good_by_the_sweep(submit, broker, start_worker, mail):
    ticket = submit()
    rung = broker.client.llen("routing"), broker.client.llen("notices")
    broker.client.flushall()

    worker = start_worker()

    wait_until(lambda: settled(ticket), worker.log.read_text)
    assert rung == (1, 1)
    assert_told_once(ticket, mail)


def test_form_sent_while_the_broker_is_silent_is_taken(send_form, broker):
    broker.freeze()

    began = time.monotonic()
    response = send_form()

    assert (response.status_code, response.url) == (303, "/complaints/done/")
    assert time.monotonic() - began < MOMENT
    assert Ticket.objects.get().status == "received"


def test_form_sent_opens_no_connection_to_the_mail_server(send_form, mail, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail.port

    send_form()

    notice = Notification.objects.get()
    assert (notice.recipient, notice.channel, notice.status) == ("sender", "email", "pending")
    assert mail.connections == 0
