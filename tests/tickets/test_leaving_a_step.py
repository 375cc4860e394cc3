"""Leaving a page of the form without answering it: what is typed there is kept, and nothing need be written twice."""

import pytest
from bs4 import BeautifulSoup

from tests.journeys import COMPLAINT, fill

pytestmark = pytest.mark.usefixtures("reference")

BACK = {"go": "back"}  # the button above the page's questions


def leave(client, slug, typed, button):
    """Press `button` on a page with `typed` in it, and come back to it; what it shows then."""
    client.post(f"/complaints/{slug}/", {**typed, **button})
    return client.get(f"/complaints/{slug}/")


@pytest.mark.parametrize("button", [{"go": "back"}, {"go": "en"}])
def test_half_a_text_is_kept_by_whatever_leads_away_from_the_page(client, button):
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place", "when")})

    page = leave(client, "story", {"text": "", "desired_outcome": "عذرخواهی"}, button)

    assert "عذرخواهی" in page.content.decode()
    assert page.context["form"].errors == {}
    assert client.get("/complaints/respondent/").url == "/complaints/story/"  # it is no answer yet


def test_change_that_was_left_is_shown_again_and_sent_only_once_it_is_answered(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")

    page = leave(client, "story", {"text": "متن تازه", "desired_outcome": ""}, BACK)

    assert "متن تازه" in page.content.decode()
    assert "متن تازه" not in client.get("/complaints/check/").content.decode()
    client.post("/complaints/story/", {"text": "متن تازه"})
    assert "متن تازه" in client.get("/complaints/check/").content.decode()


def test_answer_outlives_that_its_page_was_emptied_and_left(client):
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place", "when", "story")})

    page = leave(client, "story", {"text": "", "desired_outcome": ""}, BACK)

    assert COMPLAINT["story"]["text"] in page.content.decode()


def test_other_language_is_the_same_page_without_answering_it(client):
    fill(client, {"kind": COMPLAINT["kind"]})

    there = client.post("/complaints/topic/", {"topic": "tuition_private", "go": "en"})
    back = client.post(there.url, {"topic": "tuition_private", "go": "fa"})

    assert (there.status_code, there.url, back.url) == (303, "/en/complaints/topic/", "/complaints/topic/")


@pytest.mark.parametrize("somewhere", ["https://evil.example/", "//evil.example", "de", ""])
def test_forged_way_leads_back_and_nowhere_else(client, somewhere):
    fill(client, {"kind": COMPLAINT["kind"]})

    assert client.post("/complaints/topic/", {"go": somewhere}).url == "/complaints/kind/"


def test_enter_answers_the_page_though_other_buttons_stand_above(client):
    page = BeautifulSoup(client.get("/complaints/kind/").content, "html.parser")

    buttons = page.select("button[form=answers], #answers button")

    assert [button.get("name") for button in buttons] == [None, "go", "go", None]


@pytest.mark.parametrize("kind", ["complaint", "request"])
def test_text_need_not_be_written_again_for_another_kind(client, kind):
    slugs = {"complaint": "story", "request": "request"}
    written = slugs.pop(kind)
    (asked,) = slugs.values()
    pages = ("topic", "place", "when") if kind == "complaint" else ("topic", "place")
    fill(client, {"kind": {"kind": kind}, **{slug: COMPLAINT[slug] for slug in pages}, written: {"text": "متن من"}})

    client.post("/complaints/kind/", {"kind": "request" if kind == "complaint" else "report"})
    client.post("/complaints/when/", COMPLAINT["when"])
    page = client.get(f"/complaints/{asked}/")

    assert ("متن من" in page.content.decode(), page.context["form"].errors) == (True, {})
