"""The queue: who sees which rows, in what order, found by what, and at what price."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from persian.dates import today
from tests.factories import create_complaint, create_suggestion, create_ticket, create_topic
from tests.tickets.desk import QUEUE, pks
from tickets.admin.time_left import TimeLeft, time_left
from tickets.models import Ticket
from tickets.workflow import Kind, Status
from workdays.calendar import Calendar, RestRule

PLANS_OF_SMALL_TABLES = ["enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_incremental_sort"]


def test_open_cases_come_by_due_date(seen_by, officer, office):
    later = create_ticket(unit=office, due_on=today() + timedelta(days=9))
    sooner = create_ticket(unit=office, due_on=today() + timedelta(days=2))
    create_ticket(unit=office, status=Status.ANSWERED)

    assert pks(seen_by(officer)) == pks([sooner, later])


def test_answered_cases_come_latest_first(seen_by, officer, office):
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    older = create_ticket(unit=office, status=Status.ANSWERED, submitted_at=moment)
    newer = create_ticket(unit=office, status=Status.ANSWERED, submitted_at=moment + timedelta(days=1))
    create_ticket(unit=office)

    assert pks(seen_by(officer, QUEUE + "?state=answered")) == pks([newer, older])
    assert len(seen_by(officer, QUEUE + "?state=all")) == 3


def test_each_section_shows_its_own_kinds(seen_by, officer, office):
    complaint, suggestion = create_complaint(unit=office), create_suggestion(unit=office)

    assert pks(seen_by(officer, "/admin/complaints/complaint/")) == [complaint.pk]
    assert pks(seen_by(officer, "/admin/suggestions/suggestion/")) == [suggestion.pk]


def test_row_is_worded_for_people(client, officer, office, school):
    create_complaint(
        unit=office, school=school, topic=create_topic(title_fa="شهریه"), assignee=officer, due_on=today()
    )
    client.force_login(officer)

    page = client.get(QUEUE).content.decode()

    for words in ("شهریه", school.name, "شکایت", "ارجاع شد", "مهلت: امروز", "امروز", str(officer)):
        assert words in page


@pytest.mark.parametrize("where", ["queue", "case"])
def test_status_is_not_worded_for_the_citizen(client, officer, office, where):
    ticket = create_complaint(unit=office, status=Status.AWAITING_CITIZEN)
    client.force_login(officer)

    page = client.get(QUEUE if where == "queue" else f"{QUEUE}{ticket.pk}/change/").content.decode()

    assert "منتظر شهروند" in BeautifulSoup(page, "html.parser").select_one(".queue tbody, .bar").text
    assert str(Status.AWAITING_CITIZEN.label) not in page


def test_endless_name_of_a_school_is_cut_short(client, officer, office):
    create_complaint(unit=office, school_text="م" * 200)
    client.force_login(officer)

    page = client.get(QUEUE).content.decode()

    assert ("م" * 79 + "…" in page, "م" * 80 in page) == (True, False)


def test_number_stands_left_to_right_in_persian_digits(client, officer, office):
    ticket = create_ticket(unit=office, submitted_at=datetime(2026, 11, 21, tzinfo=UTC))
    client.force_login(officer)

    page = client.get(QUEUE).content.decode()

    number = f"۱۴۰۵-{ticket.case_number:06d}".translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert f'<bdi dir="ltr">{number}</bdi>' in page


def test_sensitive_case_has_a_neutral_subject_and_no_school(client, head, district, school):
    create_ticket(
        unit=district, sensitive=True, topic=create_topic(title_fa="تنبیه"), school=school, district=district
    )
    client.force_login(head)

    row = client.get(QUEUE).context_data["cl"].rows[0]

    assert (row.subject, row.place) == ("پروندهٔ حساس", str(district))


def test_unit_is_named_only_where_it_is_not_the_readers_own(client, head, district, office):
    create_ticket(unit=office, due_on=today())
    create_ticket(unit=district, due_on=today() + timedelta(days=1))
    client.force_login(head)

    assert [row.unit for row in client.get(QUEUE).context_data["cl"].rows] == [office.name, ""]


def test_director_sees_every_unit_without_an_add_or_change_address(client, director, office, other_office):
    create_ticket(unit=office)
    create_ticket(unit=other_office)
    client.force_login(director)

    response = client.get(QUEUE)

    assert (len(response.context_data["cl"].rows), b"/add/" in response.content) == (2, False)


@pytest.mark.parametrize("address", ["add/", "1/delete/", "1/history/", "x/change/"])
def test_queue_has_no_other_pages(client, officer, address):
    client.force_login(officer)

    assert client.get(QUEUE + address).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_the_rows(client, officer, office, district, school, rows, django_assert_num_queries):
    for number in range(rows):
        create_ticket(
            unit=office,
            school=school if number % 2 else None,
            district=district if number % 3 else None,
            assignee=officer if number % 2 else None,
        )
    client.force_login(officer)

    with django_assert_num_queries(11):
        client.get(QUEUE)


def test_pages_of_25_keep_the_order(seen_by, officer, office):
    expected = [create_ticket(unit=office, due_on=today() + timedelta(days=number)) for number in range(27)]

    first, second = seen_by(officer), seen_by(officer, QUEUE + "?p=2")

    assert (len(first), pks(first + second)) == (25, pks(expected))


@pytest.mark.parametrize("reader", ["officer", "director"])
@pytest.mark.parametrize("asked", ["", "?state=all"])
def test_order_of_the_list_is_that_of_an_index(rf, request, office, reader, asked):
    question = rf.get(QUEUE + asked)
    question.user = request.getfixturevalue(reader)
    create_ticket(unit=office)
    rows = admin.site.get_model_admin(Ticket).get_changelist_instance(question).queryset[:25]

    with connection.cursor() as cursor:  # few rows as there are here, the planner would rather read and sort them all
        cursor.execute("SELECT set_config(name, 'off', true) FROM unnest(%s) AS name", [PLANS_OF_SMALL_TABLES])

    plan = rows.explain()
    assert "Index Scan using ticket_" in plan
    assert "Sort" not in plan


def test_due_filters(seen_by, officer, office):
    overdue = create_ticket(unit=office, due_on=today() - timedelta(days=1))
    due_today = create_ticket(unit=office, due_on=today())
    create_ticket(unit=office, due_on=today() + timedelta(days=30))

    assert pks(seen_by(officer, QUEUE + "?due=overdue")) == [overdue.pk]
    assert pks(seen_by(officer, QUEUE + "?due=today")) == [due_today.pk]
    assert pks(seen_by(officer, QUEUE + "?due=soon")) == [due_today.pk]


def test_assignee_filters(seen_by, officer, colleague, office):
    mine = create_ticket(unit=office, assignee=officer)
    nobodys = create_ticket(unit=office)
    create_ticket(unit=office, assignee=colleague)

    assert pks(seen_by(officer, QUEUE + "?assignee=me")) == [mine.pk]
    assert pks(seen_by(officer, QUEUE + "?assignee=nobody")) == [nobodys.pk]


def test_value_filters(seen_by, officer, office):
    report = create_ticket(unit=office, kind=Kind.REPORT, identity="anonymous")
    complaint = create_ticket(unit=office)

    assert pks(seen_by(officer, QUEUE + "?kind=report")) == [report.pk]
    assert pks(seen_by(officer, QUEUE + "?identity=named")) == [complaint.pk]
    assert pks(seen_by(officer, f"{QUEUE}?topic={complaint.topic_id}&kind=")) == [complaint.pk]
    assert len(seen_by(officer, QUEUE + "?topic=x&kind=nonsense")) == 2


@pytest.mark.parametrize(
    "lookup",
    [
        "sender__name",
        "search_text__contains",
        "code_hash",
        "unit__id__exact",
        "assignee__id__exact",
        "about__id",
        "messages",
    ],
)
def test_address_is_no_oracle(client, officer, lookup):
    client.force_login(officer)

    assert client.get(QUEUE, {lookup: "1"}).status_code == 400


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "کاری نمانده است: همهٔ پرونده‌های اینجا پاسخ گرفته‌اند."),
        ("?state=overdue", "اینجا پرونده‌ای نیست. نمای دیگری را انتخاب کنید."),
        ("?q=12", "پرونده‌ای با این شماره یا واژه‌ها پیدا نشد"),
    ],
)
def test_empty_queue_says_why(client, officer, asked, words):
    client.force_login(officer)

    assert words in client.get(QUEUE + asked).content.decode()


def test_case_leads_back_to_the_view_it_was_opened_from(client, officer, office):
    create_ticket(unit=office, due_on=today() - timedelta(days=1))
    client.force_login(officer)
    row = client.get(QUEUE + "?state=overdue&p=1").context_data["cl"].rows[0]

    page = BeautifulSoup(client.get(row.url).content, "html.parser")

    assert page.select_one(".breadcrumbs a")["href"] == QUEUE + "?state=overdue&p=1"


def test_tab_shown_is_marked(client, officer):
    client.force_login(officer)

    queue = client.get(QUEUE + "?state=overdue").context_data["cl"]
    narrowed = client.get(QUEUE + "?state=overdue&kind=report").context_data["cl"]

    assert [words for words, _address, is_shown, _count in queue.tabs if is_shown] == ["دیرکرد"]
    assert (queue.is_narrowed, narrowed.is_narrowed) == (False, True)


FRIDAY_RESTS = Calendar(rest=(RestRule(4),))
SATURDAY = datetime(2026, 11, 21).date()  # noqa: DTZ001 - only the date is used


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-8, TimeLeft("overdue", "۷ روز کاری دیرکرد")),
        (-1, TimeLeft("overdue", "۱ روز کاری دیرکرد")),
        (0, TimeLeft("urgent", "مهلت: امروز")),
        (2, TimeLeft("urgent", "۲ روز کاری مانده")),
        (3, TimeLeft("soon", "۳ روز کاری مانده")),
        (5, TimeLeft("soon", "۵ روز کاری مانده")),
        (7, TimeLeft("ample", "۶ روز کاری مانده")),
    ],
)
def test_time_left_in_words_and_levels(days, expected):
    assert time_left(SATURDAY + timedelta(days=days), SATURDAY, FRIDAY_RESTS) == expected


def test_case_page_address_follows_the_section(client, officer, office):
    ticket = create_suggestion(unit=office)
    client.force_login(officer)

    page = client.get("/admin/suggestions/suggestion/").content.decode()

    assert reverse("admin:suggestions_suggestion_change", args=[ticket.pk]) in page
