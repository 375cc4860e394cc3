"""Praise: it reaches the unit, its sender is thanked, and nobody need write a word for that."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import create_ticket
from tests.tickets.desk import address, press
from tickets import desk_drafts, lifecycle, thanks
from tickets.models import DeskDraft, Event, Message
from tickets.workflow import Kind, Outcome, Status

PERSIAN = "از پیام پرمهر شما سپاسگزاریم. پیام شما به همکاران واحد مربوط رسانده شد."
ENGLISH = "Thank you for your kind words. They were passed on to the staff of the unit concerned."


@pytest.fixture
def praise(office):
    return create_ticket(unit=office, kind=Kind.PRAISE)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def said_to_the_sender(ticket):
    return list(Message.objects.filter(ticket=ticket, is_public=True, author="staff").values_list("text", flat=True))


@pytest.mark.parametrize(("language", "words"), [("fa", PERSIAN), ("en", ENGLISH)])
def test_one_press_thanks_the_sender_in_their_language(desk, office, language, words):
    praise = create_ticket(unit=office, kind=Kind.PRAISE, language=language)

    press(desk, praise, "answer", outcome="passed_on", text="")

    praise.refresh_from_db()
    assert (praise.status, praise.outcome) == (Status.ANSWERED, Outcome.PASSED_ON)
    assert said_to_the_sender(praise) == [words]


def test_own_words_of_the_officer_are_sent_in_their_place(desk, praise):
    press(desk, praise, "answer", outcome="passed_on", text="پیام شما در پروندهٔ همکارمان ثبت شد.")

    assert said_to_the_sender(praise) == ["پیام شما در پروندهٔ همکارمان ثبت شد."]


def test_box_is_empty_and_says_what_is_sent_then(desk, praise):
    page = BeautifulSoup(desk.get(address(praise)).content, "html.parser")

    box = page.select_one("textarea[name=answer-text]")
    hint = page.find(id=box["aria-describedby"])
    assert (box.text.strip(), PERSIAN in hint.text) == ("", True)
    assert [option["value"] for option in page.select("select[name=answer-outcome] option")] == ["passed_on"]


def test_pressing_twice_thanks_once(desk, praise):
    seen = praise.events.order_by("-pk").first().pk

    for _press in range(2):
        press(desk, praise, "answer", seen=seen, outcome="passed_on", text="")

    assert Event.objects.filter(ticket=praise, name=Event.Name.ANSWERED).count() == 1
    assert said_to_the_sender(praise) == [PERSIAN]


def test_preview_shows_what_is_sent(desk, praise):
    seen = praise.events.order_by("-pk").first().pk
    typed = {"answer-seen": seen, "answer-outcome": "passed_on", "answer-text": ""}

    page = BeautifulSoup(desk.post(address(praise), typed | {"preview": "answer"}).content, "html.parser")

    assert page.select_one('article.message-office [dir="auto"]').text.strip() == PERSIAN
    assert page.select_one('input[name="answer-text"]')["value"] == ""
    assert page.select(".summary") == []


def test_nothing_counts_as_typed(desk, praise, officer):
    desk.get(address(praise))

    press(desk, praise, "note", text="")

    assert desk_drafts.of(officer, praise, now=timezone.now()) is None
    assert DeskDraft.objects.count() == 0


def test_where_a_head_approves_the_thanks_are_proposed(desk, praise, office):
    office.needs_approval = True
    office.save(update_fields=["needs_approval"])

    press(desk, praise, "answer", outcome="passed_on", text="")

    assert praise.proposals.get().message.text == PERSIAN
    assert said_to_the_sender(praise) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.PRAISE])
def test_whatever_else_is_written_needs_an_answer_of_its_own(desk, office, kind):
    ticket = create_ticket(unit=office, kind=kind)
    outcome = lifecycle.answering.OUTCOMES[kind][0]

    press(desk, ticket, "answer", outcome=outcome, text="")

    ticket.refresh_from_db()
    assert (thanks.standard(ticket), ticket.status, said_to_the_sender(ticket)) == ("", Status.ROUTED, [])
