from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import create_message, create_ticket
from tests.tickets.tracking_pages import opens, page, text_of, url
from tickets import lifecycle
from tickets.history import record
from tickets.models import Event
from tickets.workflow import Outcome, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW)


def test_internal_notes_names_and_waiting_answers_are_absent(client, ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    now = timezone.now()
    lifecycle.note(ticket=ticket, text="یادداشت پنهان", by=officer, now=now)
    lifecycle.answer(ticket=ticket, text="پاسخ هنوز نیامده", outcome=Outcome.UPHELD, by=officer, now=now)
    opens(client, ticket)

    shown = client.get(url("case")).content.decode()

    absent = ["یادداشت پنهان", "پاسخ هنوز نیامده", "مریم رضایی", str(officer), officer.username]
    assert [words for words in absent if words in shown] == []


def test_waiting_answer_is_not_betrayed_by_the_page_for_more(client, ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    lifecycle.answer(ticket=ticket, text="پاسخ", outcome=Outcome.UPHELD, by=officer, now=timezone.now())
    opens(client, ticket)

    shown = page(client.get(url("case"))).find("a", href=url("follow_up"))

    assert client.get(shown["href"]).status_code == 200


def test_a_published_answer_shows_outcome_unit_and_words(client, ticket, office, officer):
    lifecycle.answer(
        ticket=ticket, text="پول برگشت.\nنامه فرستاده شد.", outcome=Outcome.UPHELD, by=officer, now=timezone.now()
    )
    opens(client, ticket)

    response = client.get(url("case"))

    answer = page(response).find("article", class_="message-office")
    words = answer.find(attrs={"dir": "auto"})
    assert words.get_text() == "پول برگشت.\nنامه فرستاده شد."
    assert str(Outcome.UPHELD.label) in answer.get_text()
    assert office.name_fa in answer.get_text()
    assert f"{office.name_fa} به پروندهٔ شما پاسخ داده است." in text_of(response)


def test_the_timeline_is_an_ordered_list_newest_first(client, ticket, office):
    record(ticket, Event.Name.ACCEPTED, now=timezone.now() + timedelta(seconds=1))
    opens(client, ticket)

    timeline = page(client.get(url("case"))).find("ol", class_="timeline")

    assert [item.p.get_text(strip=True) for item in timeline.find_all("li")] == [
        f"{office.name_fa} بررسی را آغاز کرد",
        "پروندهٔ شما ثبت شد",
    ]


def test_the_timeline_says_how_long_ago_each_step_was(client, office):
    now = timezone.now()
    ticket = create_ticket(unit=office, status=Status.IN_REVIEW, submitted_at=now - timedelta(days=3))
    record(ticket, Event.Name.ACCEPTED, now=now)
    opens(client, ticket)

    shown = page(client.get(url("case"))).select(".timeline .when")

    assert [when.get_text().rpartition("(")[2] for when in shown] == ["امروز)", "۳ روز پیش)"]


@pytest.mark.parametrize(
    "text",
    [
        '<script>alert("x")</script>',
        "<img src=x onerror=alert(1)>",
        "{{ case }} {% now 'Y' %}",
        "\"' onmouseover=alert(1) x='",
        "&lt;b&gt;",
    ],
)
def test_hostile_text_is_shown_as_typed(client, office, text):
    ticket = create_ticket(unit=office, text=text)
    opens(client, ticket)

    soup = page(client.get(url("case")))

    article = soup.find("article", class_="message")
    assert article.find(attrs={"dir": "auto"}).get_text() == text
    assert article.find(["script", "img", "b"]) is None


def test_a_late_case_says_so_first_and_apologises(client, office):
    ticket = create_ticket(unit=office, due_on=timezone.localdate() - timedelta(days=1))
    opens(client, ticket)

    soup = page(client.get(url("case")))

    late = soup.find(class_="notice-late")
    assert "پاسخ این پرونده دیر شده است. از این بابت پوزش می‌خواهیم." in late.get_text()
    assert late.find_next(class_="status") is not None


@pytest.mark.parametrize("extra", [0, 29])
def test_the_page_costs_the_same_for_one_event_and_for_thirty(client, ticket, officer, extra):
    now = timezone.now()
    for number in range(extra):
        at = now + timedelta(microseconds=number)
        message = create_message(ticket=ticket, text=f"پیام {number}", at=at, written_by=officer)
        record(ticket, Event.Name.TRANSFERRED, now=at, by=officer, message=message)
    opens(client, ticket)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(url("case"))

    assert len(page(response).find("ol", class_="timeline").find_all("li")) == 1 + extra
    # session, ticket, events, messages, their files; the organisation and the other channels of the frame
    assert len(queries) == 8, [query["sql"][:100] for query in queries]
