"""Leaving a page of the form without answering it: what is typed there is kept, and nothing need be written twice."""

import pytest
from bs4 import BeautifulSoup

from tests.complaints.pages import REQUEST_PAGES
from tests.journeys import COMPLAINT, fill
from tests.tickets.desk import words_of
from tickets.models import Draft

pytestmark = pytest.mark.usefixtures("reference")

BACK = {"go": "back"}  # the button above the page's questions
CHANGED = {"when": "unsure", "text": "متن تازه", "desired_outcome": ""}


def leave(client, slug, typed, button):
    """Press `button` on a page with `typed` in it, and come back to it; what it shows then."""
    client.post(f"/complaints/{slug}/", {**typed, **button})
    return client.get(f"/complaints/{slug}/")


@pytest.mark.parametrize("button", [{"go": "back"}, {"go": "en"}])
def test_half_a_text_is_kept_by_whatever_leads_away_from_the_page(client, button):
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place")})

    page = leave(client, "story", {"text": "", "desired_outcome": "عذرخواهی"}, button)

    assert "عذرخواهی" in page.content.decode()
    assert page.context["form"].errors == {}
    assert client.get("/complaints/respondent/").url == "/complaints/story/"  # it is no answer yet


def test_change_that_was_left_is_shown_again_and_sent_only_once_it_is_answered(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")

    page = leave(client, "story", CHANGED, BACK)

    assert "متن تازه" in page.content.decode()
    assert "متن تازه" not in client.get("/complaints/check/").content.decode()
    client.post("/complaints/story/", CHANGED)
    assert "متن تازه" in client.get("/complaints/check/").content.decode()


def test_answer_outlives_that_its_page_was_emptied_and_left(client):
    """Shown on a page that can be emptied: no browser takes back the choice of a radio button."""
    fill(client, REQUEST_PAGES)

    page = leave(client, "request", {"text": ""}, BACK)

    assert REQUEST_PAGES["request"]["text"] in page.content.decode()


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
    fill(client, {"kind": {"kind": kind}, **{slug: COMPLAINT[slug] for slug in ("topic", "place")}, written: CHANGED})

    client.post("/complaints/kind/", {"kind": "request" if kind == "complaint" else "report"})
    page = client.get(f"/complaints/{asked}/")

    assert ("متن تازه" in page.content.decode(), page.context["form"].errors) == (True, {})


def test_school_chosen_from_the_list_is_kept(client, school):
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic")})
    asked = client.post("/complaints/place/", {"district": "unknown", "school_text": "آزادی"}, follow=True)
    offered = BeautifulSoup(asked.content, "html.parser").find("input", {"name": "offered"})["value"]
    typed = {"district": "unknown", "school_text": "آزادی", "offered": offered, "school": school.pk}

    page = leave(client, "place", typed, {"go": "en"})

    chosen = BeautifulSoup(page.content, "html.parser").select("input[name=school][checked]")
    assert [box["value"] for box in chosen] == [str(school.pk)]


def test_errors_are_told_in_the_other_language_too(client):
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place")})
    typed = {"when": "unsure", "text": "", "desired_outcome": "عذرخواهی"}
    client.post("/complaints/story/", typed)

    there = client.post("/complaints/story/", typed | {"go": "en"}).url

    assert list(client.get(there).context["form"].errors) == ["text"]


def test_choice_on_the_first_page_is_kept_for_the_other_language(client):
    there = client.post("/complaints/kind/", {"kind": "report", "go": "en"}).url

    chosen = BeautifulSoup(client.get(there).content, "html.parser").select("input[checked]")
    assert [box["value"] for box in chosen] == ["report"]


@pytest.mark.parametrize("button", [{"go": "back"}, {"go": "en"}, {}])
def test_empty_page_that_is_left_keeps_nothing_and_claims_nothing(client, button):
    answer = client.post("/complaints/story/", {"text": "", **button}, follow=True)

    assert Draft.objects.count() == 0
    assert "محفوظ است" not in answer.content.decode()


def test_page_left_out_of_turn_keeps_its_words_and_calls_nothing_wrong(client):
    fill(client, {"kind": COMPLAINT["kind"]})

    led = client.post("/complaints/story/", {"text": "", "desired_outcome": "عذرخواهی", **BACK})
    fill(client, {slug: COMPLAINT[slug] for slug in ("topic", "place")})
    page = client.get("/complaints/story/")

    assert (led.url, page.context["form"].errors) == ("/complaints/topic/", {})
    assert "عذرخواهی" in page.content.decode()


def test_draft_of_an_earlier_version_takes_what_is_left(client):
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place")})
    draft = Draft.objects.get()
    del draft.content["left"]
    draft.save()

    assert client.post("/complaints/story/", COMPLAINT["story"]).url == "/complaints/respondent/"


def test_page_for_checking_says_which_change_is_not_in_it(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")
    unchanged = words_of(leave(client, "story", COMPLAINT["story"], BACK)) and words_of(
        client.get("/complaints/check/")
    )

    leave(client, "story", CHANGED, BACK)
    changed = BeautifulSoup(client.get("/complaints/check/").content, "html.parser").select_one(".notice")

    assert "ادامه» را نزدید" not in unchanged
    assert "متن تازه" in client.get("/complaints/story/").content.decode()
    assert "«چه اتفاقی افتاد؟»" in changed.get_text()
    assert changed.a["href"] == "/complaints/story/"


def test_change_that_was_taken_back_before_leaving_is_none(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")
    leave(client, "story", CHANGED, BACK)

    page = leave(client, "story", COMPLAINT["story"], BACK)

    assert "متن تازه" not in page.content.decode()
    assert "ادامه» را نزدید" not in words_of(client.get("/complaints/check/"))
