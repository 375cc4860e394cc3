"""The pages of the complaints journey that ask who writes."""

import pytest
from django.utils import translation

from tests.complaints.pages import REQUEST_PAGES, before, refused
from tests.journeys import COMPLAINT, fill

pytestmark = pytest.mark.usefixtures("reference")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("complaint", ["identity", "id_type"]), ("request", ["identity", "id_type"]), ("report", ["identity"])],
)
def test_identity_number_is_asked_only_where_an_answer_is_due_to_a_person(client, kind, fields):
    with translation.override("en"):
        fill(client, {"kind": {"kind": kind}})
    journey_pages = {"report": before("identity"), "complaint": before("identity"), "request": REQUEST_PAGES}
    fill(client, {**journey_pages[kind], "kind": {"kind": kind}})

    assert list(client.get("/complaints/identity/").context["form"].fields) == fields


def test_complaint_cannot_be_anonymous(client):
    assert refused(client, "identity", {"identity": "anonymous", "id_type": "under_18"}) == {
        "identity": ["Choose what should happen to your name"],
    }


@pytest.mark.parametrize(
    ("id_type", "number", "sentence"),
    [
        ("national_code", "", "Enter your identity number"),
        ("national_code", "123", "National ID has 10 digits"),
        ("national_code", "1234567890", "Check the digits of the national ID"),
        ("company", "12345678901", "Check the digits of the company ID"),
        ("foreign_code", "1", "The foreign national's code has 8 to 12 digits"),
        ("passport", "-", "A passport number has 6 to 12 Latin letters and digits"),
    ],
)
def test_identity_number_is_checked(client, id_type, number, sentence):
    typed = {**COMPLAINT["you"], "id_number": number}

    shown = refused(client, "you", typed, identity={"identity": "named", "id_type": id_type})

    assert shown == {"id_number": [sentence]}


def test_each_question_about_the_person_says_why_it_is_asked(client):
    fill(client, before("you"))

    fields = client.get("/complaints/you/").context["form"].fields

    assert [name for name, field in fields.items() if not field.help_text] == []


def test_under_18_is_asked_no_number(client):
    with translation.override("en"):
        fill(client, before("you", identity={"identity": "hidden", "id_type": "under_18"}))

    assert "id_number" not in client.get("/en/complaints/you/").context["form"].fields


@pytest.mark.parametrize("number", ["0499370899", "۰۴۹۹۳۷۰۸۹۹", "٠٤٩٩٣٧٠٨٩٩", "049-937089-9"])
def test_identity_number_in_every_usual_form(client, number):
    fill(client, before("you"))

    assert client.post("/complaints/you/", {**COMPLAINT["you"], "id_number": number}).url == "/complaints/check/"


@pytest.mark.parametrize(
    ("contact", "sentences"),
    [
        ({"contact": "sms"}, {"mobile": ["Enter an 11-digit mobile number"]}),
        ({"contact": "sms", "mobile": "12"}, {"mobile": ["Enter an 11-digit mobile number"]}),
        ({"contact": "email"}, {"email": ["Enter your e-mail address"]}),
        (
            {"contact": "email", "email": "maryam"},
            {"email": ["Enter an email address in the correct format, like name@example.com"]},
        ),
        ({"contact": "", "mobile": "12"}, {"contact": ["Choose how we shall tell you"]}),
        ({"name": "", "contact": "none"}, {"name": ["Enter your name"]}),
        ({"relation": "", "contact": "none"}, {"relation": ["Choose who you are"]}),
    ],
)
def test_you_says_what_is_missing(client, contact, sentences):
    assert refused(client, "you", {**COMPLAINT["you"], **contact}) == sentences


def test_address_that_was_not_chosen_is_no_matter(client):
    fill(client, before("you"))

    response = client.post("/complaints/you/", {**COMPLAINT["you"], "mobile": "12", "email": "maryam"})

    assert response.url == "/complaints/check/"


def test_anonymous_reporter_is_asked_for_nothing_but_a_contact(client):
    fill(client, before("you", kind={"kind": "report"}, identity={"identity": "anonymous"}))

    assert list(client.get("/complaints/you/").context["form"].fields) == ["contact", "mobile", "email"]
