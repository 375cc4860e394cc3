"""The page «My day»: who finds it, what stands on it, and what it costs."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from persian.dates import today
from tests.factories import create_ticket, create_topic
from tests.tickets.desk import QUEUE, address
from tickets import lifecycle
from tickets.workflow import Outcome

MY_DAY = "/admin/my-day/"
TODAY = today()
BEGUN = "in_review"


def soup(client, user, page=MY_DAY):
    client.force_login(user)
    return BeautifulSoup(client.get(page).content, "html.parser")


def words(cells):
    return [" ".join(cell.get_text().split()) for cell in cells]


def answer(ticket, by):
    text = "بررسی و برگردانده شد."
    lifecycle.answer(ticket=ticket, text=text, outcome=Outcome.UPHELD, by=by, now=timezone.now())


def test_figures_of_the_reader_stand_there(client, office, officer, colleague):
    for by in (officer, officer, colleague):
        answer(create_ticket(unit=office), by)

    rows = soup(client, officer).select(".figures tbody tr")

    assert [words(row.select("th, td")) for row in rows] == [
        [period, "پاسخ داده شد: ۲", "میانهٔ زمان تا پاسخ: ۰ روز کاری", "بازگشایی یا اعتراض شد: ۰"]
        for period in ("امروز", "۷ روز گذشته", "۳۰ روز گذشته")
    ]


def test_who_answered_nothing_reads_no_median(client, officer):
    cells = soup(client, officer).select(".figures tbody tr")[0].select("td")

    assert words(cells)[1] == "میانهٔ زمان تا پاسخ: –"


def test_cases_due_next_lead_to_their_pages(client, office, officer):
    late = create_ticket(unit=office, status=BEGUN, assignee=officer, due_on=TODAY - timedelta(days=9))
    create_ticket(unit=office, status=BEGUN, assignee=officer, due_on=TODAY + timedelta(days=40))

    (row,) = soup(client, officer).select(".queue tbody tr")

    assert (row.a["href"], row["class"]) == (address(late), ["overdue"])


def test_sensitive_topic_is_not_named(client, office, inspector):
    topic = create_topic(title_fa="تنبیه بدنی", sensitive=True)
    create_ticket(unit=inspector.unit, status=BEGUN, topic=topic, assignee=inspector, due_on=TODAY)

    assert words(soup(client, inspector).select(".queue .subject")) == ["پروندهٔ حساس شکایت"]


def test_nothing_due_says_so(client, officer):
    assert "مهلت ندارد" in soup(client, officer).select_one(".nothing").text


def test_more_than_a_page_says_that_there_are_more(client, office, officer):
    for _case in range(26):
        create_ticket(unit=office, status=BEGUN, assignee=officer, due_on=TODAY)

    page = soup(client, officer)

    assert (len(page.select(".queue tbody tr")), "این‌ها فوری‌ترین‌ها هستند." in page.text) == (25, True)


@pytest.mark.parametrize(
    ("reader", "status"),
    [("officer", 200), ("head", 200), ("inspector", 200), ("director", 404), ("administrator", 404)],
)
def test_only_who_answers_cases_finds_it(client, request, reader, status):
    client.force_login(request.getfixturevalue(reader))

    menu = client.get(QUEUE).content.decode()

    assert client.get(MY_DAY).status_code == status
    assert (f'href="{MY_DAY}"' in menu) == (status == 200)


def test_officer_still_begins_at_the_queue(client, officer):
    client.force_login(officer)

    assert client.get("/admin/").url == QUEUE


@pytest.mark.parametrize("cases", [1, 20])
def test_queries_do_not_grow_with_cases(client, office, officer, cases, django_assert_num_queries):
    for _case in range(cases):
        answer(create_ticket(unit=office), officer)
        create_ticket(unit=office, status=BEGUN, assignee=officer, due_on=TODAY)
    client.force_login(officer)

    with django_assert_num_queries(8):
        client.get(MY_DAY)
