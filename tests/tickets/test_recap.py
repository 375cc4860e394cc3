"""All that was written, as the confirmation and the receipt show it: places in full, names masked."""

import pytest
from django.utils import translation

from complaints.journey import ComplaintJourney
from tests.factories import create_complaint, create_suggestion
from tickets import recap
from tickets.workflow import Identity, Kind

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("name", "shown"), [("مریم رضایی", "م… ر…"), ("Maryam  Rezaei", "M… R…"), ("سید علی اکبر", "س… ع… ا…"), ("", "")]
)
def test_name_is_masked(name, shown):
    assert recap.masked(name) == shown


def test_facts_of_a_complaint(school, district):
    complaint = create_complaint(
        name="Maryam Rezaei", district=district, school=school, about=school, mobile="09123456789"
    )

    assert dict(recap.of(complaint, []).facts) == {
        "Kind": "Complaint",
        "Topic": complaint.topic.title_en,
        "District": district.name_en,
        "School": school.name_en,
        "Sender": "M… R…",
        "Your connection": "Parent",
        "How we tell you": "By text message",
    }


def test_tick_for_a_new_code_is_recalled():
    facts = dict(recap.of(create_complaint(mobile="09123456789", code_may_be_sent=True), []).facts)

    assert facts["If you lose the code"] == "A new one may be sent there"


def test_school_in_words_does_not_hide_the_district(district):
    facts = dict(recap.of(create_complaint(district=district, school_text="مدرسهٔ ماه"), []).facts)

    assert (facts["District"], facts["School"]) == (district.name_en, "مدرسهٔ ماه")


def test_office_complained_of_is_named(office):
    assert dict(recap.of(create_complaint(about=office), []).facts)["About the office"] == office.name_en


def test_place_that_was_not_given_says_so():
    facts = dict(recap.of(create_suggestion(), []).facts)

    assert (facts["District"], "School" in facts, "About the office" in facts) == ("I do not know", False, False)


@pytest.mark.parametrize(
    ("identity", "name", "shown"),
    [
        (Identity.NAMED, "Maryam Rezaei", "M… R…"),
        (Identity.HIDDEN, "Maryam Rezaei", "M… R… (Name kept by the inspector)"),
        (Identity.ANONYMOUS, "", "Anonymous"),
    ],
)
def test_sender_is_shown_masked_or_not_at_all(identity, name, shown):
    report = create_complaint(kind=Kind.REPORT, identity=identity, name=name)

    assert dict(recap.of(report, []).facts)["Sender"] == shown


def test_name_of_the_person_complained_of_is_masked_too():
    complaint = create_complaint(respondent_name="حسن حسنی", respondent_role="مدیر")

    words = dict(recap.of(complaint, ComplaintJourney.recap(complaint)).words)

    assert (words["Name of the person"], words["Post of the person"]) == ("ح… ح…", "مدیر")
    assert words["What happened?"] == "از من برای ثبت‌نام پول خواستند."
