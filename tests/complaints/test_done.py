"""After sending: the code is shown to who sent the case, for a while, and nothing is sent twice."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.complaints.pages import CHECK, DONE, send, shown_code
from tests.journeys import COMPLAINT, SEND, fill
from tests.tickets.desk import words_of
from tickets import tracking
from tickets.models import Draft, Ticket

pytestmark = pytest.mark.usefixtures("reference")


def test_done_shows_the_code_that_opens_the_case(client):
    send(client)

    assert tracking.find(shown_code(client)) == Ticket.objects.get()


def test_done_shows_number_and_promised_date(client):
    send(client)
    ticket = Ticket.objects.get()

    page = client.get(DONE)

    assert page.context["ticket"] == ticket
    assert f'<time datetime="{ticket.due_on.isoformat()}">' in page.content.decode()


def test_sending_twice_registers_once_and_shows_the_same_code(client):
    send(client)
    first = shown_code(client)

    again = client.post(CHECK, SEND)

    assert (again.status_code, again.url, Ticket.objects.count()) == (303, DONE, 1)
    assert shown_code(client) == first


def test_connection_cut_after_the_commit_and_pressed_again(client):
    """The first answer never reached the browser, nor did the server get to note anything in the session."""
    fill(client, COMPLAINT)
    client.get(CHECK)
    session = dict(client.session)
    client.post(CHECK, SEND)
    store = client.session
    store.clear()
    store.update(session)
    store.save()

    again = client.post(CHECK, SEND)

    assert (again.url, Ticket.objects.count()) == (DONE, 1)
    assert tracking.find(shown_code(client)) == Ticket.objects.get()


def test_pages_after_sending_lead_to_the_confirmation(client):
    send(client)

    assert [client.get(address).url for address in ("/complaints/story/", CHECK)] == [DONE, DONE]


def test_sent_draft_holds_nothing_but_the_code(client):
    send(client)

    assert list(Draft.objects.get().content) == ["code"]


def test_another_session_sees_no_code(client, client_of_somebody_else):
    send(client)

    page = client_of_somebody_else.get(DONE)

    assert (page.templates[0].name, "groups" in page.context) == ("tickets/steps/gone.html", False)


def test_code_is_shown_for_half_an_hour_only(client):
    send(client)
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.get(DONE).templates[0].name == "tickets/steps/gone.html"


def test_kept_code_is_not_shown_again(client):
    send(client)

    kept = client.post(DONE)

    assert (kept.status_code, kept.url) == (303, DONE)
    assert client.get(DONE).templates[0].name == "tickets/steps/gone.html"
    assert Draft.objects.count() == 0


def as_sent(page):
    """What the page for checking sends."""
    return SEND | {"draft": BeautifulSoup(page.content, "html.parser").find("input", {"name": "draft"})["value"]}


def expire():
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def test_form_begun_since_outlives_that_the_first_code_is_kept(client):
    send(client)
    client.post("/complaints/")
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place", "story")})

    client.post(DONE)

    assert COMPLAINT["story"]["text"] in client.get("/complaints/story/").content.decode()


def keep_late(client):
    expire()
    client.post(DONE)


@pytest.mark.parametrize(
    "afterwards",
    [
        lambda client: client.post(DONE),
        keep_late,
        lambda client: expire(),
        lambda client: Draft.objects.all().delete(),
        lambda client: client.post("/complaints/"),
    ],
    ids=[
        "the code is kept",
        "it is kept late",
        "half an hour is over",
        "the draft is cleared away",
        "another one is begun",
    ],
)
def test_page_left_open_that_is_sent_once_more_is_told_that_all_is_registered(client, afterwards):
    fill(client, COMPLAINT)
    page = as_sent(client.get(CHECK))
    client.post(CHECK, page)
    afterwards(client)

    said = words_of(client.post(CHECK, page))

    assert ("پیش‌تر ثبت شده است" in said, Ticket.objects.count()) == (True, 1)


def test_next_person_at_the_device_is_not_told_that_something_was_sent(client):
    send(client)
    client.post(DONE)

    page = words_of(client.get(DONE))

    assert ("پیش‌تر ثبت شده است" in page, "اگر چیزی فرستاده‌اید" in page) == (False, True)
    assert client.get(CHECK).url == "/complaints/kind/"


def test_answers_deleted_in_another_tab_are_not_called_registered(client):
    """A case sent there must not be taken for the answers that were never sent."""
    fill(client, COMPLAINT)
    page = as_sent(client.get(CHECK))
    client.post("/complaints/")
    send(client)

    answer = client.post(CHECK, page)

    assert (answer.templates[0].name, Ticket.objects.count()) == ("tickets/steps/lapsed.html", 1)
    assert tracking.find(shown_code(client)) == Ticket.objects.get()


def test_page_left_open_sends_no_other_answers_than_it_shows(client):
    fill(client, COMPLAINT)
    page = as_sent(client.get(CHECK))
    client.post("/complaints/")
    fill(client, COMPLAINT | {"story": {"when": "unsure", "text": "متن دیگر"}})

    answer = client.post(CHECK, page)

    assert (answer.url, Ticket.objects.count()) == (CHECK, 0)
    assert "متن دیگر" in words_of(client.get(CHECK))


@pytest.mark.parametrize("nonsense", ["1", "x" * 36, "\x00"])
def test_forged_page_is_told_that_the_answers_are_gone(client, nonsense):
    answer = client.post(CHECK, SEND | {"draft": nonsense})

    assert answer.templates[0].name == "tickets/steps/lapsed.html"


def test_who_has_sent_begins_another_without_being_told_of_lost_answers(client):
    send(client)
    Draft.objects.all().delete()  # what sweep.clean does in time

    assert client.get("/complaints/").url == "/complaints/kind/"


def test_another_complaint_leaves_the_first_code_at_hand(client):
    send(client)
    first = shown_code(client)

    client.get("/complaints/")
    fill(client, {"kind": COMPLAINT["kind"]})

    assert shown_code(client) == first
