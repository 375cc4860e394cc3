"""The way through the pages: order, back, change. Shown on the complaints journey."""

import pytest

from tests.journeys import COMPLAINT, fill
from tickets.models import Draft

pytestmark = pytest.mark.usefixtures("reference")

BACK = {"go": "back"}  # the button above the page's questions


def test_start_leads_to_the_first_page_and_keeps_nothing(client):
    response = client.get("/complaints/")

    assert (response.status_code, response.url, Draft.objects.count()) == (303, "/complaints/kind/", 0)


def test_unknown_page_is_not_found(client):
    assert client.get("/complaints/nowhere/").status_code == 404


@pytest.mark.parametrize("address", ["/complaints/story/", "/complaints/you/", "/complaints/check/"])
def test_later_page_leads_to_the_first_that_is_open(client, address):
    fill(client, {"kind": COMPLAINT["kind"]})

    response = client.get(address)

    assert (response.status_code, response.url) == (302, "/complaints/topic/")


def test_later_page_without_a_draft_leads_to_the_first(client):
    assert client.get("/complaints/story/").url == "/complaints/kind/"


def test_page_of_another_kind_leads_to_where_the_journey_is(client):
    fill(client, {"kind": COMPLAINT["kind"]})

    assert client.get("/complaints/request/").url == "/complaints/topic/"


def test_pages_are_numbered(client):
    fill(client, {"kind": COMPLAINT["kind"], "topic": COMPLAINT["topic"]})

    assert "مرحلهٔ ۳ از ۹" in client.get("/complaints/place/").content.decode()


def test_back_leads_to_the_page_before_with_its_answers(client):
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place", "story")})

    back = client.post("/complaints/respondent/", BACK).url
    page = client.get(back)

    assert back == "/complaints/story/"
    assert COMPLAINT["story"]["text"] in page.content.decode()
    assert page.context["form"].errors == {}


def test_back_from_the_first_page_leads_home(client):
    assert client.post("/complaints/kind/", BACK).url == "/"


def test_answer_given_again_goes_on_to_the_next_page(client):
    fill(client, {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place", "story")})

    assert client.post("/complaints/place/", COMPLAINT["place"]).url == "/complaints/story/"


def test_change_from_the_page_for_checking_returns_there(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")

    back = client.post("/complaints/story/", BACK).url
    response = client.post("/complaints/story/", {"when": "unsure", "text": "متن تازه"})

    assert (back, response.url) == ("/complaints/check/", "/complaints/check/")
    assert "متن تازه" in client.get("/complaints/check/").content.decode()


def test_change_that_opens_a_question_leads_to_it(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")

    client.post("/complaints/kind/", {"kind": "request"})

    assert client.get("/complaints/check/").url == "/complaints/request/"


def test_change_that_spoils_an_answer_leads_to_it(client):
    fill(client, {**COMPLAINT, "kind": {"kind": "report"}, "identity": {"identity": "anonymous"}})
    client.get("/complaints/check/")

    client.post("/complaints/kind/", {"kind": "complaint"})

    assert client.get("/complaints/check/").url == "/complaints/identity/"


def test_question_that_came_up_later_opens_without_an_error(client):
    """Nobody has pressed Continue on it yet."""
    fill(client, {**COMPLAINT, "kind": {"kind": "report"}, "identity": {"identity": "anonymous"}})
    client.get("/complaints/check/")
    client.post("/complaints/kind/", {"kind": "complaint"})

    opened = client.get("/complaints/identity/")
    pressed = client.post("/complaints/identity/", {}, follow=True)

    assert (opened.context["form"].errors, "خطا:" in opened.content.decode()) == ({}, False)
    assert list(pressed.context["form"].errors) == ["identity", "id_type"]


def test_back_after_a_change_leads_through_all_pages_and_never_in_a_circle(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")
    client.post("/complaints/kind/", {"kind": "request"})

    visited, address = [], "/complaints/request/"
    while address.startswith("/complaints/"):
        visited.append(address.split("/")[2])
        address = client.post(address, BACK).url

    assert visited == ["request", "place", "topic", "kind"]


def test_another_kind_of_identity_number_is_asked_for_anew(client):
    """Ten digits make a passport number as well."""
    fill(client, COMPLAINT)
    client.get("/complaints/check/")

    client.post("/complaints/identity/", {"identity": "named", "id_type": "passport"})

    assert client.get("/complaints/check/").url == "/complaints/you/"
    form = client.get("/complaints/you/").context["form"]
    assert (form["id_number"].value(), form["name"].value(), form.errors) == (None, "مریم رضایی", {})


def test_same_kind_of_identity_number_is_not_asked_for_twice(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")

    client.post("/complaints/identity/", {"identity": "hidden", "id_type": "national_code"})

    assert client.get("/complaints/check/").status_code == 200


def test_what_was_typed_is_shown_again_when_it_is_refused(client):
    fill(client, {slug: typed for slug, typed in COMPLAINT.items() if slug != "you"})

    page = client.post("/complaints/you/", {**COMPLAINT["you"], "id_number": "12"}, follow=True).content.decode()

    assert ('value="مریم رضایی"' in page, 'value="12"' in page) == (True, True)


def test_what_was_refused_is_no_answer(client):
    fill(client, {"kind": COMPLAINT["kind"]})

    client.post("/complaints/topic/", {"topic": "nonsense"})

    assert client.get("/complaints/place/").url == "/complaints/topic/"


def test_answer_taken_at_last_replaces_what_was_refused(client):
    client.post("/complaints/kind/", {"kind": "nonsense"})
    fill(client, {"kind": COMPLAINT["kind"]})

    form = client.get("/complaints/kind/").context["form"]

    assert (form.errors, form["kind"].value()) == ({}, "complaint")


def test_systems_do_not_share_answers(client):
    fill(client, {"kind": COMPLAINT["kind"]})

    assert client.get("/suggestions/topic/").url == "/suggestions/kind/"


def test_another_session_sees_no_answers(client, client_of_somebody_else):
    fill(client, COMPLAINT)

    assert client_of_somebody_else.get("/complaints/story/").url == "/complaints/kind/"


def test_answers_stand_in_no_address(client):
    addresses = [fill(client, {slug: typed}).url for slug, typed in COMPLAINT.items()]

    assert [address for address in addresses if "?" in address or "%" in address] == []


def test_inputs_nobody_asked_for_are_not_kept(client):
    fill(client, {"kind": {**COMPLAINT["kind"], "status": "answered", "code": "1", "csrf": "x"}})

    assert Draft.objects.get().content["answers"] == {"kind": {"kind": ["complaint"]}}


def test_sensitive_topic_is_neutral_and_quick_to_leave(client, settings):
    fill(client, {"kind": COMPLAINT["kind"], "topic": {"topic": "corporal"}})

    page = client.get("/complaints/place/").content.decode()

    assert page.split("<title>")[1].split("</title>")[0] == "صفحهٔ ۳ – اداره کل آموزش و پرورش استان قزوین"
    assert f'action="/track/leave/" data-leave="{settings.QUICK_EXIT_URL}"' in page


@pytest.mark.parametrize(("topic", "leaves"), [("corporal", True), ("tuition_private", False)])
def test_sensitive_form_is_quick_to_leave_where_it_is_taken_up_again(client, topic, leaves):
    fill(client, {"kind": COMPLAINT["kind"], "topic": {"topic": topic}})

    assert ("خروج سریع" in client.get("/complaints/").content.decode()) is leaves


def test_other_topics_need_no_quick_exit(client):
    fill(client, {"kind": COMPLAINT["kind"], "topic": COMPLAINT["topic"]})

    assert "خروج سریع" not in client.get("/complaints/place/").content.decode()


# session, draft, topic, organisation and its channels on every page; besides, the topics, the districts or the files
@pytest.mark.parametrize(
    ("slug", "queries"),
    [(slug, 6 if slug in ("topic", "place", "files") else 5) for slug in COMPLAINT],
)
def test_queries_of_each_page(client, django_assert_num_queries, slug, queries):
    fill(client, COMPLAINT)

    with django_assert_num_queries(queries):
        assert client.get(f"/complaints/{slug}/").status_code == 200
