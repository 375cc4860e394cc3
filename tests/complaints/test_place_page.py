"""Where it happened: the district, and the school that is looked up by what was typed of its name."""

import pytest
from bs4 import BeautifulSoup

from tests.complaints.pages import before, refused
from tests.factories import create_unit
from tests.journeys import errors, fill
from units.models import Unit

pytestmark = pytest.mark.usefixtures("reference")


@pytest.mark.parametrize("district", ["", "0", "x"])
def test_place_wants_a_district(client, district):
    assert refused(client, "place", {"district": district}) == {
        "district": ["Choose a district, or “I do not know”"],
    }


def test_school_no_list_has_is_taken_as_typed(client):
    fill(client, before("place"))

    response = client.post("/complaints/place/", {"district": "unknown", "school_text": "مدرسهٔ ماه"})

    assert response.url == "/complaints/story/"


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
    assert chosen.url == "/complaints/story/"


def test_school_found_may_still_be_taken_as_typed(client, school):
    fill(client, before("place"))
    typed = {"district": "unknown", "school_text": "آزادی"}
    asked = client.post("/complaints/place/", typed, follow=True)

    taken = client.post("/complaints/place/", {**typed, "offered": offered_on(asked), "school": "as_typed"})

    assert taken.url == "/complaints/story/"


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

    assert response.url == "/complaints/story/"


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
