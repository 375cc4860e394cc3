"""The page of a case keeps what one types, and says who else is typing."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import create_ticket
from tests.tickets.desk import QUEUE, address, press, words_of
from tickets.models import DeskDraft

ANSWER = "سلام. مدرسه پول را برگرداند."
THEIRS = "سلام. مدرسه همهٔ پول را به شما برمی‌گرداند."


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def save(client, ticket, **typed):
    """What the script sends while one types."""
    seen = ticket.events.order_by("-pk").first().pk
    names = {name.replace("_", "-", 1): text for name, text in typed.items()}
    return client.post(f"{QUEUE}{ticket.pk}/draft/", names | {"answer-seen": seen, "note-seen": seen})


def boxes(client, ticket):
    page = BeautifulSoup(client.get(address(ticket)).content, "html.parser")
    return {box["name"]: box.get_text().strip() for box in page.select("form.columns textarea")}


def test_typed_words_stand_there_when_one_comes_back(desk, ticket):
    save(desk, ticket, answer_text=ANSWER, answer_outcome="upheld", note_text="زنگ بزنم")
    desk.logout()
    desk.force_login(ticket.unit.members.get())

    page = desk.get(address(ticket))

    found = boxes(desk, ticket)
    assert (found["answer-text"], found["note-text"]) == (ANSWER, "زنگ بزنم")
    assert page.context["forms"]["answer"].initial["outcome"] == "upheld"
    assert "پیش‌نویس شما از" in words_of(page)


def test_draft_is_nobody_elses(desk, client_of_somebody_else, ticket, colleague):
    save(desk, ticket, answer_text=ANSWER)
    client_of_somebody_else.force_login(colleague)

    page = client_of_somebody_else.get(address(ticket))

    assert ANSWER not in words_of(page)


def test_script_is_told_that_it_is_kept_and_who_else_writes(desk, client_of_somebody_else, ticket, colleague):
    client_of_somebody_else.force_login(colleague)
    save(client_of_somebody_else, ticket, note_text="من")

    said = save(desk, ticket, answer_text=ANSWER).json()

    assert said["kept"].startswith("پیش‌نویس شما نگه داشته شد")
    assert said["writing"] == f"در حال نوشتن: {colleague}"


def test_colleague_who_writes_is_named_on_the_page_and_in_the_row(desk, client_of_somebody_else, ticket, colleague):
    client_of_somebody_else.force_login(colleague)
    save(client_of_somebody_else, ticket, note_text="من")

    assert f"در حال نوشتن: {colleague}" in words_of(desk.get(address(ticket)))
    assert [row.writers for row in desk.get(QUEUE).context_data["cl"].rows] == [str(colleague)]


def test_words_are_kept_without_a_script_by_whatever_button(desk, ticket):
    press(desk, ticket, "answer", text=ANSWER)  # no outcome: refused

    assert boxes(desk, ticket)["answer-text"] == ANSWER


def test_what_is_sent_leaves_the_draft_and_the_rest_stays(desk, ticket):
    save(desk, ticket, answer_text=ANSWER, note_text="زنگ بزنم")
    seen = ticket.events.order_by("-pk").first().pk
    typed = {"step": "note", "note-seen": seen, "note-text": "زنگ بزنم", "answer-text": ANSWER}
    desk.post(address(ticket), typed)

    assert DeskDraft.objects.get().content == {"answer-text": ANSWER}


def test_nothing_is_left_once_all_is_sent(desk, ticket):
    save(desk, ticket, note_text="زنگ بزنم")
    press(desk, ticket, "note", text="زنگ بزنم")

    assert DeskDraft.objects.count() == 0


def test_script_that_comes_late_brings_back_nothing(desk, ticket):
    seen = ticket.events.order_by("-pk").first().pk
    press(desk, ticket, "note", text="زنگ بزنم")
    desk.post(f"{QUEUE}{ticket.pk}/draft/", {"note-seen": seen, "note-text": "زنگ بزنم"})

    assert DeskDraft.objects.count() == 0


def test_draft_of_a_step_a_colleague_took_is_shown_as_not_sent(desk, client_of_somebody_else, ticket, colleague):
    save(desk, ticket, answer_text=ANSWER)
    client_of_somebody_else.force_login(colleague)
    press(client_of_somebody_else, ticket, "answer", text=THEIRS, outcome="upheld")

    page = desk.get(address(ticket))

    assert page.context["draft"].typed == ANSWER


def test_case_of_another_unit_takes_no_draft(client, other_officer, ticket):
    client.force_login(other_officer)

    assert save(client, ticket, answer_text=ANSWER).status_code == 404
    assert DeskDraft.objects.count() == 0


def test_who_only_reads_keeps_no_draft(client, director, ticket):
    client.force_login(director)

    assert save(client, ticket, answer_text=ANSWER).json() == {"kept": "", "writing": ""}
    assert DeskDraft.objects.count() == 0


def test_draft_is_kept_by_sending_only(desk, ticket):
    assert desk.get(f"{QUEUE}{ticket.pk}/draft/").status_code == 405
