"""The quick exit: one press, and nothing of the matter is left in this browser."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session

from tests.complaints.pages import CHECK, DONE, send
from tests.factories import create_ticket
from tests.journeys import COMPLAINT, SEND, fill
from tests.suggestions.test_journey import SUGGESTION
from tests.tickets.desk import QUEUE
from tests.tickets.tracking_pages import opens, url
from tickets.models import Draft, Ticket

pytestmark = pytest.mark.usefixtures("reference")

SENSITIVE = COMPLAINT | {"topic": {"topic": "corporal"}}
LEAVE = "/track/leave/"


def shown(client, address):
    return client.get(address, follow=True).content.decode()


def test_leads_to_the_harmless_page(client, settings):
    response = client.post(LEAVE)

    assert (response.status_code, response.url) == (303, settings.QUICK_EXIT_URL)


def test_browser_is_allowed_to_follow_there(client):
    """Chromium holds a form to this also where its answer redirects."""
    policy = client.get("/track/").headers["Content-Security-Policy"].split("; ")

    assert "form-action 'self' https://fa.wikipedia.org" in policy


def test_script_that_has_left_already_wants_no_page(client):
    assert client.post(LEAVE, {"behind": "1"}).status_code == 204


def test_answers_are_gone(client):
    fill(client, {slug: SENSITIVE[slug] for slug in ("kind", "topic", "place", "story")})
    fill(client, {"kind": SUGGESTION["kind"]}, system="suggestions")

    client.post(LEAVE)

    assert Draft.objects.count() == 0
    assert client.get("/complaints/story/").url == "/complaints/kind/"
    assert SENSITIVE["story"]["text"] not in shown(client, "/complaints/story/")


def test_code_on_show_is_gone_and_the_case_is_not(client):
    send(client, topic=SENSITIVE["topic"])
    code = " ".join(client.get(DONE).context["groups"])

    client.post(LEAVE)

    assert (code in shown(client, DONE), Ticket.objects.count()) == (False, 1)


def test_open_case_is_closed_and_the_session_has_another_key(client, office):
    ticket = create_ticket(unit=office, sensitive=True)
    opens(client, ticket)
    key = client.session.session_key

    client.post(LEAVE)

    assert client.session.session_key != key
    assert ticket.messages.get().text not in shown(client, url("case"))


def test_leaving_right_after_a_follow_up_was_sent(client, office):
    opens(client, create_ticket(unit=office, sensitive=True))
    client.post(url("follow_up"), {"text": "هنوز ادامه دارد."})

    assert client.post(LEAVE).status_code == 303
    assert (Draft.objects.count(), Session.objects.count()) == (0, 0)


def test_nothing_is_left_of_the_session(client):
    send(client, topic=SENSITIVE["topic"])
    client.post(DONE)

    client.post(LEAVE)

    assert (Session.objects.count(), client.cookies["session"].value) == (0, "")
    assert client.post(CHECK, SEND).templates[0].name == "tickets/steps/lapsed.html"


def test_member_of_staff_stays_logged_in(client, officer):
    client.force_login(officer)
    send(client, topic=SENSITIVE["topic"])
    client.post(DONE)

    client.post(LEAVE)

    assert client.get(QUEUE).status_code == 200
    assert client.post(CHECK, SEND).templates[0].name == "tickets/steps/lapsed.html"


def test_every_page_of_a_sensitive_matter_has_the_button_and_says_what_it_does(client):
    fill(client, SENSITIVE)
    pages = [client.get(address) for address in ("/complaints/story/", "/complaints/", CHECK)]
    client.post(CHECK, {"captcha_0": "any", "captcha_1": "PASSED"})
    pages.append(client.get(DONE))
    opens(client, create_ticket(sensitive=True))
    pages.append(client.get(url("case")))

    forms = [BeautifulSoup(page.content, "html.parser").find("form", action=LEAVE) for page in pages]

    assert [form.button.get_text() for form in forms] == ["خروج سریع"] * 5
    assert [form.span.get_text() for form in forms] == [
        *["پاسخ‌های شما را از این دستگاه پاک می‌کند."] * 3,
        "پس از آن، کد دیگر اینجا نشان داده نمی‌شود.",
        "پرونده را در این دستگاه می‌بندد.",
    ]
