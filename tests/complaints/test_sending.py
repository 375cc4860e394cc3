"""The end of the journey: checking, sending, and what the case then holds."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from complaints.models import ComplaintDetails
from tests.complaints.pages import CHECK, DONE, REQUEST_PAGES, send
from tests.factories import create_topic, create_user
from tests.journeys import COMPLAINT, SEND, errors, fill
from tickets import tracking
from tickets.models import Draft, Message, Sender, Ticket

pytestmark = pytest.mark.usefixtures("reference")

ON_A_DATE = {"when": "date", "happened_on_day": "۳۰", "happened_on_month": "آبان", "happened_on_year": "۱۴۰۰"}


def test_sending_registers_the_case(client):
    response = send(client)

    ticket = Ticket.objects.get()
    assert (response.status_code, response.url) == (303, DONE)
    assert (ticket.kind, ticket.topic.code, ticket.identity, ticket.language) == (
        "complaint",
        "tuition_private",
        "named",
        "fa",
    )
    assert Message.objects.get().text == COMPLAINT["story"]["text"]


def test_everything_answered_arrives(client, district, school):
    send(
        client,
        place={"district": "unknown", "school_text": "آزادی", "school": school.pk},
        story=COMPLAINT["story"] | ON_A_DATE,
        respondent={"respondent_name": "حسن حسنی", "respondent_role": "مدیر"},
        identity={"identity": "hidden", "id_type": "passport"},
        you={
            "name": "سارا",
            "id_number": "a ۱۲۳۴۵۶۷",
            "relation": "teacher",
            "contact": "sms",
            "mobile": "+98 912 345 6789",
            "email": "unused@example.com",
        },
    )

    ticket, sender, details = Ticket.objects.get(), Sender.objects.get(), ComplaintDetails.objects.get()
    assert (ticket.district, ticket.school, ticket.about, ticket.identity) == (district, school, school, "hidden")
    assert (sender.name, sender.id_type, sender.id_number, sender.relation) == (
        "سارا",
        "passport",
        "A1234567",
        "teacher",
    )
    assert (sender.contact, sender.mobile, sender.email) == ("sms", "09123456789", "")
    assert (details.when, details.happened_on, details.desired_outcome) == (
        "date",
        date(2021, 11, 21),
        "پول برگردانده شود.",
    )
    assert (details.respondent_name, details.respondent_role) == ("حسن حسنی", "مدیر")


@pytest.mark.parametrize("name", ["سارا کریمی", "سارا  كريمي", "سارا کریمی‌"])
def test_member_of_staff_complained_of_by_name_does_not_see_it(client, office, officer, colleague, name):
    officer.first_name, officer.last_name = "سارا", "کریمی"
    officer.save()

    send(client, respondent={"respondent_name": name, "respondent_role": ""})

    ticket = Ticket.objects.get()
    Ticket.objects.update(unit=office, status="routed")
    assert ticket.respondent_user == officer
    assert [Ticket.objects.visible_to(person).contains(ticket) for person in (officer, colleague)] == [False, True]


@pytest.mark.parametrize("name", ["", "سارا", "سارا کریمی پور", "دو نفر"])
def test_name_that_is_nobodys_or_not_of_one_only_marks_nobody(client, office, officer, name):
    officer.first_name, officer.last_name = "سارا", "کریمی"
    officer.save()
    for _person in range(2):
        create_user(role="officer", unit=office, first_name="دو", last_name="نفر")

    send(client, respondent={"respondent_name": name, "respondent_role": ""})

    assert Ticket.objects.get().respondent_user is None


def test_school_in_words_arrives(client, district):
    send(client, place={"district": district.pk, "school_text": "مدرسهٔ ماه"})

    ticket = Ticket.objects.get()
    assert (ticket.district, ticket.school, ticket.school_text, ticket.about) == (district, None, "مدرسهٔ ماه", None)


def test_office_complained_of_outranks_the_school(client, school, office):
    topic = create_topic(about_office=True, about_school=True)

    send(
        client,
        topic={"topic": topic.code},
        place={"district": "unknown", "school_text": "آزادی", "school": school.pk},
        respondent={"about_office": "yes", "office": office.pk},
    )

    assert Ticket.objects.get().about == office


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_no_office_complained_of(client, answer):
    topic = create_topic(about_office=True)

    send(client, topic={"topic": topic.code}, respondent={"about_office": answer})

    assert Ticket.objects.get().about is None


def test_complaint_about_the_directorate_shows_the_ministry(client, directorate):
    topic = create_topic(about_office=True)
    about_it = {"about_office": "yes", "office": directorate.pk}
    fill(client, {**COMPLAINT, "topic": {"topic": topic.code}, "respondent": about_it})

    checked = client.get(CHECK).content.decode()
    client.post(CHECK, SEND)
    done = client.get(DONE).content.decode()

    ministry = "این موضوع دربارهٔ خود اداره کل است"
    assert (ministry in checked, ministry in done) == (True, True)


@pytest.mark.parametrize(("time", "shown"), [(ON_A_DATE, "۳۰ آبان ۱۴۰۰"), ({"when": "ongoing"}, "هنوز ادامه دارد")])
def test_page_for_checking_shows_when_it_happened_in_one_row(client, time, shown):
    fill(client, {**COMPLAINT, "story": COMPLAINT["story"] | time})

    rows = {step.slug: rows for step, rows in client.get(CHECK).context["pages"]}

    assert rows["story"] == [
        ("چه زمانی رخ داد؟", shown),
        ("چه اتفاقی افتاد؟", "از من برای ثبت‌نام پول خواستند."),
        ("می‌خواهید چه کاری انجام شود؟", "پول برگردانده شود."),
    ]


def test_request_holds_its_own_words(client):
    fill(client, REQUEST_PAGES)
    fill(client, {slug: COMPLAINT[slug] for slug in ("identity", "you")})
    client.get(CHECK)

    client.post(CHECK, SEND)

    assert (Message.objects.get().text, ComplaintDetails.objects.get().when) == (
        "کارنامهٔ فرزندم را می‌خواهم.",
        "unsure",
    )


def test_anonymous_report_holds_no_name(client):
    send(client, kind={"kind": "report"}, identity={"identity": "anonymous"}, you={"contact": "none"})

    sender = Sender.objects.get()
    assert (Ticket.objects.get().identity, sender.name, sender.id_number, sender.relation) == ("anonymous", "", "", "")


def test_hostile_text_is_cleaned_and_escaped(client):
    send(client, story={"when": "unsure", "text": "<script>alert(1)</script>\u202eمتن\u2066\x00 پایان"})

    assert Message.objects.get().text == "<script>alert(1)</script>متن پایان"


def test_hostile_text_is_escaped_on_the_page_for_checking(client):
    fill(client, {**COMPLAINT, "story": {"when": "unsure", "text": "<script>alert(1)</script>"}})

    page = client.get(CHECK).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_check_says_who_answers_and_who_sees_the_name(client, school, district):
    place = {"district": district.pk, "school_text": "آزادی", "school": school.pk}
    fill(client, {**COMPLAINT, "place": place})

    page = client.get(CHECK).content.decode()

    assert "پاسخ‌دهنده: اداره کل آموزش و پرورش استان قزوین." in page  # nobody works in the offices of this test
    assert "کارشناس پاسخ‌دهنده می‌تواند نام شما را ببیند" in page
    assert "هیچ‌یک از همکاران «دبیرستان آزادی» این پرونده را نمی‌بیند." in page


def test_check_shows_what_was_left_out(client):
    fill(client, COMPLAINT)

    rows = dict(row for _step, page in client.get(CHECK).context["pages"] for row in page)

    assert (rows["مدرسه"], rows["نام آن فرد"], rows["نام و نام خانوادگی"]) == ("", "", "مریم رضایی")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [("", "رقم‌های تصویر را بنویسید"), ("11111", "رقم‌ها با تصویر یکی نبود. رقم‌های تصویر تازه را بنویسید")],
)
def test_wrong_captcha_registers_nothing_and_keeps_everything(client, answer, sentence):
    fill(client, COMPLAINT)
    client.get(CHECK)

    response = client.post(CHECK, {"captcha_0": "x", "captcha_1": answer})

    assert (response.status_code, errors(response)) == (200, {"captcha": [sentence]})
    assert (Ticket.objects.count(), COMPLAINT["story"]["text"] in response.content.decode()) == (0, True)


def test_check_shows_no_code_before_sending(client):
    fill(client, COMPLAINT)

    page = client.get(CHECK).content.decode()

    code = Draft.objects.get().content["code"]
    assert (code in page, tracking.grouped(code) in page) == (False, False)


def test_quick_and_greedy_machines_are_marked_not_refused(client):
    fill(client, COMPLAINT)
    client.get(CHECK)

    client.post(CHECK, {**SEND, "website": "http://spam.example"})

    assert Ticket.objects.get().marks == ["honeypot", "fast"]


def test_people_are_not_marked(client):
    fill(client, COMPLAINT)
    client.get(CHECK)
    Draft.objects.update(created_at=timezone.now() - timedelta(minutes=1))

    client.post(CHECK, SEND)

    assert Ticket.objects.get().marks == []


def test_fields_of_the_case_cannot_be_sent_along(client):
    names = [field.name for field in Ticket._meta.get_fields() if field.concrete]
    forged = dict.fromkeys(names, "1")
    untouched = Ticket(kind="complaint")
    for slug, typed in COMPLAINT.items():
        client.post(f"/complaints/{slug}/", {**forged, **typed})
    client.get(CHECK)

    client.post(CHECK, {**forged, **SEND})

    ticket = Ticket.objects.get()
    for name in ("status", "outcome", "unit", "assignee", "respondent_user", "addressed_to", "sensitive", "about"):
        assert getattr(ticket, name) == getattr(untouched, name), name


def test_answers_stand_nowhere_in_clear(client):
    fill(client, COMPLAINT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM tickets_draft d UNION ALL SELECT session_data FROM django_session")
        stored = " ".join(row[0] for row in cursor.fetchall())
    secrets = ["مریم", "0499370899", "پول", "مریم".encode().hex(), b"0499370899".hex()]
    assert [secret for secret in secrets if secret in stored] == []


def test_language_of_the_pages_is_the_language_of_the_case(client):
    for slug, typed in COMPLAINT.items():
        client.post(f"/en/complaints/{slug}/", typed)
    client.get("/en/complaints/check/")

    response = client.post("/en/complaints/check/", SEND)

    assert (response.url, Ticket.objects.get().language) == ("/en/complaints/done/", "en")


def test_queries_of_the_last_pages(client, django_assert_num_queries):
    fill(client, COMPLAINT)

    with django_assert_num_queries(15):
        client.get(CHECK)
    client.post(CHECK, SEND)
    with django_assert_num_queries(8):  # of which three for the words, the details and the files that it repeats
        client.get(DONE)
