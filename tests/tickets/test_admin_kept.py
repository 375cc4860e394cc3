"""Words that staff have typed and not sent: another button, the end of a session or a colleague must not eat them."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import create_complaint
from tests.tickets.desk import QUEUE, address
from tickets.models import Event, Message

ANSWER = "مبلغ برگردانده شد."
HALF_DONE = {"answer-outcome": "upheld", "answer-text": ANSWER, "note-text": "", "transfer-reason": ""}


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office, name="مریم رضایی")


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def press(client, ticket, step, **typed):
    """Press the button of `step` while an answer is half done; returns the page that follows."""
    seen = ticket.events.latest("pk").pk
    response = client.post(address(ticket), {**HALF_DONE, "step": step, f"{step}-seen": seen, **typed}, follow=True)
    return response, BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    ("step", "typed", "event"),
    [
        ("accept", {}, Event.Name.ACCEPTED),
        ("note", {"note-text": "با مدرسه تماس گرفتم."}, Event.Name.NOTED),
        ("open_sender", {}, Event.Name.SENDER_OPENED),
    ],
)
def test_answer_half_done_survives_another_button(desk, ticket, step, typed, event):
    response, page = press(desk, ticket, step, **typed)

    assert (response.status_code, ticket.events.filter(name=event).count()) == (200, 1)
    assert page.find("textarea", id="id_answer-text").text.strip() == ANSWER
    assert page.find("select", id="id_answer-outcome").find("option", selected=True)["value"] == "upheld"
    assert page.find("textarea", id="id_note-text").text.strip() == ""
    assert not Message.objects.filter(ticket=ticket, text=ANSWER).exists()


def test_forged_outcome_beside_another_button_is_dropped(desk, ticket):
    response, page = press(desk, ticket, "accept", **{"answer-outcome": "up\x00held"})

    assert response.status_code == 200
    assert page.find("select", id="id_answer-outcome").find("option", selected=True) is None


def test_answer_half_done_survives_a_note_that_is_refused(desk, ticket):
    _response, page = press(desk, ticket, "note")

    assert page.find(class_="summary").find("a")["href"] == "#id_note-text"
    assert page.find("textarea", id="id_answer-text").text.strip() == ANSWER


def test_reloading_the_page_that_kept_the_answer_does_nothing_twice(desk, ticket):
    seen = ticket.events.get().pk
    for _press in range(2):
        press(desk, ticket, "note", **{"note-seen": seen, "note-text": "یک"})

    assert ticket.events.filter(name=Event.Name.NOTED).count() == 1


def test_answer_half_done_is_shown_when_the_case_is_passed_on(desk, ticket, other_office, other_officer):
    typed = {"transfer-unit": other_office.pk, "transfer-reason": "مالی است"}

    response, page = press(desk, ticket, "transfer", **typed)

    assert (response.status_code, "پرونده انتقال یافت" in page.text) == (200, True)
    assert [box.text.strip() for box in page.find_all("textarea")] == [ANSWER]


def test_words_typed_for_longer_than_the_session_are_shown(desk, ticket):
    desk.logout()

    response, page = press(desk, ticket, "answer")

    assert (response.status_code, "زمان حضور شما به پایان رسید" in page.text) == (403, True)
    assert page.find("textarea").text.strip() == ANSWER
    assert page.find("a", string="ورود دوباره")["href"] == address(ticket)
    assert not Message.objects.filter(text=ANSWER).exists()


def test_words_on_a_page_older_than_the_log_in_are_shown(officer, ticket):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(officer)

    response, page = press(desk, ticket, "answer")

    assert (response.status_code, page.find("textarea").text.strip()) == (403, ANSWER)
    assert page.find("a", string="بازگشت به پرونده")["href"] == address(ticket)


def test_stranger_is_shown_nothing_of_the_case(client, other_officer, ticket):
    client.force_login(other_officer)

    response, page = press(client, ticket, "answer")

    assert (response.status_code, ticket.number in page.text) == (404, False)
    assert page.find("textarea").text.strip() == ANSWER


def test_step_leads_back_to_the_view_the_case_was_opened_from(desk, ticket):
    opened = address(ticket) + "?_changelist_filters=due%3Doverdue"

    response = desk.post(opened, {"step": "accept", "accept-seen": ticket.events.get().pk})

    assert response.url == opened


def test_member_of_staff_who_follows_a_stale_link_finds_the_way_back(desk, ticket):
    missing = BeautifulSoup(desk.get(f"{QUEUE}{10**9}/change/").content, "html.parser")

    assert missing.find("a", string="بازگشت به کار")["href"] == "/admin/"
