"""«Why this date?»: the days of a due date, week by week, on the citizen's page and on the officer's."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tests.factories import create_clock_reason, create_ticket
from tests.tickets.desk import address
from tests.tickets.tracking_pages import opens, page, url
from tickets import clock, lifecycle, why
from tickets.models import ClockReason, Event
from workdays.models import Holiday

pytestmark = pytest.mark.django_db
SUBMITTED = datetime(2026, 11, 21, 9, tzinfo=UTC)  # a Saturday, 30 Aban 1405


@pytest.fixture
def ticket(office):
    """Promised 15 working days, with the derivation that goes with it."""
    ticket = create_ticket(unit=office, submitted_at=SUBMITTED, due_on=date(2026, 12, 13))
    deadline = clock.begin(ticket, SUBMITTED)
    clock.keep(ticket.events.get(name=Event.Name.SUBMITTED), deadline, deadline.working_days)
    type(ticket).objects.filter(pk=ticket.pk).update(due_on=deadline.due_on)
    ticket.refresh_from_db()
    return ticket


def said(ticket):
    return [(stretch.first, stretch.what) for stretch in why.of(ticket).stretches]


def test_days_stand_week_by_week(ticket):
    told = why.of(ticket)

    assert (told.start, told.promised, told.added, told.is_capped) == (date(2026, 11, 21), 15, 0, False)
    assert told.due_on == ticket.due_on
    assert said(ticket)[:3] == [
        (date(2026, 11, 22), "روزهای کاری ۱ تا ۴"),
        (date(2026, 11, 26), "تعطیل هفتگی"),
        (date(2026, 11, 28), "روزهای کاری ۵ تا ۹"),
    ]
    assert [stretch.counts for stretch in told.stretches][:2] == [True, False]


@pytest.mark.parametrize(("language", "name"), [("fa", "تعطیلی آزمایشی"), ("en", "A test closure")])
def test_holiday_stands_by_name_and_cuts_the_week(office, language, name):
    Holiday.objects.create(date=date(2026, 11, 24), name_fa="تعطیلی آزمایشی", name_en="A test closure")
    ticket = create_ticket(unit=office, submitted_at=SUBMITTED)
    deadline = clock.begin(ticket, SUBMITTED)
    clock.keep(ticket.events.get(), deadline, deadline.working_days)

    with translation.override(language):
        told = said(ticket)

    assert (date(2026, 11, 24), name) in told
    assert told[2][1] in ("روز کاری ۳", "Working day 3")


def test_pause_and_added_days_are_named(ticket, officer):
    pause, more = create_clock_reason(), create_clock_reason(purpose=ClockReason.Purpose.EXTENSION)
    lifecycle.ask(ticket=ticket, question="؟", reason=pause, days=2, by=officer, now=SUBMITTED)
    lifecycle.extend(ticket=ticket, reason=more, days=3, text="بیشتر.", by=officer, now=SUBMITTED)

    told = why.of(ticket)
    assert (told.promised, told.added) == (15, 3)
    assert said(ticket)[0] == (date(2026, 11, 22), "انتظار برای توضیح شهروند")


def test_limit_of_the_law_is_told(ticket, officer):
    more = create_clock_reason(purpose=ClockReason.Purpose.EXTENSION, most_days=200)
    lifecycle.extend(ticket=ticket, reason=more, days=200, text="بیشتر.", by=officer, now=SUBMITTED)

    told = why.of(ticket)
    assert (told.is_capped, told.limit) == (True, date(2027, 2, 19))


def test_ticket_from_before_has_none(office):
    assert why.of(create_ticket(unit=office)) is None


@pytest.mark.parametrize(("shown", "question"), [("citizen", "چرا این تاریخ؟"), ("officer", "چرا این مهلت؟")])
def test_both_pages_show_it_closed(client, ticket, officer, shown, question):
    if shown == "citizen":
        opens(client, ticket)
        response = client.get(url("case"))
    else:
        client.force_login(officer)
        response = client.get(address(ticket))

    details = page(response).select_one("details.why")
    assert (details.summary.get_text(strip=True), details.has_attr("open")) == (question, False)
    assert len(details.select("tbody tr")) == len(why.of(ticket).stretches)


def test_page_says_what_was_added_and_where_the_law_ends(client, ticket, officer):
    more = create_clock_reason(purpose=ClockReason.Purpose.EXTENSION, most_days=200)
    lifecycle.extend(ticket=ticket, reason=more, days=200, text="بیشتر.", by=officer, now=SUBMITTED)
    opens(client, ticket)

    said = page(client.get(url("case"))).select_one("details.why").get_text(" ", strip=True)

    assert "۲۰۰ روز کاری افزوده شد." in said
    assert "قانون بیش از سه ماه اجازه نمی‌دهد" in said


def test_page_of_a_case_whose_next_move_is_not_ours_has_none(client, ticket, officer):
    lifecycle.answer(ticket=ticket, text="پاسخ", outcome="upheld", by=officer, now=SUBMITTED)
    opens(client, ticket)

    assert page(client.get(url("case"))).select_one("details.why") is None
