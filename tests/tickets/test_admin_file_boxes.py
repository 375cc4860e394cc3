"""Files with an answer or a note: put into a box beside it, kept until it is sent, and lost by no other mistake."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from tests.factories import create_complaint
from tests.tickets.desk import address, press, words_of
from tests.tickets.sent_files import NOBODYS, labels, photo, program
from tests.tickets.tracking_pages import opens
from tickets import lifecycle
from tickets.models import Attachment, Draft, Event, Message, Ticket
from tickets.workflow import Status

ANSWER, NOTE = "مبلغ برگردانده شد.", "با مدرسه تماس گرفتم."
REFUSED = "\u2068نصب.exe\u2069: این نوع پیوست پذیرفته نمی‌شود. عکس، PDF یا پیام صوتی بفرستید"


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def change(client, ticket, name, *files, text="", outcome="", **button):
    """Press a button of the box of the form `name`, as the page with all its forms sends it."""
    typed = {f"{name}-text": text, f"{name}-file": list(files), f"{name}-seen": ticket.events.latest("pk").pk}
    return client.post(address(ticket), typed | ({"answer-outcome": outcome} if outcome else {}) | button)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def boxed(response, name):
    """The names of the files in the box of one form."""
    return [row.text for row in soup(response).select(f"#id_{name}-file_box .file bdi")]


def typed_text(response, name):
    return soup(response).select_one(f"textarea[name={name}-text]").get_text().removeprefix("\n")


def chosen(response):
    return [option["value"] for option in soup(response).select("select[name=answer-outcome] option[selected]")]


def problems(response):
    return [line.text for line in soup(response).select(".summary li")]


def sent(ticket):
    """[(text, files)] of what the staff wrote."""
    staffs = ticket.messages.filter(author=Message.Author.STAFF).order_by("pk")
    return [(message.text, labels(message.attachments)) for message in staffs]


@pytest.mark.parametrize(("name", "text"), [("answer", ANSWER), ("note", NOTE)])
def test_file_that_is_added_waits_beside_the_text(desk, ticket, name, text):
    page = change(desk, ticket, name, photo("یک.jpg"), photo("دو.jpg"), text=text, add=name)

    assert (boxed(page, name), typed_text(page, name), sent(ticket)) == (["یک.jpg", "دو.jpg"], text, [])
    assert boxed(desk.get(address(ticket)), name) == ["یک.jpg", "دو.jpg"]


def test_each_form_has_its_own_box(desk, ticket):
    change(desk, ticket, "answer", photo("یک.jpg"), add="answer")
    change(desk, ticket, "note", photo("دو.jpg"), add="note")

    page = desk.get(address(ticket))

    assert (boxed(page, "answer"), boxed(page, "note")) == (["یک.jpg"], ["دو.jpg"])


def test_note_takes_its_files_along(desk, ticket):
    change(desk, ticket, "note", photo("یک.jpg"), add="note")

    press(desk, ticket, "note", text=NOTE, file=photo("دو.jpg"))

    assert sent(ticket) == [(NOTE, ["یک.jpg", "دو.jpg"])]
    assert boxed(desk.get(address(ticket)), "note") == []


def test_answer_takes_its_files_along_and_leaves_those_of_the_note(desk, ticket):
    change(desk, ticket, "answer", photo("یک.jpg"), add="answer")
    change(desk, ticket, "note", photo("سه.jpg"), add="note")

    press(desk, ticket, "answer", outcome="upheld", text=ANSWER, file=photo("دو.jpg"))

    assert sent(ticket) == [(ANSWER, ["یک.jpg", "دو.jpg"])]
    assert boxed(desk.get(address(ticket)), "note") == ["سه.jpg"]


def test_files_stand_in_the_history_beside_the_words(desk, ticket):
    press(desk, ticket, "note", text=NOTE, file=photo("رسید.jpg"))

    entry = soup(desk.get(address(ticket))).select_one(".history li.event-noted")

    assert [row.select_one("bdi").text for row in entry.select(".file")] == ["رسید.jpg"]


def seen_by_citizen(ticket):
    citizen = Client()
    opens(citizen, ticket)
    return [row.text for row in soup(citizen.get("/track/case/")).select(".file bdi")]


def test_citizen_does_not_see_the_files_of_an_answer_that_waits(desk, ticket, settings):
    settings.ANSWER_UNDO_SECONDS = 300

    press(desk, ticket, "answer", outcome="upheld", text=ANSWER, file=photo("نامه.jpg"))

    assert (seen_by_citizen(ticket), sent(ticket)) == ([], [(ANSWER, ["نامه.jpg"])])


def test_citizen_sees_the_files_of_an_answer_and_never_those_of_a_note(desk, ticket):
    press(desk, ticket, "note", text=NOTE, file=photo("محرمانه.jpg"))
    press(desk, ticket, "answer", outcome="upheld", text=ANSWER, file=photo("نامه.jpg"))

    assert seen_by_citizen(ticket) == ["نامه.jpg"]


@pytest.mark.parametrize("button", [{"add": "answer"}, {"step": "answer"}, {"remove": "x"}])
def test_refused_file_says_so_and_costs_nothing_else(desk, ticket, button):
    page = change(desk, ticket, "answer", photo(), program(), text=ANSWER, outcome="upheld", **button)

    assert (problems(page), boxed(page, "answer"), sent(ticket)) == ([REFUSED], ["کارنامه.jpg"], [])
    assert (typed_text(page, "answer"), chosen(page)) == (ANSWER, ["upheld"])


def test_refused_file_calls_nothing_else_wrong(desk, ticket):
    assert problems(change(desk, ticket, "answer", program(), add="answer")) == [REFUSED]


def test_refused_files_of_two_boxes_are_both_named(desk, ticket):
    files = {"answer-file": program("یک.exe"), "note-file": program("دو.exe"), "add": "answer", "note-text": NOTE}

    page = desk.post(address(ticket), files)

    named = [sentence.partition(":")[0] for sentence in problems(page)]
    assert (named, typed_text(page, "note")) == (["\u2068یک.exe\u2069", "\u2068دو.exe\u2069"], NOTE)


def test_box_of_one_form_empties_no_other(desk, ticket):
    others = {"note-text": NOTE, "transfer-reason": "مالی است", "answer-outcome": "upheld", "answer-text": ANSWER}

    page = desk.post(address(ticket), {**others, "note-file": photo(), "add": "note"})

    reason = soup(page).select_one("textarea[name=transfer-reason]").get_text().removeprefix("\n")
    assert (typed_text(page, "note"), typed_text(page, "answer"), reason) == (NOTE, ANSWER, "مالی است")
    assert (chosen(page), boxed(page, "note")) == (["upheld"], ["کارنامه.jpg"])


def test_incomplete_answer_keeps_the_file_chosen_with_it(desk, ticket):
    page = press(desk, ticket, "answer", outcome="", text=ANSWER, file=photo())

    assert (boxed(page, "answer"), typed_text(page, "answer"), sent(ticket)) == (["کارنامه.jpg"], ANSWER, [])


def test_file_is_removed_and_the_rest_stays(desk, ticket):
    change(desk, ticket, "note", photo("یک.jpg"), photo("دو.jpg"), add="note")

    page = change(desk, ticket, "note", text=NOTE, remove=Attachment.objects.earliest("pk").key)

    assert (boxed(page, "note"), typed_text(page, "note")) == (["دو.jpg"], NOTE)


@pytest.mark.parametrize("key", ["", "x", "\x00", NOBODYS])
def test_guessed_key_removes_nothing(desk, ticket, key):
    change(desk, ticket, "note", photo(), add="note")

    page = change(desk, ticket, "note", remove=key)

    assert (page.status_code, boxed(page, "note")) == (200, ["کارنامه.jpg"])


def test_key_of_what_the_citizen_sent_removes_nothing(desk, ticket):
    press(desk, ticket, "note", text=NOTE, file=photo())
    attachment = Attachment.objects.get()

    change(desk, ticket, "note", photo(), remove=attachment.key)

    assert sent(ticket) == [(NOTE, ["کارنامه.jpg"])]


def test_second_press_changes_nothing(desk, ticket):
    change(desk, ticket, "note", photo("یک.jpg"), add="note")
    seen = ticket.events.latest("pk").pk

    for _press in range(2):
        press(desk, ticket, "note", seen=seen, text=NOTE, file=photo("دو.jpg"))

    assert (sent(ticket), ticket.events.filter(name=Event.Name.NOTED).count()) == ([(NOTE, ["یک.jpg", "دو.jpg"])], 1)


def test_colleague_s_box_is_another(desk, ticket, colleague):
    change(desk, ticket, "note", photo(), add="note")
    other = Client()
    other.force_login(colleague)
    attachment = Attachment.objects.get()

    shown = boxed(other.get(address(ticket)), "note")
    change(other, ticket, "note", remove=attachment.key)
    press(other, ticket, "note", text=NOTE)

    assert (shown, sent(ticket), boxed(desk.get(address(ticket)), "note")) == ([], [(NOTE, [])], ["کارنامه.jpg"])


def test_next_person_at_the_same_desk_finds_an_empty_box(desk, ticket, colleague):
    change(desk, ticket, "note", photo(), add="note")

    desk.force_login(colleague)

    assert boxed(desk.get(address(ticket)), "note") == []


def test_box_of_one_case_is_not_that_of_another(desk, ticket, office):
    change(desk, ticket, "note", photo(), add="note")

    assert boxed(desk.get(address(create_complaint(unit=office))), "note") == []


@pytest.mark.parametrize(("person", "status"), [("director", 200), ("administrator", 404), ("other_officer", 404)])
def test_who_writes_nothing_puts_in_no_file(client, ticket, person, status, request):
    client.force_login(request.getfixturevalue(person))

    page = change(client, ticket, "note", photo(), add="note")

    assert (page.status_code, Attachment.objects.count(), Draft.objects.count()) == (status, 0, 0)


def test_overseer_of_the_case_puts_files_to_a_note(client, ticket, inspector):
    client.force_login(inspector)

    press(client, ticket, "note", text=NOTE, file=photo())

    assert sent(ticket) == [(NOTE, ["کارنامه.jpg"])]


def test_answer_of_a_slower_officer_stays_on_the_page_with_its_files(desk, ticket, colleague):
    seen = ticket.events.latest("pk").pk
    change(desk, ticket, "answer", photo(), add="answer")
    lifecycle.answer(ticket=ticket, text="پیش‌تر", outcome="upheld", by=colleague, now=timezone.now())

    page = press(desk, ticket, "answer", seen=seen, outcome="upheld", text=ANSWER)

    assert (page.status_code, ANSWER in words_of(page), sent(ticket)) == (409, True, [("پیش‌تر", [])])
    assert labels(Draft.objects.get().attachments) == ["کارنامه.jpg"]


@pytest.mark.parametrize("upload", [photo, program])
def test_answer_of_a_slower_officer_is_not_lost_by_adding_a_file(desk, ticket, colleague, upload):
    lifecycle.answer(ticket=ticket, text="پیش‌تر", outcome="upheld", by=colleague, now=timezone.now())

    page = change(desk, ticket, "answer", upload(), text=ANSWER, outcome="upheld", add="answer")

    assert soup(page).select_one("#draft-text").get_text().removeprefix("\n") == ANSWER


def test_box_of_a_case_passed_on_is_not_lost_without_a_word(desk, ticket, other_office):
    Ticket.objects.filter(pk=ticket.pk).update(unit=other_office)

    page = change(desk, ticket, "note", photo(), text=NOTE, add="note")

    assert (page.status_code, NOTE in words_of(page), Attachment.objects.count()) == (404, True, 0)


def test_sixth_file_is_refused_to_staff_too(desk, ticket):
    page = change(desk, ticket, "note", *[photo(f"{number}.jpg") for number in range(6)], add="note")

    assert problems(page) == ["\u20685.jpg\u2069: حداکثر پنج پیوست می‌توان فرستاد. نخست یکی را حذف کنید"]


def test_what_else_is_posted_changes_nothing(desk, ticket):
    forged = {"note-names": "x", "note-refused": "type", "note-status": "ready", "note-key": NOBODYS, "draft": NOBODYS}
    forged |= {"note-tray": NOBODYS, "note-attachments": "1", "note-is_public": "on", "note-written_by": "1"}

    desk.post(address(ticket), {"step": "note", "note-seen": ticket.events.get().pk, "note-text": NOTE, **forged})

    message = Message.objects.latest("pk")
    ticket.refresh_from_db()
    assert (sent(ticket), message.is_public, ticket.status) == ([(NOTE, [])], False, Status.ROUTED)


def test_forged_request_without_our_token_takes_nothing(ticket, officer):
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(officer)

    page = change(guarded, ticket, "note", photo(), add="note")

    assert (page.status_code, Attachment.objects.count()) == (403, 0)
