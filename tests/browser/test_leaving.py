"""The quick exit in a real browser, under the real Content-Security-Policy: what the way back shows."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Error

from tests.browser.citizen import COMPLAINT, Citizen
from tests.factories import create_ticket
from tests.processes import wait_until
from tickets.models import Draft

SENSITIVE = COMPLAINT | {"topic": {"topic": "corporal"}}
STORY = SENSITIVE["story"]["text"]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def citizen(request, elsewhere, open_page):
    return Citizen(open_page(javascript=request.param), look=lambda page: None)


def leaves(citizen, elsewhere):
    """Press the button; with JavaScript the portal hears of it a moment after the page has gone."""
    citizen.page.get_by_role("button", name=citizen.words("Leave this page quickly")).click()
    citizen.page.wait_for_url(elsewhere)
    wait_until(lambda: not (Draft.objects.exists() or opened_somewhere()), "The portal keeps what should be gone")


def opened_somewhere():
    """Does any session keep a case open?"""
    return any("opened_ticket" in session.get_decoded() for session in Session.objects.all())


def seen_on_the_way_back(citizen, steps=3):
    """All texts that the back button brings up, and all that stands in their inputs."""
    seen = []
    for _step in range(steps):
        try:
            citizen.page.go_back()
        except Error:  # the page was the answer to a form: the browser asks whether to send the form again
            continue
        values = [field.input_value() for field in citizen.page.locator("textarea").all()]
        seen.append(citizen.page.locator("body").inner_text() + " ".join(values))
    return " ".join(seen)


def test_way_back_shows_no_answers(citizen, elsewhere):
    citizen.opens_the_form("complaints")
    citizen.fills_in({slug: SENSITIVE[slug] for slug in ("kind", "topic", "place", "story")}, and_errs=False)

    leaves(citizen, elsewhere)

    assert STORY not in seen_on_the_way_back(citizen)


def test_way_back_shows_no_code(citizen, elsewhere):
    citizen.opens_the_form("complaints")
    citizen.fills_in(SENSITIVE, and_errs=False)
    code = citizen.sends("Send the complaint")

    leaves(citizen, elsewhere)

    seen = seen_on_the_way_back(citizen)
    assert (code in seen, STORY in seen) == (False, False)


def test_way_back_shows_no_case(citizen, elsewhere):
    ticket = create_ticket(sensitive=True)
    citizen.tracks(ticket.code)

    leaves(citizen, elsewhere)

    assert ticket.messages.get().text not in seen_on_the_way_back(citizen, steps=1)
