"""The pages of the complaints journey that ask who writes."""

import pytest
from django.utils import translation

from tests.complaints.pages import REQUEST_PAGES, before, refused
from tests.journeys import COMPLAINT, SEND, fill
from tickets.models import Sender

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
        ("national_code", "", "Enter your national code"),
        ("national_code", "123", "National code has 10 digits"),
        ("national_code", "1234567890", "Check the digits of the national code"),
        ("company", "", "Enter the national identifier of the company"),
        ("foreign_code", "", "Enter your comprehensive code"),
        ("passport", "", "Enter your passport number"),
        ("company", "12345678901", "Check the digits of the company ID"),
        ("foreign_code", "1", "The foreign national’s code has 8 to 12 digits"),
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
            {"email": ["Enter an e-mail address in the correct format, like name@example.com"]},
        ),
        ({"contact": "", "mobile": "12"}, {"contact": ["Choose how we shall tell you"]}),
        ({"name": "", "contact": "none"}, {"name": ["Enter your name"]}),
        ({"relation": "", "contact": "none"}, {"relation": ["Choose how you are connected with the matter"]}),
    ],
)
def test_you_says_what_is_missing(client, contact, sentences):
    assert refused(client, "you", {**COMPLAINT["you"], **contact}) == sentences


def test_address_that_was_not_chosen_is_no_matter(client):
    fill(client, before("you"))

    response = client.post("/complaints/you/", {**COMPLAINT["you"], "mobile": "12", "email": "maryam"})

    assert response.url == "/complaints/check/"


def test_who_turns_a_complaint_into_a_report_is_asked_for_no_number(client):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")
    client.post("/complaints/kind/", {"kind": "report"})

    asked = client.get("/complaints/you/").context["form"].fields
    checked = client.get("/complaints/check/")
    client.post("/complaints/check/", SEND)

    assert (checked.status_code, "id_number" in asked) == (200, False)
    sender = Sender.objects.get()
    assert (sender.name, sender.id_type, sender.id_number) == ("مریم رضایی", "", "")


def test_reporter_with_a_name_may_leave_out_all_else(client):
    fill(client, before("you", kind={"kind": "report"}, identity={"identity": "named"}))

    response = client.post("/complaints/you/", {"name": "مریم رضایی"})

    assert response.url == "/complaints/check/"
    rows = dict(client.get("/complaints/check/").context["pages"][-1][1])
    assert (rows["چه نسبتی با موضوع دارید؟"], rows["آماده شدن پاسخ را چگونه خبر دهیم؟"]) == (
        "",
        "تنها با کد رهگیری پیگیری می‌کنم",
    )


def test_address_without_a_way_is_never_dropped_in_silence(client):
    shown = refused(
        client, "you", {"mobile": "09123456789"}, kind={"kind": "report"}, identity={"identity": "anonymous"}
    )

    assert shown == {"contact": ["Choose how we shall tell you"]}


def test_company_gives_its_own_name_and_a_person_for_it(client):
    shown = refused(
        client, "you", {**COMPLAINT["you"], "name": ""}, identity={"identity": "named", "id_type": "company"}
    )

    assert shown["name"] == ["Enter the names of the company and of its representative"]


def test_anonymous_reporter_is_asked_for_nothing_but_a_contact(client):
    fill(client, before("you", kind={"kind": "report"}, identity={"identity": "anonymous"}))

    asked = list(client.get("/complaints/you/").context["form"].fields)
    assert asked == ["contact", "mobile", "email", "code_may_be_sent"]


TICK = {"code_may_be_sent": "on"}
BY_EMAIL = {**COMPLAINT["you"], "contact": "email", "email": "maryam@mail.example"}
CODE_ONLY = {**COMPLAINT["you"], "contact": "none"}
ASKED = "اگر کد رهگیری را گم کنم، کد تازه به همان‌جا فرستاده شود"


def test_tick_for_a_new_code_is_the_citizen_s_own(client):
    fill(client, before("you"))

    assert client.get("/complaints/you/").context["form"]["code_may_be_sent"].value() in (None, False)


@pytest.mark.parametrize(
    ("typed", "shown", "kept"),
    [
        (BY_EMAIL | TICK, "بله", True),
        (BY_EMAIL, "خیر", False),
        (CODE_ONLY | TICK, None, False),
        (CODE_ONLY, None, False),
    ],
)
def test_tick_goes_with_an_address_and_stands_on_the_page_for_checking(client, typed, shown, kept):
    fill(client, {**before("you"), "you": typed})

    rows = dict(client.get("/complaints/check/").context["pages"][-1][1])
    client.post("/complaints/check/", SEND)

    assert (rows.get(ASKED), Sender.objects.get().code_may_be_sent) == (shown, kept)


def test_tick_can_be_taken_away_again(client):
    fill(client, {**before("you"), "you": BY_EMAIL | TICK})
    fill(client, {"you": BY_EMAIL})

    assert dict(client.get("/complaints/check/").context["pages"][-1][1])[ASKED] == "خیر"
