"""Presses at the same moment, with files: twice "send", or in two tabs. One message comes of it, and no failure."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.conftest import ensure_reference
from tests.factories import create_complaint, create_ticket, create_user
from tests.journeys import COMPLAINT, SEND, fill
from tests.tickets.desk import address
from tests.tickets.follow_up_pages import CASE, PAGE, WORDS, tray_of, written
from tests.tickets.sent_files import file_in, labels, photo
from tests.tickets.tracking_pages import opens
from tests.waiting import wait_for_waiting
from tickets.models import Attachment, Draft, Event, Message, Ticket
from tickets.workflow import Status
from units.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_case(transactional_db):
    ensure_reference()
    return create_ticket(unit=Unit.objects.get(code="d_q1.nongov"), status=Status.IN_REVIEW)


def at_once(client, number, do, *, held, meanwhile=None):
    """What comes of `do`, done by so many hands in the browser of `client` while the rows of `held` are locked."""

    def press():
        hand = Client()
        hand.cookies = client.cookies
        try:
            return do(hand)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        with transaction.atomic():
            list(held.select_for_update(of=("self",)))
            presses = [pool.submit(press) for _hand in range(number)]
            wait_for_waiting(number)
            if meanwhile is not None:
                meanwhile()
        return [press.result() for press in presses]


@pytest.mark.parametrize(("text", "file"), [(WORDS, False), ("", True), (WORDS, True)])
def test_two_presses_are_one_explanation(client, open_case, text, file):
    opens(client, open_case)
    client.get(PAGE)
    if file:
        file_in(Draft.objects.get())
    typed = {"draft": tray_of(client), "text": text}

    led = at_once(client, 2, lambda hand: hand.post(PAGE, typed).url, held=Draft.objects.all())

    assert (led, written(open_case)) == ([CASE, CASE], [(text, ["سند.jpg"] if file else [])])
    assert Event.objects.filter(name=Event.Name.FOLLOWED_UP).count() == 1


def test_two_presses_with_a_file_chosen_are_one_explanation(client, open_case):
    opens(client, open_case)
    client.get(PAGE)
    tray = tray_of(client)

    led = at_once(
        client,
        2,
        lambda hand: hand.post(PAGE, {"draft": tray, "text": WORDS, "file": photo()}).url,
        held=Draft.objects.all(),
    )

    assert (led, [text for text, _files in written(open_case)]) == ([CASE, CASE], [WORDS])


def test_file_that_comes_while_another_tab_leaves_gives_the_words_back(client, open_case):
    opens(client, open_case)
    client.get(PAGE)
    tray = tray_of(client)

    (page,) = at_once(
        client,
        1,
        lambda hand: hand.post(PAGE, {"draft": tray, "text": WORDS, "file": photo()}),
        held=Draft.objects.all(),
        meanwhile=Draft.objects.all().delete,
    )

    assert (page.templates[0].name, page.context["texts"], written(open_case)) == ("tickets/track.html", [WORDS], [])


def test_file_that_comes_while_another_tab_sends_leads_to_the_confirmation(client, reference):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")

    def send():
        client.post("/complaints/check/", SEND)

    (led,) = at_once(
        client,
        1,
        lambda hand: hand.post("/complaints/files/", {"file": photo()}).headers.get("Location"),
        held=Draft.objects.all(),
        meanwhile=send,
    )

    assert (led, Ticket.objects.count(), Attachment.objects.count()) == ("/complaints/done/", 1, 0)


def test_two_presses_of_an_officer_with_files_are_one_answer(transactional_db, client):
    ensure_reference()
    office = Unit.objects.get(code="d_q1.nongov")
    ticket = create_complaint(unit=office)
    client.force_login(create_user(role="officer", unit=office))
    client.post(address(ticket), {"answer-file": photo("یک.jpg"), "add": "answer"})
    form = {"step": "answer", "answer-outcome": "upheld", "answer-text": "مبلغ برگردانده شد."}
    form["answer-seen"] = ticket.events.latest("pk").pk

    statuses = at_once(
        client,
        2,
        lambda hand: hand.post(address(ticket), {**form, "answer-file": photo("دو.jpg")}).status_code,
        held=Draft.objects.all(),
    )

    answer = Message.objects.get(ticket=ticket, author="staff")
    assert (statuses, ticket.events.filter(name=Event.Name.ANSWERED).count()) == ([302, 302], 1)
    assert set(labels(answer.attachments)) == {"یک.jpg", "دو.jpg"}


def test_file_that_comes_after_the_first_press_has_sent_is_no_failure(client, open_case):
    opens(client, open_case)
    client.get(PAGE)
    tray = tray_of(client)

    (led,) = at_once(
        client,
        1,
        lambda hand: hand.post(PAGE, {"draft": tray, "text": WORDS, "file": photo()}).url,
        held=Draft.objects.all(),
        meanwhile=lambda: client.post(PAGE, {"draft": tray, "text": WORDS}),
    )

    assert (led, written(open_case)) == (CASE, [(WORDS, [])])


def test_officer_s_file_that_comes_after_the_first_press_has_sent_is_no_failure(transactional_db, client):
    ensure_reference()
    office = Unit.objects.get(code="d_q1.nongov")
    ticket = create_complaint(unit=office)
    client.force_login(create_user(role="officer", unit=office))
    client.post(address(ticket), {"note-file": photo("یک.jpg"), "add": "note"})
    form = {"step": "note", "note-text": "یادداشت", "note-seen": ticket.events.latest("pk").pk}

    (status,) = at_once(
        client,
        1,
        lambda hand: hand.post(address(ticket), {**form, "note-file": photo("دو.jpg")}).status_code,
        held=Draft.objects.all(),
        meanwhile=lambda: client.post(address(ticket), form),
    )

    note = Message.objects.get(ticket=ticket, author="staff")
    assert (status, labels(note.attachments)) == (302, ["یک.jpg"])
