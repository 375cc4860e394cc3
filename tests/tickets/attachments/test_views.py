"""Opening a file of one's own case: only what is ready and published, only in the browser that has it open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import create_message, create_ticket
from tests.tickets.sent_files import CLEANED, NOBODYS, file_in, file_of
from tests.tickets.tracking_pages import opens, url
from tickets import drafts, lifecycle
from tickets.attachments import vault
from tickets.attachments.refusals import Refusal
from tickets.models import Attachment, Event, Ticket
from tickets.opened import KEPT
from tickets.workflow import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW)


@pytest.fixture
def opened(client, ticket):
    """A browser that has the case open."""
    opens(client, ticket)
    return client


def address(attachment):
    return f"/track/case/file/{attachment if isinstance(attachment, str) else attachment.key}/"


def asked(client, attachment):
    return client.get(address(attachment)).status_code


def test_file_is_sent_with_all_that_keeps_it_harmless(opened, ticket):
    response = opened.get(address(file_of(ticket, "IMG_1.heic", format="heic")))

    wanted = {
        "Content-Type": "image/jpeg",
        "Content-Disposition": 'attachment; filename="IMG_1.jpg"',
        "Content-Length": str(len(CLEANED)),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
        "Accept-Ranges": "bytes",
    }
    assert (response.status_code, response.content) == (200, CLEANED)
    assert {name: response[name] for name in wanted} == wanted


def test_page_of_the_case_leads_to_it(opened, ticket):
    attachment = file_of(ticket)

    page = opened.get(url("case")).content.decode()

    assert f'<a href="{address(attachment)}" download><bdi>سند.jpg</bdi></a>' in page


def test_file_is_found_in_the_other_language_too(opened, ticket):
    assert opened.get(f"/en{address(file_of(ticket))}").status_code == 200


def test_voice_is_sent_in_pieces(opened, ticket):
    attachment = file_of(ticket, "صدا.mp3", format="mp3", content=b"0123456789")

    response = opened.get(address(attachment), HTTP_RANGE="bytes=2-4")

    assert (response.status_code, response.content, response["Content-Length"]) == (206, b"234", "3")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_head_tells_the_length_and_sends_nothing(opened, ticket):
    response = opened.head(address(file_of(ticket)))

    assert (response.status_code, response["Content-Length"], response.content) == (200, str(len(CLEANED)), b"")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_file_takes_no_other_requests(opened, ticket, method):
    assert getattr(opened, method)(address(file_of(ticket))).status_code == 405


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "pending", "due_at": timezone.now()},
        {"status": "checking", "due_at": timezone.now()},
        {"status": "arriving"},
        {"status": "dead"},
        {"status": "refused", "refusal": Refusal.UNSAFE},
    ],
)
def test_what_is_not_ready_is_not_found(opened, ticket, changes):
    assert asked(opened, file_of(ticket, **changes)) == 404


def test_file_that_is_not_sent_yet_is_not_found(opened):
    tray = drafts.begin(opened.session, "follow_up", now=timezone.now())

    assert asked(opened, file_in(tray)) == 404


def test_file_of_nobody_is_not_found(opened, ticket):
    attachment = file_of(ticket)
    Attachment.objects.update(message=None)

    assert asked(opened, attachment) == 404


def test_file_of_an_internal_note_is_not_found(opened, ticket, officer):
    event = lifecycle.note(ticket=ticket, text="یادداشت", by=officer, now=timezone.now())

    assert asked(opened, file_of(ticket, message=event.message)) == 404


def test_file_of_an_answer_is_found_once_it_is_published(opened, ticket, officer):
    waiting = create_message(ticket=ticket, written_by=officer, published_at=timezone.now() + timedelta(minutes=5))
    published = create_message(ticket=ticket, written_by=officer)

    assert [asked(opened, file_of(ticket, message=message)) for message in (waiting, published)] == [404, 200]


def test_file_of_another_case_is_not_found(opened, office):
    assert asked(opened, file_of(create_ticket(unit=office))) == 404


def test_opening_another_case_closes_the_first_one_s_files(opened, ticket, office):
    attachment = file_of(ticket)

    opens(opened, create_ticket(unit=office))

    assert asked(opened, attachment) == 404


@pytest.mark.parametrize("key", [NOBODYS, "x", "1", "../../settings", NOBODYS.replace("-", "")])
def test_guessed_address_is_not_found(opened, ticket, key):
    file_of(ticket)

    assert asked(opened, key) == 404


def test_another_browser_does_not_find_it(opened, ticket):
    assert asked(Client(), file_of(ticket)) == 404


def test_staff_do_not_find_it_by_the_citizen_s_address(client, ticket, officer):
    client.force_login(officer)

    assert asked(client, file_of(ticket)) == 404


@pytest.mark.parametrize("way", ["end", "leave"])
def test_closing_the_case_closes_its_files(opened, ticket, way):
    attachment = file_of(ticket)
    before = asked(opened, attachment)

    opened.post(url(way))

    assert (before, asked(opened, attachment)) == (200, 404)


def test_half_an_hour_closes_the_files(opened, ticket):
    session = opened.session
    session["opened_ticket"] |= {"until": session["opened_ticket"]["until"] - KEPT.total_seconds()}
    session.save()

    assert asked(opened, file_of(ticket)) == 404


def test_citizen_s_own_opening_is_nobody_s_business(opened, ticket):
    asked(opened, file_of(ticket))

    assert not ticket.events.filter(name=Event.Name.FILE_OPENED).exists()


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN])
def test_files_stay_readable_when_the_case_is_closed(client, office, status):
    ticket = create_ticket(unit=office, status=status)
    opens(client, ticket)

    assert (asked(client, file_of(ticket)), Ticket.objects.get().status) == (200, status)


def test_finding_a_file_costs_three_questions(opened, ticket, django_assert_num_queries):
    attachment = file_of(ticket)

    with django_assert_num_queries(3):  # session, ticket, file
        opened.get(address(attachment))


def test_file_that_the_storage_does_not_give_says_that_the_portal_is_at_fault(opened, ticket):
    attachment = file_of(ticket)
    vault.drop(attachment)

    assert asked(opened, attachment) == 503
