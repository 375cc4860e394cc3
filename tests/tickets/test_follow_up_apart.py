"""Whose page it is on which a citizen adds to a case: no other case, browser or site comes near it; who is told."""

import pytest
from django.test import Client
from django.utils import timezone

from persian.digits import localise_digits
from tests.factories import create_ticket, create_topic
from tests.tickets.follow_up_pages import CASE, PAGE, WORDS, post, shown_text, tray_of, written
from tests.tickets.sent_files import NOBODYS, file_in, labels, listed, photo, soup
from tests.tickets.tracking_pages import opens, url
from tickets import delivery
from tickets.models import Attachment, Draft, Message, Notification
from tickets.workflow import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW)


@pytest.fixture
def page(client, ticket):
    """A browser on the page."""
    opens(client, ticket)
    client.get(PAGE)
    return client


@pytest.mark.parametrize("text", [WORDS, "هفتم"])
def test_words_outlive_that_the_case_was_closed_here(page, ticket, text):
    tray = tray_of(page)
    page.post(url("end"))

    response = page.post(PAGE, {"draft": tray, "text": text, "file": photo()})

    assert [box.get_text().removeprefix("\n") for box in soup(response).select("textarea[readonly]")] == [text]
    assert (response.templates[0].name, written(ticket)) == ("tickets/track.html", [])


def test_closed_page_shows_no_box_without_words(client, reference):
    assert soup(client.get(PAGE)).select("textarea") == []


def test_what_was_kept_is_there_when_the_code_is_entered_again(page, ticket):
    post(page, WORDS, photo(), add="follow_up")
    page.post(url("end"))

    opens(page, ticket)

    shown = page.get(PAGE)
    assert (shown_text(shown), [name for name, _state in listed(shown)]) == (WORDS, ["کارنامه.jpg"])


def test_words_never_reach_another_case_that_was_opened_meanwhile(page, ticket, office):
    tray, other = tray_of(page), create_ticket(unit=office)
    opens(page, other)
    page.get(PAGE)

    response = page.post(PAGE, {"draft": tray, "text": WORDS, "file": photo()})

    assert (written(ticket), written(other), response.templates[0].name) == ([], [], "tickets/track.html")
    assert [box.get_text().removeprefix("\n") for box in soup(response).select("textarea[readonly]")] == [WORDS]


def test_another_case_in_the_same_browser_shows_nothing_of_the_first(page, office):
    post(page, WORDS, photo(), add="follow_up")
    opens(page, create_ticket(unit=office))

    shown = page.get(PAGE)

    assert (shown_text(shown), listed(shown)) == ("", [])


def test_another_browser_with_the_code_does_not_see_what_is_not_sent(page, ticket):
    post(page, WORDS, photo(), add="follow_up")
    other = Client()
    opens(other, ticket)

    shown = other.get(PAGE)

    assert (shown_text(shown), listed(shown)) == ("", [])


def test_another_browser_can_neither_remove_nor_send_it(page, ticket):
    post(page, WORDS, photo(), add="follow_up")
    tray, file = tray_of(page), Draft.objects.get().attachments.get()
    other = Client()
    opens(other, ticket)
    other.get(PAGE)

    other.post(PAGE, {"draft": tray_of(other), "text": "", "remove": file.key})
    other.post(PAGE, {"draft": tray, "text": "دزدی"})

    assert (labels(Draft.objects.get(pk=tray).attachments), written(ticket)) == (["کارنامه.jpg"], [])


def test_page_of_a_sensitive_case_is_neutral_and_quick_to_leave(client, complaints_office):
    ticket = create_ticket(unit=complaints_office, topic=create_topic(sensitive=True))
    opens(client, ticket)

    shown = soup(client.get(PAGE))

    assert (shown.title.text.strip().partition(" –")[0].strip(), bool(shown.select(".quick-exit"))) == (
        "پروندهٔ شما",
        True,
    )


def test_page_of_any_other_case_says_what_it_is_for(page):
    shown = soup(page.get(PAGE))

    assert (shown.title.text.strip().partition(" –")[0].strip(), shown.select(".quick-exit")) == (
        "ارسال توضیح یا مدرک",
        [],
    )


def test_leaving_quickly_deletes_what_was_not_sent(page, ticket):
    post(page, WORDS, photo(), add="follow_up")

    left = page.post(url("leave"))
    opens(page, ticket)

    assert (left.status_code, shown_text(page.get(PAGE)), Attachment.objects.exclude(draft=None).count()) == (
        303,
        "",
        0,
    )


def test_leaving_quickly_right_after_sending_works(page):
    post(page, WORDS)

    assert page.post(url("leave")).status_code == 303


def test_case_waited_for_goes_on(client, office):
    ticket = create_ticket(unit=office, status=Status.AWAITING_CITIZEN)
    opens(client, ticket)
    button = soup(client.get(CASE)).select_one(f'a[href="{PAGE}"]')
    client.get(PAGE)

    post(client, WORDS)

    ticket.refresh_from_db()
    assert (button["class"], ticket.status) == (["button"], Status.IN_REVIEW)


def test_case_without_a_unit_takes_words_and_tells_nobody(client, reference):
    ticket = create_ticket()
    opens(client, ticket)
    client.get(PAGE)

    post(client, WORDS)

    assert (written(ticket), Notification.objects.count()) == ([(WORDS, [])], 0)


def test_unit_is_told_by_mail_without_the_words(page, ticket, office, officer, mailoutbox):
    office.email = "office@edu.example"
    office.save(update_fields=["email"])
    post(page, WORDS, photo())

    for notice in Notification.objects.order_by("pk"):
        delivery.deliver(notification_id=notice.pk, now=timezone.now())

    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([officer.email, "office@edu.example"])
    subject = f"شهروند برای پرونده‌ای از واحد شما توضیح یا مدرک فرستاد: \u2066{localise_digits(ticket.number)}\u2069"
    assert {mail.subject for mail in mailoutbox} == {subject}
    told = "".join(mail.body + mail.alternatives[0].content for mail in mailoutbox)
    assert [secret for secret in ("رسید", "کارنامه", "مریم", ticket.code) if secret in told] == []


def test_forged_request_without_our_token_sends_nothing(ticket):
    guarded = Client(enforce_csrf_checks=True)
    token = soup(guarded.get(url("track"))).select_one("[name=csrfmiddlewaretoken]")["value"]
    guarded.post(url("track"), {"code": ticket.code, "csrfmiddlewaretoken": token})
    shown = soup(guarded.get(PAGE))
    typed = {"draft": tray_of(guarded), "text": WORDS}

    forged = guarded.post(PAGE, typed)
    genuine = guarded.post(PAGE, typed | {"csrfmiddlewaretoken": shown.select_one("main form input")["value"]})

    assert (forged.status_code, genuine.status_code, written(ticket)) == (403, 303, [(WORDS, [])])


def test_what_else_is_posted_changes_nothing(page, ticket):
    forged = {"names": "دروغ", "refused": "type", "status": "answered", "unit": "1", "is_public": "", "key": NOBODYS}

    page.post(PAGE, {"draft": tray_of(page), "text": WORDS, **forged})

    ticket.refresh_from_db()
    message = Message.objects.latest("pk")
    assert (ticket.status, message.is_public, written(ticket)) == (Status.IN_REVIEW, True, [(WORDS, [])])


@pytest.mark.parametrize("draft", ["", "x", "\x00", NOBODYS])
def test_page_that_names_no_tray_of_ours_sends_nothing(page, ticket, draft):
    response = page.post(PAGE, {"draft": draft, "text": WORDS})

    assert (response.templates[0].name, written(ticket)) == ("tickets/track.html", [])


@pytest.mark.parametrize("files", [1, 5])
def test_page_asks_no_more_for_five_files_than_for_one(page, files, django_assert_num_queries):
    for number in range(files):
        file_in(Draft.objects.get(), f"{number}.jpg")
    page.get(PAGE)

    # session, ticket; events, messages, their files; tray and its files; the organisation and its channels
    with django_assert_num_queries(9):
        shown = page.get(PAGE)

    assert len(listed(shown)) == files
