"""Opening the files of a case at an officer's desk: who may, what is put on the record, and what the page says."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import create_complaint, create_suggestion, create_ticket, create_topic, create_user
from tests.tickets.desk import QUEUE, address
from tests.tickets.sent_files import CLEANED, NOBODYS, THUMBNAIL, file_of
from tickets import lifecycle
from tickets.attachments import vault
from tickets.attachments.refusals import Refusal
from tickets.models import Event, Ticket

SECTIONS = {"tickets/ticket": True, "complaints/complaint": True, "suggestions/suggestion": False}
PEOPLE = {
    "officer": True,
    "colleague": True,
    "head": True,
    "inspector": True,
    "district_inspector": True,
    "director": True,
    "other_officer": False,
    "administrator": False,
    "superuser": False,
    "respondent": False,
    "member_of_the_unit_complained_of": False,
    "officer_who_left": False,
}


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


@pytest.fixture
def respondent(office, ticket):
    """The one of the unit who is complained of."""
    user = create_user(role="officer", unit=office)
    Ticket.objects.filter(pk=ticket.pk).update(respondent_user=user)
    return user


@pytest.fixture
def member_of_the_unit_complained_of(unit, ticket):
    Ticket.objects.filter(pk=ticket.pk).update(about=unit("d_q1.primary"))
    return create_user(role="inspector", unit=unit("d_q1.primary"))


@pytest.fixture
def officer_who_left(office):
    return create_user(role="officer", unit=office, is_staff=False)


def file_address(attachment, part="file", section="tickets/ticket", ticket=None):
    return f"/admin/{section}/{(ticket or attachment.message.ticket).pk}/{part}/{attachment.key}/"


def openings(ticket):
    return ticket.events.filter(name=Event.Name.FILE_OPENED)


@pytest.mark.parametrize("part", ["file", "thumbnail"])
@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("person", PEOPLE)
def test_file_is_open_to_whom_the_case_is(client, ticket, person, section, part, request):
    by = request.getfixturevalue(person)
    client.force_login(by)

    response = client.get(file_address(file_of(ticket), part, section))

    login = 302 if person == "officer_who_left" else 404
    assert Ticket.objects.visible_to(by).contains(ticket) == PEOPLE[person]
    assert response.status_code == (200 if PEOPLE[person] and SECTIONS[section] else login)


@pytest.mark.parametrize("part", ["file", "thumbnail"])
@pytest.mark.parametrize("section", SECTIONS)
def test_browser_without_a_login_is_led_to_it(client, ticket, section, part):
    response = client.get(file_address(file_of(ticket), part, section))

    assert (response.status_code, response.url.startswith("/admin/login/")) == (302, True)


@pytest.mark.parametrize("part", ["file", "thumbnail"])
def test_file_of_a_sensitive_case_needs_clearance(client, office, officer, head, part):
    attachment = file_of(create_ticket(unit=office, topic=create_topic(sensitive=True)))
    statuses = []
    for by in (officer, head):
        client.force_login(by)
        statuses.append(client.get(file_address(attachment, part)).status_code)

    assert statuses == [404, 200]


@pytest.mark.parametrize(("part", "content"), [("file", CLEANED), ("thumbnail", THUMBNAIL)])
def test_file_is_sent_with_all_that_keeps_it_harmless(desk, ticket, part, content):
    response = desk.get(file_address(file_of(ticket, "IMG_1.heic", format="heic"), part))

    wanted = {
        "Content-Type": "image/jpeg",
        "Content-Disposition": 'attachment; filename="IMG_1.jpg"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    }
    assert response.content == content
    assert {name: response[name] for name in wanted} == wanted


def test_suggestion_has_its_files_in_its_own_section(desk, office):
    attachment = file_of(create_suggestion(unit=office))

    statuses = [desk.get(file_address(attachment, section=section)).status_code for section in SECTIONS]
    assert statuses == [200, 404, 200]


def test_voice_is_heard_in_pieces_and_is_one_opening(desk, ticket, officer):
    attachment = file_of(ticket, "صدا.mp3", format="mp3", content=b"0123456789")

    pieces = [desk.get(file_address(attachment), HTTP_RANGE=asked) for asked in ("bytes=0-1", "bytes=2-", "bytes=99-")]

    assert [(piece.status_code, piece.content) for piece in pieces] == [(206, b"01"), (206, b"23456789"), (416, b"")]
    assert openings(ticket).get().by == officer


def test_opening_is_told_in_the_history_with_name_and_file(desk, ticket, officer):
    desk.get(file_address(file_of(ticket, "رسید.jpg")))

    entry = BeautifulSoup(desk.get(address(ticket)).content, "html.parser").select_one(".history li.event-file_opened")
    assert entry.h3.text == "پیوست باز شد: \u2068رسید.jpg\u2069"
    assert entry.p.text.rpartition(" · ")[2] == str(officer)


@pytest.mark.parametrize(("headers", "times"), [({}, 3), ({"Range": "bytes=1-"}, 1)])
def test_every_opening_counts_and_the_pieces_of_one_once(desk, ticket, officer, colleague, headers, times):
    attachment = file_of(ticket)
    for by in (officer, officer, colleague, officer):
        desk.force_login(by)
        desk.get(file_address(attachment), headers=headers)

    assert openings(ticket).filter(by=officer).count() == times
    assert openings(ticket).filter(by=colleague).count() == 1


def test_thumbnails_and_pages_are_no_opening(desk, ticket):
    attachment = file_of(ticket)

    desk.get(address(ticket))
    desk.get(file_address(attachment, "thumbnail"))

    assert not openings(ticket).exists()


def test_opening_that_is_refused_is_not_on_the_record(client, ticket, other_officer):
    client.force_login(other_officer)

    client.get(file_address(file_of(ticket)))

    assert not openings(ticket).exists()


def test_opening_is_nothing_the_citizen_is_told(desk, ticket):
    desk.get(file_address(file_of(ticket)))
    desk.post("/track/", {"code": ticket.code})

    page = BeautifulSoup(desk.get("/track/case/").content, "html.parser")

    assert [line.text for line in page.select(".timeline li p")] == ["پروندهٔ شما ثبت شد"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("part", ["file", "thumbnail"])
def test_file_takes_no_other_requests(desk, ticket, part, method):
    assert getattr(desk, method)(file_address(file_of(ticket), part)).status_code == 405


@pytest.mark.parametrize("part", ["file", "thumbnail"])
def test_file_of_another_case_in_sight_is_not_found_under_this_one(desk, ticket, office, part):
    attachment = file_of(create_complaint(unit=office))

    assert desk.get(file_address(attachment, part, ticket=ticket)).status_code == 404


@pytest.mark.parametrize("part", ["file", "thumbnail"])
@pytest.mark.parametrize("key", [NOBODYS, "x", "1"])
def test_guessed_address_is_not_found(desk, ticket, part, key):
    file_of(ticket)

    assert desk.get(f"/admin/tickets/ticket/{ticket.pk}/{part}/{key}/").status_code == 404


STATES = [
    ({"status": "pending", "due_at": timezone.now()}, "در حال بررسی"),
    ({"status": "checking", "due_at": timezone.now()}, "در حال بررسی"),
    ({"status": "dead"}, "بررسی نشد؛ کسی نمی‌تواند آن را باز کند"),
    ({"status": "refused", "refusal": Refusal.UNSAFE}, "ناامن بود و ذخیره نشد"),
    ({"status": "refused", "refusal": Refusal.LOCKED}, "خوانده نشد و ذخیره نشد"),
]


@pytest.mark.parametrize(("changes", "words"), STATES, ids=["pending", "checking", "dead", "unsafe", "locked"])
def test_what_cannot_be_opened_says_why_and_is_not_found(desk, ticket, changes, words):
    attachment = file_of(ticket, size=340 * 1024, **changes)

    row = BeautifulSoup(desk.get(address(ticket)).content, "html.parser").select_one(".reading .file")

    statuses = [desk.get(file_address(attachment, part)).status_code for part in ("file", "thumbnail")]
    assert (row.select_one(".file-state").text.strip(), row.a, statuses) == (
        f"۳۴۰ کیلوبایت · {words}",
        None,
        [404, 404],
    )


@pytest.mark.parametrize(("scanned", "words"), [(False, "۱ کیلوبایت · از نظر ویروس بررسی نشده"), (True, "۱ کیلوبایت")])
def test_staff_are_told_what_no_clamav_has_seen(desk, ticket, scanned, words):
    file_of(ticket, scanned_at=timezone.now() if scanned else None)

    row = BeautifulSoup(desk.get(address(ticket)).content, "html.parser").select_one(".reading .file")

    assert row.select_one(".file-state").text.strip() == words


def test_photos_are_seen_voice_is_heard_and_papers_are_saved(desk, ticket):
    photo, voice = file_of(ticket, "عکس.png", format="png"), file_of(ticket, "صدا.ogg", format="ogg")
    paper = file_of(ticket, "سند.pdf", format="pdf")

    rows = BeautifulSoup(desk.get(address(ticket)).content, "html.parser").select(".reading .file")

    assert [bool(row.img) for row in rows] == [True, False, False]
    assert [bool(row.audio) for row in rows] == [False, True, False]
    assert (rows[0].img["src"], rows[0].img["alt"]) == (file_address(photo, "thumbnail"), "")
    assert (rows[1].audio["src"], rows[1].audio["preload"]) == (file_address(voice), "none")
    assert [row.select_one(".file-name a")["href"] for row in rows] == [
        file_address(attachment) for attachment in (photo, voice, paper)
    ]


@pytest.mark.parametrize("format_", ["pdf", "mp3"])
def test_only_photos_have_a_thumbnail(desk, ticket, format_):
    assert desk.get(file_address(file_of(ticket, format=format_), "thumbnail")).status_code == 404


def test_name_is_shown_as_it_is_called(desk, ticket):
    name = '"onerror="x" <b>.jpg'
    file_of(ticket, name)

    row = BeautifulSoup(desk.get(address(ticket)).content, "html.parser").select_one(".reading .file")

    assert (row.select_one("bdi").text, row.select_one("b, [onerror]")) == (name, None)


@pytest.mark.parametrize("files", [1, 30])
def test_page_and_queue_ask_no_more_for_thirty_files_than_for_one(
    desk, ticket, officer, files, django_assert_num_queries
):
    for number in range(files):
        attachment = file_of(ticket, f"{number}.jpg")
        lifecycle.open_file(attachment=attachment, by=officer, now=timezone.now())
    desk.get(address(ticket))

    with django_assert_num_queries(28):
        desk.get(address(ticket))
    with django_assert_num_queries(11):
        desk.get(QUEUE)


def test_file_that_the_storage_does_not_give_says_so_and_is_not_on_the_record(desk, ticket):
    attachment = file_of(ticket)
    vault.drop(attachment)

    response = desk.get(file_address(attachment))

    assert (response.status_code, openings(ticket).exists()) == (503, False)
