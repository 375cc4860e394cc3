"""Taking an answer back before the citizen can read it, and closing without one, on the page of a case."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import create_attachment, create_complaint
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle
from tickets.models import Event, Message, Ticket
from tickets.workflow import CloseReason, Status

ANSWER, WHY = "مبلغ برگردانده شد.", "پروندهٔ دیگری دربارهٔ همین موضوع دارید."
BETTER = "مبلغ تا دیروز برگردانده شد."


@pytest.fixture(autouse=True)
def some_time_to_undo(settings):
    settings.ANSWER_UNDO_SECONDS = 300


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def answer(ticket, by, *, now=None, text=ANSWER):
    lifecycle.answer(ticket=ticket, text=text, outcome="partly_upheld", by=by, now=now or timezone.now())


def page_of(client, ticket):
    return BeautifulSoup(words_of(client.get(address(ticket))), "html.parser")


def box(page, name):
    return page.find("textarea", id=f"id_{name}-text").text.strip()


def chosen(page, name):
    return page.find("select", id=f"id_{name}").find("option", selected=True)["value"]


def test_answer_is_taken_back_and_stands_in_its_box_again(desk, ticket, officer):
    answer(ticket, officer)
    button = page_of(desk, ticket).find("button", value="take_back").text

    said = words_of(press(desk, ticket, "take_back", follow=True))

    page = page_of(desk, ticket)
    ticket.refresh_from_db()
    assert (button, ticket.status, "پس گرفته شد" in said) == ("پس گرفتن پاسخ", Status.IN_REVIEW, True)
    assert (box(page, "answer"), chosen(page, "answer-outcome")) == (ANSWER, "partly_upheld")
    assert "شهروند این متن را نخوانده است" in page.find(class_="history").text


def test_other_body_of_an_answer_taken_back_is_there_again(desk, ticket):
    press(desk, ticket, "answer", outcome="out_of_scope", other_body="شهرداری", text=ANSWER)
    press(desk, ticket, "take_back")

    assert page_of(desk, ticket).find("input", id="id_answer-other_body")["value"] == "شهرداری"


def test_what_the_citizen_can_read_is_not_taken_back(desk, ticket, officer):
    answer(ticket, officer, now=timezone.now() - timedelta(minutes=6))

    page = page_of(desk, ticket)
    response = press(desk, ticket, "take_back")

    assert (page.find("button", value="take_back"), response.status_code) == (None, 409)
    ticket.refresh_from_db()
    assert ticket.status == Status.ANSWERED


def test_taking_back_twice_does_it_once(desk, ticket, officer):
    answer(ticket, officer)
    seen = ticket.events.latest("pk").pk

    responses = [press(desk, ticket, "take_back", seen=seen) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert ticket.events.filter(name=Event.Name.TAKEN_BACK).count() == 1


def test_answer_taken_back_can_be_sent_again_from_the_page_before(desk, ticket):
    seen = ticket.events.get().pk
    press(desk, ticket, "answer", seen=seen, outcome="upheld", text=ANSWER)
    press(desk, ticket, "take_back")

    press(desk, ticket, "answer", seen=seen, outcome="upheld", text=ANSWER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.events.filter(name=Event.Name.ANSWERED).count()) == (Status.ANSWERED, 2)


def test_colleague_of_another_unit_takes_nothing_back(client, inspector, ticket, officer):
    answer(ticket, officer)
    client.force_login(inspector)

    page = page_of(client, ticket)
    response = press(client, ticket, "take_back")

    assert (page.find("button", value="take_back"), response.status_code) == (None, 409)
    assert "به شهروند می‌رسد" in page.find(class_="undo").text


def test_answer_taken_back_by_the_citizens_words_stands_in_its_box(desk, ticket, officer):
    answer(ticket, officer)
    lifecycle.follow_up(ticket=ticket, text="رسید را یافتم.", now=timezone.now())

    page = page_of(desk, ticket)

    assert box(page, "answer") == ANSWER
    assert "شهروند پیش از خواندن پاسخ چیزی نوشت" in page.find(class_="history").text


def test_files_of_an_answer_taken_back_go_with_the_next(desk, ticket, officer):
    answer(ticket, officer)
    file = create_attachment(message=Message.objects.get(ticket=ticket, author="staff"))
    press(desk, ticket, "take_back")

    press(desk, ticket, "answer", outcome="upheld", text=BETTER, again=file.pk)

    file.refresh_from_db()
    assert file.message.text == BETTER


def test_published_answer_of_a_reopened_case_is_no_draft(desk, ticket, officer):
    long_ago = timezone.now() - timedelta(days=2)
    answer(ticket, officer, now=long_ago)
    lifecycle.reopen(ticket=ticket, reason="پول نرسید.", now=timezone.now())

    assert box(page_of(desk, ticket), "answer") == ""


def test_destroyed_text_stands_in_no_box(desk, ticket, officer):
    answer(ticket, officer)
    lifecycle.take_back(ticket=ticket, by=officer, now=timezone.now())
    Message.objects.filter(ticket=ticket, author="staff").update(text="", destroyed_at=timezone.now())

    assert box(page_of(desk, ticket), "answer") == ""


@pytest.mark.parametrize("reason", CloseReason.values)
def test_case_is_closed_with_a_reason_and_words(desk, ticket, reason):
    page = words_of(press(desk, ticket, "close", ground=reason, text=WHY, follow=True))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.close_reason) == (Status.CLOSED, reason)
    assert Message.objects.get(ticket=ticket, author="staff", is_public=True).text == WHY
    assert (str(CloseReason(reason).label) in page, "پس گرفتن بستن پرونده" in page) == (True, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ground": "", "text": WHY}, "دلیل را انتخاب کنید"),
        ({"ground": "not_ours", "text": WHY}, ""),
        ({"ground": "duplicate", "text": " "}, "دلیل را برای شهروند بنویسید"),
    ],
)
def test_case_is_not_closed_without_reason_or_words(desk, ticket, typed, said):
    page = words_of(press(desk, ticket, "close", **typed))

    ticket.refresh_from_db()
    assert (ticket.status, said in page) == (Status.ROUTED, True)


def test_closing_twice_does_it_once_and_another_reason_is_another_step(desk, ticket):
    seen = ticket.events.get().pk
    reasons = ("duplicate", "duplicate", "abusive")

    responses = [press(desk, ticket, "close", seen=seen, ground=reason, text=WHY) for reason in reasons]

    assert [response.status_code for response in responses] == [302, 302, 409]
    assert Ticket.objects.get(pk=ticket.pk).close_reason == "duplicate"


def test_closing_taken_back_leaves_its_words_and_reason_in_their_boxes(desk, ticket):
    press(desk, ticket, "close", ground="abusive", text=WHY)
    press(desk, ticket, "take_back")

    page = page_of(desk, ticket)

    assert (box(page, "close"), chosen(page, "close-ground"), box(page, "answer")) == (WHY, "abusive", "")
    assert page.find("textarea", id="id_close-text").find_parent("details").has_attr("open")


def test_answer_half_done_is_shown_once_the_case_is_closed(desk, ticket):
    seen = ticket.events.get().pk
    typed = {"close-seen": seen, "close-ground": "duplicate", "close-text": WHY, "answer-text": ANSWER}
    page = words_of(desk.post(address(ticket), {"step": "close", **typed}))

    assert ("پرونده بسته شد" in page, ANSWER in page) == (True, True)


def test_closed_case_says_why_in_its_bar(desk, ticket, officer):
    lifecycle.close(ticket=ticket, reason="abusive", text=WHY, by=officer, now=timezone.now() - timedelta(days=1))

    page = page_of(desk, ticket)

    assert str(CloseReason.ABUSIVE.label) in page.find(class_="bar").text
    assert page.find(class_="undo") is None
