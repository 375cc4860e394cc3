"""Every page of the complaints journey: what it takes, what it refuses and in which words."""

import pytest
from bs4 import BeautifulSoup

from persian.dates import today
from tests.complaints.pages import REQUEST_PAGES, before, post, refused
from tests.factories import create_topic
from tests.journeys import COMPLAINT, errors, fill
from tickets.elsewhere import DESTINATIONS

pytestmark = pytest.mark.usefixtures("reference")


def test_every_page_leads_to_the_next(client):
    visited = []
    for slug, typed in COMPLAINT.items():
        visited.append(post(client, slug, typed).url)

    assert visited == [
        "/en/complaints/topic/",
        "/en/complaints/place/",
        "/en/complaints/story/",
        "/en/complaints/respondent/",
        "/en/complaints/files/",
        "/en/complaints/identity/",
        "/en/complaints/you/",
        "/en/complaints/check/",
    ]


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("kind", "Choose what you would like to send"),
        ("topic", "Choose a topic, or “I do not know”"),
    ],
)
def test_a_page_of_one_choice_wants_it(client, slug, sentence):
    assert refused(client, slug, {}) == {slug: [sentence]}


@pytest.mark.parametrize("address", ["/complaints/kind/", "/suggestions/kind/"])
def test_each_kind_says_when_the_answer_comes(client, address):
    hints = BeautifulSoup(client.get(address).content, "html.parser").select(".option .hint")

    assert len(hints) == 3
    assert [hint.get_text() for hint in hints if "تا ۱۵ روز کاری" not in hint.get_text()] == []


def test_what_people_write_runs_in_its_own_direction(client):
    topic = create_topic()
    fill(client, before("identity", topic={"topic": topic.code}))

    fields = ["place/school_text", "story/text", "story/desired_outcome", "respondent/respondent_name"]
    for slug, name in (field.split("/") for field in fields):
        page = BeautifulSoup(client.get(f"/complaints/{slug}/").content, "html.parser")
        assert page.select_one(f"[name={name}]")["dir"] == "auto", name


def test_names_are_not_spelled_by_the_browser(client):
    fill(client, before("you"))

    for slug, name in (("respondent", "respondent_name"), ("you", "name")):
        page = BeautifulSoup(client.get(f"/complaints/{slug}/").content, "html.parser")
        assert page.select_one(f"[name={name}]")["spellcheck"] == "false", name


def test_kind_of_the_other_system_is_refused(client):
    assert refused(client, "kind", {"kind": "praise"}) == {"kind": ["Choose what you would like to send"]}


def test_topic_of_another_kind_is_refused(client):
    assert refused(client, "topic", {"topic": "foi"}) == {"topic": ["Choose a topic, or “I do not know”"]}


def test_topic_groups_the_parts_of_a_topic(client):
    fill(client, before("topic"))

    choices = client.get("/complaints/topic/").context["form"].fields["topic"].choices

    groups = {label: [value for value, _title in parts] for label, parts in choices if isinstance(parts, list)}
    assert groups["شهریه و اخذ وجه"] == ["tuition_private", "tuition_public", "tuition"]


@pytest.mark.parametrize("destination", DESTINATIONS, ids=lambda destination: destination.slug)
def test_a_matter_of_others_leads_to_a_page_and_back(client, destination):
    fill(client, before("topic"))

    led = client.post("/complaints/topic/", {"topic": f"elsewhere:{destination.slug}"})
    page = client.get(led.url)

    assert (led.status_code, led.url, page.status_code) == (303, f"/complaints/not-accepted/{destination.slug}/", 200)
    assert page.context["back"] == "/complaints/topic/"
    assert client.get("/complaints/place/").url == "/complaints/topic/"  # it is no answer


@pytest.mark.parametrize(
    ("slug", "ways"),
    [
        ("emergency", ["tel:123", "tel:110"]),
        ("court", ["https://divan-edalat.ir/"]),
        ("jobs", ["https://sanjesh.org/"]),
        ("whistleblower", ["tel:136", "https://136.ir/"]),
        ("other-body", ["tel:111"]),
    ],
)
def test_page_of_a_matter_of_others_leads_to_them_and_not_to_us(client, slug, ways):
    page = BeautifulSoup(client.get(f"/complaints/not-accepted/{slug}/").content, "html.parser")

    assert [link["href"] for link in page.select("main ul a")] == ways


def test_page_for_who_is_in_danger_is_neutral_in_the_tab_and_quick_to_leave(client, settings):
    page = BeautifulSoup(client.get("/complaints/not-accepted/emergency/").content, "html.parser")

    assert page.title.string.strip() == "نهاد دیگری پاسخ‌گوی این موضوع است – اداره کل آموزش و پرورش استان قزوین"
    assert page.find("form", attrs={"data-leave": settings.QUICK_EXIT_URL})
    assert [link["href"] for link in page.select("main a.button")][:2] == ["tel:123", "tel:110"]


def test_other_bodies_are_no_ways_to_reach_us(client):
    links = [link["href"] for link in BeautifulSoup(client.get("/").content, "html.parser").select(".help a")]

    assert [link for link in links if "divan" in link or "sanjesh" in link] == []


@pytest.mark.parametrize("kind", ["complaint", "report", "request"])
def test_every_leaf_of_the_topics_has_a_destination(client, kind):
    fill(client, {"kind": {"kind": kind}})
    form = client.get("/complaints/topic/").context["form"]
    leaves = [option.data["value"] for option in form["topic"]]

    led = {leaf: client.post("/complaints/topic/", {"topic": leaf}).url for leaf in leaves}

    expected = {leaf: "/complaints/place/" for leaf in leaves if not leaf.startswith("elsewhere:")}
    expected |= {f"elsewhere:{place.slug}": f"/complaints/not-accepted/{place.slug}/" for place in DESTINATIONS}
    assert led == expected


def test_topics_without_parts_stand_together(client):
    fill(client, before("topic"))

    groups = dict(client.get("/complaints/topic/").context["form"].fields["topic"].choices)

    others = [value for value, _title in groups["موضوع‌های دیگر"]]
    assert (others[0], others[-1]) == ("enrolment", "unknown")


def test_topics_without_any_parts_need_no_heading(client):
    """ "Other topics" says nothing where there are no others."""
    fill(client, {"kind": {"kind": "praise"}}, system="suggestions")

    page = BeautifulSoup(client.get("/suggestions/topic/").content, "html.parser")

    assert [group.get_text() for group in page.select(".option-group")] == ["آنچه در اینجا رسیدگی نمی‌شود"]


def test_unknown_destination_is_not_found(client):
    assert client.get("/complaints/not-accepted/nowhere/").status_code == 404


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        (("", "", ""), "Enter a date"),
        (("30", "8", "05"), "Year must include 4 numbers"),
        (("1", "فروردین", str(today().year + 1)), "Month must be a number from 1 to 12 or the name of a month"),
        (("1", "1", "1500"), "Date must be today or in the past"),
    ],
)
def test_when_on_a_date_wants_that_date(client, date, sentence):
    day, month, year = date
    typed = {"when": "date", "happened_on_day": day, "happened_on_month": month, "happened_on_year": year}

    assert refused(client, "story", COMPLAINT["story"] | typed) == {"happened_on": [sentence]}


def test_when_without_a_date_ignores_what_stands_there(client):
    fill(client, before("story"))
    typed = {"when": "ongoing", "happened_on_day": "99", "happened_on_month": "x", "happened_on_year": ""}

    assert client.post("/complaints/story/", COMPLAINT["story"] | typed).url == "/complaints/respondent/"


@pytest.mark.parametrize("digits", ["30 8 1400", "۳۰ آبان ۱۴۰۰", "٣٠ ٨ ١٤٠٠"])
def test_when_takes_every_digit_set(client, digits):
    fill(client, before("story"))
    day, month, year = digits.split()
    typed = {"when": "date", "happened_on_day": day, "happened_on_month": month, "happened_on_year": year}

    assert client.post("/complaints/story/", COMPLAINT["story"] | typed).url == "/complaints/respondent/"


def test_story_wants_a_time_and_words(client):
    assert refused(client, "story", {"text": " \u200b "}) == {
        "when": ["Choose when it happened"],
        "text": ["Enter what happened"],
    }


def test_story_too_long_says_so_and_keeps_what_was_typed(client):
    fill(client, before("story"))
    text = "الف" * 1334

    client.post("/complaints/story/", {"when": "unsure", "text": text, "desired_outcome": "ب" * 1001})
    response = client.get("/complaints/story/")

    assert errors(response) == {
        "text": ["شرح باید ۴٬۰۰۰ نویسه یا کمتر باشد"],
        "desired_outcome": ["خواستهٔ شما باید ۱٬۰۰۰ نویسه یا کمتر باشد"],
    }
    assert text in response.content.decode()


def test_respondent_asks_about_offices_only_where_the_topic_admits_it(client):
    fill(client, before("respondent"))

    assert list(client.get("/complaints/respondent/").context["form"].fields) == ["respondent_name", "respondent_role"]


def test_page_that_wants_an_answer_about_the_office_does_not_say_it_may_be_left_empty(client):
    fill(client, before("respondent", topic={"topic": create_topic(about_office=True).code}))

    page = BeautifulSoup(client.get("/complaints/respondent/").content, "html.parser")

    assert page.h1.get_text() == "موضوع به یک اداره یا شخص مربوط است؟"
    assert "خالی" not in page.main.get_text()


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, {"about_office": ["Say whether it is about an office, or “I do not know”"]}),
        ({"about_office": "yes"}, {"office": ["Choose the office, or “I do not know”"]}),
        ({"about_office": "yes", "office": "x"}, {"office": ["Choose the office, or “I do not know”"]}),
    ],
)
def test_office_must_be_named_or_unknown(client, typed, sentences):
    topic = create_topic(about_office=True)

    assert refused(client, "respondent", typed, topic={"topic": topic.code}) == sentences


def test_office_is_chosen_by_its_place(client, office):
    topic = create_topic(about_office=True)
    fill(client, before("respondent", topic={"topic": topic.code}))

    groups = dict(client.get("/complaints/respondent/").context["form"].fields["office"].choices[1:])

    assert (office.pk in [int(pk) for pk, _name in groups["آموزش و پرورش ناحیه یک قزوین"]]) is True
    assert next(iter(groups)) == "اداره کل آموزش و پرورش استان قزوین"


def test_request_has_fewer_pages(client):
    fill(client, REQUEST_PAGES)

    journey = client.get("/complaints/identity/").context["journey"]

    assert [step.slug for step in journey.path] == ["kind", "topic", "place", "request", "files", "identity", "you"]


def test_longest_journey_has_nine_pages(client):
    fill(client, COMPLAINT)

    assert client.get("/complaints/check/").context["journey"].length == 9
