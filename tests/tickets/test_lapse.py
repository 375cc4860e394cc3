"""When the answers are gone, or the form is begun anew: it is said, and nothing just typed is lost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.journeys import COMPLAINT, SEND, fill
from tickets.models import Draft

pytestmark = pytest.mark.usefixtures("reference")


def lapse():
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))


def test_lapsed_draft_says_so_and_begins_anew(client):
    fill(client, {"kind": COMPLAINT["kind"], "topic": COMPLAINT["topic"]})
    lapse()

    said = client.get("/complaints/place/").content.decode()
    after = client.get("/complaints/place/")

    assert "پاسخ‌های شما دیگر نگهداری نمی‌شود" in said
    assert after.url == "/complaints/kind/"


def test_lapsed_draft_loses_nothing_that_was_just_typed(client):
    answers = {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place")}
    fill(client, answers)
    lapse()

    client.post("/complaints/story/", COMPLAINT["story"])
    fill(client, answers)

    assert COMPLAINT["story"]["text"] in client.get("/complaints/story/").content.decode()


def test_browser_that_lost_its_cookie_is_told_so_and_loses_nothing_just_typed(client):
    answers = {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place")}
    fill(client, answers)
    del client.cookies["session"]

    said = client.post("/complaints/story/", COMPLAINT["story"]).content.decode()
    fill(client, answers)

    assert ("دیگر نگهداری نمی‌شود" in said, "آنچه در صفحهٔ آخر نوشتید محفوظ است" in said) == (True, True)
    assert COMPLAINT["story"]["text"] in client.get("/complaints/story/").content.decode()


def test_browser_that_lost_its_cookie_before_sending_is_told_so(client):
    assert client.post("/complaints/check/", SEND).templates[0].name == "tickets/steps/lapsed.html"


def test_number_typed_on_the_last_page_outlives_the_lapse(client):
    """Which number that page asks for is answered on an earlier page, which has lapsed as well."""
    answers = {slug: typed for slug, typed in COMPLAINT.items() if slug != "you"}
    fill(client, answers)
    lapse()

    client.post("/complaints/you/", COMPLAINT["you"])
    fill(client, answers)

    assert COMPLAINT["you"]["id_number"] in client.get("/complaints/you/").content.decode()


@pytest.mark.parametrize("slug", ["words", "idea", "office", "you"])
def test_every_page_can_lapse(client, slug):
    assert client.post(f"/suggestions/{slug}/", {"text": "متن"}).templates[0].name == "tickets/steps/lapsed.html"


def test_page_whose_turn_has_not_come_keeps_what_is_typed(client):
    """Two tabs: the form was begun again in one, and the other still shows a later page."""
    fill(client, {"kind": COMPLAINT["kind"]})

    led = client.post("/complaints/story/", COMPLAINT["story"])
    fill(client, {slug: COMPLAINT[slug] for slug in ("topic", "place")})

    assert led.url == "/complaints/topic/"
    assert COMPLAINT["story"]["text"] in client.get("/complaints/story/").content.decode()


def test_start_keeps_what_is_no_answer_yet(client):
    client.post("/complaints/story/", COMPLAINT["story"])

    asked = client.get("/complaints/")

    assert (asked.templates[0].name, Draft.objects.count()) == ("tickets/steps/resume.html", 1)


@pytest.mark.parametrize("address", ["/complaints/", "/complaints/check/"])
def test_lapsed_draft_at_either_end_of_the_journey(client, address):
    fill(client, {"kind": COMPLAINT["kind"]})
    lapse()

    assert client.get(address).templates[0].name == "tickets/steps/lapsed.html"


def test_start_again_asks_who_has_begun(client):
    fill(client, {"kind": COMPLAINT["kind"]})

    link = BeautifulSoup(client.get("/complaints/topic/").content, "html.parser").find("a", href="/complaints/")
    asked = client.get("/complaints/")
    begun_anew = client.post("/complaints/")

    assert link.get_text() == "پاک کردن پاسخ‌ها و شروع دوباره"
    assert asked.context["journey"].first_open == "/complaints/topic/"
    assert (begun_anew.url, Draft.objects.count()) == ("/complaints/kind/", 0)
