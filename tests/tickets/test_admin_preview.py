"""The answer as the citizen will read it: the same fragment, nothing saved, nothing lost, two ways on."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import create_complaint
from tests.tickets.desk import address
from tests.tickets.sent_files import photo
from tests.tickets.tracking_pages import opens, url
from tickets.models import DeskDraft, Message
from tickets.workflow import Status
from units.models import Unit

ANSWER = "سلام.\nمبلغ با نرخ مصوب سنجیده شد و <b>برگشت</b>."


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def preview(desk, ticket, **typed):
    seen = ticket.events.order_by("-pk").first().pk
    form = {"answer-seen": seen, "answer-text": ANSWER, "answer-outcome": "upheld"}
    return page_of(desk.post(address(ticket), {"preview": "answer", **form, **typed}))


def press_there(desk, ticket, page, button):
    """Press a button of the preview, with all that the page carries."""
    form = page.select_one("form.ways-on")
    carried = {box["name"]: box.get("value", "") for box in form.select("input[type=hidden]")}
    pressed = form.select_one(f'button[name="{button}"]')
    return desk.post(address(ticket), carried | {button: pressed["value"]})


def article(page):
    """The words of the message, its date left out."""
    message = page.select_one("article.message-office")
    message.find("time").extract()
    return " ".join(message.get_text(" ").split()), message["class"], message.select_one('[dir="auto"]').text


def test_it_is_drawn_as_the_citizen_reads_it(desk, ticket, settings):
    settings.ANSWER_UNDO_SECONDS = -1
    page = preview(desk, ticket)
    shown = article(page)
    press_there(desk, ticket, page, "step")
    opens(desk, ticket)

    assert article(page_of(desk.get(url("case")))) == shown


def test_nothing_is_saved_but_the_draft(desk, ticket):
    preview(desk, ticket)

    assert not Message.objects.filter(ticket=ticket, author="staff").exists()
    assert DeskDraft.objects.get().content["answer-text"] == ANSWER


def test_answer_is_sent_from_the_preview(desk, ticket):
    press_there(desk, ticket, preview(desk, ticket), "step")

    ticket.refresh_from_db()
    assert (ticket.status, Message.objects.get(ticket=ticket, author="staff").text) == (Status.ANSWERED, ANSWER)


def test_back_to_writing_loses_nothing(desk, ticket):
    page = preview(desk, ticket, **{"note-text": "یادداشت من", "transfer-reason": "دلیل من"})

    back = page_of(press_there(desk, ticket, page, "edit"))

    texts = [back.find(id=f"id_{name}").text.strip() for name in ("answer-text", "note-text", "transfer-reason")]
    assert texts == [ANSWER, "یادداشت من", "دلیل من"]
    assert back.select_one("#id_answer-outcome option[selected]")["value"] == "upheld"
    assert back.find(id="id_answer-text").has_attr("autofocus")


def test_what_is_missing_is_said_on_the_page_of_the_case(desk, ticket):
    page = preview(desk, ticket, **{"answer-outcome": ""})

    assert (page.select("form.ways-on"), len(page.select(".summary li a"))) == ([], 1)


def test_what_blocks_leaves_only_the_way_back(desk, ticket):
    page = preview(desk, ticket, **{"answer-text": f"{ANSWER} «…»"})

    assert len(page.select(".findings .finding-blocks")) == 1
    assert [button["name"] for button in page.select("form.ways-on button")] == ["edit"]


def test_what_asks_was_asked_by_the_preview(desk, ticket):
    page = preview(desk, ticket, **{"answer-text": "سلام. بررسی شد."})

    press_there(desk, ticket, page, "step")

    assert len(page.select(".findings .finding-asks")) == 1
    assert Message.objects.filter(ticket=ticket, author="staff").exists()


def test_long_sentence_is_only_remarked(desk, ticket):
    long = " ".join(["کلمه"] * 41)

    page = preview(desk, ticket, **{"answer-text": long})

    assert len(page.select(".findings .finding-advises")) == 1


def test_citizen_who_writes_english_is_shown_english(desk, office):
    ticket = create_complaint(unit=office, language="en")

    page = preview(desk, ticket)

    shown = page.select_one(".as-read")
    assert (shown["lang"], shown["dir"], "Result: Upheld" in article(page)[0]) == ("en", "ltr", True)
    assert page.html["lang"] == "fa"


def test_file_is_shown_and_stays(desk, ticket):
    page = preview(desk, ticket, **{"answer-file": photo()})

    assert len(page.select(".as-read .file")) == 1
    assert page.select(".as-read a") == []


def test_body_it_belongs_to_is_shown(desk, ticket):
    page = preview(desk, ticket, **{"answer-outcome": "out_of_scope", "answer-other_body": "شهرداری الوند"})

    assert "شهرداری الوند" in page.select_one(".as-read").text


def test_proposal_is_sent_to_the_head_from_there(desk, ticket, office):
    Unit.objects.filter(pk=office.pk).update(needs_approval=True)

    page = preview(desk, ticket)

    assert page.select_one('button[name="step"]').text == "ارسال برای تأیید رئیس"


def test_case_answered_meanwhile_is_not_previewed(desk, ticket, colleague):
    seen = ticket.events.order_by("-pk").first().pk
    client = type(desk)()
    client.force_login(colleague)
    client.post(
        address(ticket), {"step": "answer", "answer-seen": seen, "answer-text": ANSWER, "answer-outcome": "upheld"}
    )

    page = preview(desk, ticket)

    assert (page.select("form.ways-on"), page.find(id="draft-text").text.strip()) == ([], ANSWER)


def test_whoever_only_reads_previews_nothing(client, ticket, director):
    client.force_login(director)

    assert preview(client, ticket).select("form.ways-on") == []


def test_case_out_of_sight_shows_nothing_but_the_words(client, ticket, other_officer):
    client.force_login(other_officer)

    response = client.post(address(ticket), {"preview": "answer", "answer-text": ANSWER, "answer-outcome": "upheld"})

    assert (response.status_code, "form.ways-on" in response.content.decode()) == (404, False)
