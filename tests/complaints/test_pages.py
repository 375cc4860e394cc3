"""Every page of the complaints journey: what it takes, what it refuses and in which words."""

import pytest
from bs4 import BeautifulSoup

from persian.dates import today
from tests.complaints.pages import REQUEST_PAGES, before, post, refused
from tests.factories import create_topic, create_unit
from tests.journeys import COMPLAINT, errors, fill
from tickets.elsewhere import DESTINATIONS
from units.models import Unit

pytestmark = pytest.mark.usefixtures("reference")


def test_every_page_leads_to_the_next(client):
    visited = []
    for slug, typed in COMPLAINT.items():
        visited.append(post(client, slug, typed).url)

    assert visited == [
        "/en/complaints/topic/",
        "/en/complaints/place/",
        "/en/complaints/when/",
        "/en/complaints/story/",
        "/en/complaints/respondent/",
        "/en/complaints/identity/",
        "/en/complaints/you/",
        "/en/complaints/check/",
    ]


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("kind", "Choose what you would like to send"),
        ("topic", "Choose a topic, or “I do not know”"),
        ("when", "Choose when it happened"),
    ],
)
def test_a_page_of_one_choice_wants_it(client, slug, sentence):
    assert refused(client, slug, {}) == {slug: [sentence]}


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


def test_unknown_destination_is_not_found(client):
    assert client.get("/complaints/not-accepted/nowhere/").status_code == 404


@pytest.mark.parametrize("district", ["", "0", "x"])
def test_place_wants_a_district(client, district):
    assert refused(client, "place", {"district": district}) == {
        "district": ["Choose a district, or “I do not know”"],
    }


def test_school_no_list_has_is_taken_as_typed(client):
    fill(client, before("place"))

    response = client.post("/complaints/place/", {"district": "unknown", "school_text": "مدرسهٔ ماه"})

    assert response.url == "/complaints/when/"


def offered_on(response):
    """What the page sends along with the answer to "Which of these schools?"."""
    return BeautifulSoup(response.content, "html.parser").find("input", {"name": "offered"})["value"]


def test_school_found_is_asked_about_once_more(client, school, district):
    fill(client, before("place"))
    typed = {"district": district.pk, "school_text": "مدرسة ازادي"}

    asked = client.post("/complaints/place/", typed, follow=True)
    choices = [str(value) for value, _label in asked.context["form"].fields["school"].choices]
    again = client.post("/complaints/place/", {**typed, "offered": offered_on(asked)}, follow=True)
    chosen = client.post("/complaints/place/", {**typed, "school": school.pk})

    assert (asked.status_code, errors(asked), choices) == (200, {}, [str(school.pk), "as_typed"])
    assert errors(again) == {"school": ["مدرسه را انتخاب کنید، یا «در این فهرست نیست» را"]}
    assert chosen.url == "/complaints/when/"


def test_school_found_may_still_be_taken_as_typed(client, school):
    fill(client, before("place"))
    typed = {"district": "unknown", "school_text": "آزادی"}
    asked = client.post("/complaints/place/", typed, follow=True)

    taken = client.post("/complaints/place/", {**typed, "offered": offered_on(asked), "school": "as_typed"})

    assert taken.url == "/complaints/when/"


@pytest.mark.parametrize("choice", [{}, {"school": "as_typed"}])
def test_another_name_is_another_question_without_an_error(client, school, district, choice):
    create_unit(name_fa="دبستان نور", level="school", stage="primary", parent=district)
    fill(client, before("place"))
    asked = client.post("/complaints/place/", {"district": "unknown", "school_text": "آزادی"}, follow=True)

    changed = {"district": "unknown", "school_text": "نور", "offered": offered_on(asked)}
    asked_anew = client.post("/complaints/place/", changed | choice, follow=True)

    assert (asked_anew.redirect_chain[-1][0], errors(asked_anew)) == ("/complaints/place/", {})
    assert asked_anew.context["form"].fields["school"].choices[0][1] == "دبستان نور"


def test_question_about_the_school_is_the_title_and_has_the_focus(client, school):
    fill(client, before("place"))

    asked = client.post("/complaints/place/", {"district": "unknown", "school_text": "آزادی"}, follow=True)
    again = client.post("/complaints/place/", {"district": "unknown", "school_text": "آزادی"}, follow=True)

    for response in (asked, again):
        page = BeautifulSoup(response.content, "html.parser")
        assert page.title.get_text(strip=True).startswith("کدام مدرسه را می‌گویید؟")
        assert [element.legend.get_text(strip=True) for element in page.select("[data-new]")] == [
            "کدام‌یک از این مدرسه‌ها؟"
        ]


def test_school_of_another_district_is_not_offered(client, school, small_district):
    fill(client, before("place"))

    response = client.post("/complaints/place/", {"district": small_district.pk, "school_text": "آزادی"})

    assert response.url == "/complaints/when/"


def test_schools_offered_are_at_most_ten(client, district):
    for number in range(1, 12):
        create_unit(name_fa=f"دبستان نور {number:02}", level="school", stage="primary", parent=district)
    fill(client, before("place"))
    typed = {"district": district.pk, "school_text": "نور"}

    eleven = client.post("/complaints/place/", typed, follow=True).context["form"].fields["school"]
    Unit.objects.get(name_fa="دبستان نور 11").delete()
    ten = client.post("/complaints/place/", typed, follow=True).context["form"].fields["school"]

    assert (len(eleven.choices), len(ten.choices)) == (11, 11)  # with "It is not in this list"
    assert ("فقط ده مدرسه" in str(eleven.help_text), ten.help_text) == (True, "")


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

    assert refused(client, "when", typed) == {"happened_on": [sentence]}


def test_when_without_a_date_ignores_what_stands_there(client):
    fill(client, before("when"))
    typed = {"when": "ongoing", "happened_on_day": "99", "happened_on_month": "x", "happened_on_year": ""}

    assert client.post("/complaints/when/", typed).url == "/complaints/story/"


@pytest.mark.parametrize("digits", ["30 8 1405", "۳۰ آبان ۱۴۰۵", "٣٠ ٨ ١٤٠٥"])
def test_when_takes_every_digit_set(client, digits):
    fill(client, before("when"))
    day, month, year = digits.split()
    typed = {"when": "date", "happened_on_day": day, "happened_on_month": month, "happened_on_year": year}

    assert client.post("/complaints/when/", typed).url == "/complaints/story/"


def test_story_wants_words(client):
    assert refused(client, "story", {"text": " \u200b "}) == {"text": ["Enter what happened"]}


def test_story_too_long_says_so_and_keeps_what_was_typed(client):
    fill(client, before("story"))
    text = "الف" * 1334

    client.post("/complaints/story/", {"text": text, "desired_outcome": "ب" * 1001})
    response = client.get("/complaints/story/")

    assert errors(response) == {
        "text": ["شرح باید ۴٬۰۰۰ نویسه یا کمتر باشد"],
        "desired_outcome": ["خواستهٔ شما باید ۱٬۰۰۰ نویسه یا کمتر باشد"],
    }
    assert text in response.content.decode()


def test_respondent_asks_about_offices_only_where_the_topic_admits_it(client):
    fill(client, before("respondent"))

    assert list(client.get("/complaints/respondent/").context["form"].fields) == ["respondent_name", "respondent_role"]


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

    assert [step.slug for step in journey.path] == ["kind", "topic", "place", "request", "identity", "you"]


def test_longest_journey_has_nine_pages(client):
    fill(client, COMPLAINT)

    assert client.get("/complaints/check/").context["journey"].length == 9
