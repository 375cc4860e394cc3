"""What a citizen adds to an open case: words, files or both, sent once, to no other case, and never lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import create_ticket
from tests.tickets.follow_up_pages import CASE, PAGE, WORDS, post, said, shown_text, tray_of, written
from tests.tickets.sent_files import listed, photo, program, soup
from tests.tickets.tracking_pages import opens, text_of, url
from tickets import lifecycle
from tickets.models import Draft
from tickets.workflow import Status

pytestmark = pytest.mark.django_db

CLOSED = "The case has changed meanwhile and takes no more explanations. Your text and files are kept here"
TOO_MANY = "You have written ten times today. Copy your text and send it tomorrow, or telephone us"
NOTHING = "Write an explanation, or add a file"


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW)


@pytest.fixture
def page(client, ticket):
    """A browser on the page."""
    opens(client, ticket)
    client.get(PAGE)
    return client


def in_english(client):
    return client.get(url("follow_up", "en"))


@pytest.mark.parametrize(
    ("text", "files", "kept"),
    [
        (WORDS, (), (WORDS, [])),
        ("", ("رسید.jpg",), ("", ["رسید.jpg"])),
        (WORDS, ("یک.jpg", "دو.jpg"), (WORDS, ["یک.jpg", "دو.jpg"])),
        ("  \u202eبله\u0000 ", (), ("بله", [])),
    ],
)
def test_words_and_files_reach_the_case(page, ticket, text, files, kept):
    response = post(page, text, *map(photo, files))

    assert (response.status_code, response.url, written(ticket)) == (303, CASE, [kept])


def test_files_added_before_go_with_the_words(page, ticket):
    post(page, "", photo("یک.jpg"), add="follow_up")
    post(page, WORDS, photo("دو.jpg"))

    assert written(ticket) == [(WORDS, ["یک.jpg", "دو.jpg"])]


def test_case_shows_what_was_sent_and_says_so_once(page, ticket):
    sent = post(page, WORDS, photo(), follow=True)
    again = page.get(CASE)

    told = "فرستاده شد. اداره‌ای که به پروندهٔ شما پاسخ می‌دهد می‌تواند آن را بخواند."
    assert [told in text_of(response) for response in (sent, again)] == [True, False]
    latest = soup(again).select_one(".timeline li p").text
    words = soup(again).select_one("article.message")
    assert latest == "توضیح یا مدرک فرستادید"
    assert (words.find(attrs={"dir": "auto"}).text, words.select_one("bdi").text) == (WORDS, "کارنامه.jpg")


def test_nothing_is_not_sent(page, ticket):
    response = post(page, " \n ", to=url("follow_up", "en"), follow=True)

    assert (said(response), written(ticket)) == ([NOTHING], [])


def test_error_is_gone_once_there_is_something(page):
    post(page)

    post(page, "", photo(), add="follow_up")

    assert said(in_english(page)) == []


def test_refused_file_alone_is_nothing(page, ticket):
    Draft.objects.get().attachments.create(
        label="قفل.pdf", format="pdf", size=1, status="refused", refusal="locked", created_at=timezone.now()
    )

    response = post(page, to=url("follow_up", "en"), follow=True)

    assert (said(response), written(ticket)) == ([NOTHING], [])


@pytest.mark.parametrize(("length", "taken"), [(4000, True), (4001, False)])
def test_words_may_be_so_long(page, ticket, length, taken):
    text = "ب" * length

    response = post(page, text, to=url("follow_up", "en"), follow=True)

    assert [len(words) for words, _files in written(ticket)] == ([length] if taken else [])
    if not taken:
        assert (said(response), shown_text(response)) == (["The explanation must be 4,000 characters or less"], text)


@pytest.mark.parametrize("button", [{"add": "follow_up"}, {"remove": "x"}, {"go": "back"}, {"go": "en"}, {"go": "xx"}])
def test_text_and_file_are_kept_by_every_other_button(page, ticket, button):
    post(page, WORDS, photo(), **button)

    shown = page.get(PAGE)
    assert (shown_text(shown), [name for name, _state in listed(shown)]) == (WORDS, ["کارنامه.jpg"])
    assert (said(shown), written(ticket)) == ([], [])


@pytest.mark.parametrize(
    ("button", "onward"), [("back", CASE), ("en", url("follow_up", "en")), ("https://evil.example/", CASE)]
)
def test_button_leads_where_it_says(page, button, onward):
    assert post(page, WORDS, go=button).url == onward


def test_text_stays_when_a_file_is_removed(page, ticket):
    post(page, "", photo("یک.jpg"), photo("دو.jpg"), add="follow_up")
    first = Draft.objects.get().attachments.earliest("pk")

    post(page, WORDS, remove=first.key)

    shown = page.get(PAGE)
    assert (shown_text(shown), [name for name, _state in listed(shown)]) == (WORDS, ["دو.jpg"])


@pytest.mark.parametrize("button", [{}, {"add": "follow_up"}, {"go": "back"}, {"go": "en"}, {"remove": "x"}])
def test_refused_file_says_so_and_costs_nothing_else(page, ticket, button):
    response = post(page, WORDS, photo(), program(), to=url("follow_up", "en"), follow=True, **button)

    told = "\u2068نصب.exe\u2069: This kind of attachment is not accepted. Send a photo, a PDF or a voice message"
    assert (said(response), shown_text(response)) == ([told], WORDS)
    assert ([name for name, _state in listed(response)], written(ticket)) == (["کارنامه.jpg"], [])


def test_error_is_told_in_the_other_language_and_gone_after_a_good_file(page):
    post(page, WORDS, program(), add="follow_up")
    post(page, WORDS, go="en")
    told = said(in_english(page))
    post(page, WORDS, photo(), go="back")

    assert ([sentence.partition(":")[0] for sentence in told], said(in_english(page))) == (["\u2068نصب.exe\u2069"], [])


def test_second_press_sends_nothing_more(page, ticket):
    tray = tray_of(page)
    post(page, WORDS, photo())

    again = page.post(PAGE, {"draft": tray, "text": WORDS, "file": photo()})

    assert (again.url, written(ticket)) == (CASE, [(WORDS, ["کارنامه.jpg"])])


def test_other_words_from_an_older_tab_are_no_second_press(page, ticket):
    post(page, WORDS)

    post(page, "و یک چیز دیگر.")

    assert written(ticket) == [(WORDS, []), ("و یک چیز دیگر.", [])]


def test_page_opened_anew_after_sending_is_empty(page):
    post(page, WORDS, photo())

    shown = page.get(PAGE)

    assert (shown_text(shown), listed(shown)) == ("", [])


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN])
def test_case_that_is_open_no_more_takes_nothing_and_keeps_the_text(page, ticket, status):
    type(ticket).objects.filter(pk=ticket.pk).update(
        status=status,
        answered_at=timezone.now(),
        closed_at=timezone.now() if status == Status.CLOSED else None,
        outcome="upheld" if status == Status.ANSWERED else "",
    )

    response = post(page, WORDS, photo(), to=url("follow_up", "en"))

    assert (said(response), shown_text(response), written(ticket)) == ([CLOSED], WORDS, [])
    assert [name for name, _state in listed(response)] == ["کارنامه.jpg"]


def test_answered_case_offers_no_page_for_it(page, ticket, officer):
    lifecycle.answer(ticket=ticket, text="پاسخ", outcome="upheld", by=officer, now=timezone.now())

    assert (page.get(PAGE).url, PAGE in page.get(CASE).content.decode()) == (CASE, False)


def test_answer_that_waits_changes_nothing_the_citizen_could_see(page, ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    lifecycle.answer(ticket=ticket, text="پاسخ", outcome="upheld", by=officer, now=timezone.now())

    assert (page.get(PAGE).status_code, PAGE in page.get(CASE).content.decode()) == (200, True)


def test_eleventh_in_a_day_waits_and_the_first_days_do_not_count(page, ticket):
    now = timezone.now()
    for hours in (30, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1):
        lifecycle.follow_up(ticket=ticket, text="x", now=now - timedelta(hours=hours))

    response = post(page, WORDS, to=url("follow_up", "en"))

    assert (said(response), shown_text(response), len(written(ticket))) == ([TOO_MANY], WORDS, 11)
