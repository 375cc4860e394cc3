"""What of withdrawing, rating, reopening and objecting is offered to whom, until when, and under which names."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import create_clock_reason, create_ticket, create_user
from tests.tickets.say_pages import CASE, FILLED_IN, WORDS, answer, send
from tests.tickets.sent_files import soup
from tests.tickets.tracking_pages import opens, url
from tickets import lifecycle, routing
from tickets.models import Event
from tickets.workflow import DAYS_TO_REOPEN, Kind, Status

pytestmark = pytest.mark.django_db
PAGES = [*FILLED_IN]
ON_EVERY_PAGE = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW)


def test_levels_are_named(reader, answered, superior):
    levels = [label.get_text(strip=True) for label in soup(reader.get(url("reopen"))).select(".option label")]

    assert levels == [
        f"بازگشایی: {answered.unit.name_fa} که نتیجه را داده است",
        f"اعتراض: {superior.unit.name_fa}، یک سطح بالاتر",
    ]


def test_where_there_is_no_level_above_the_ministry_is_named_and_one_may_reopen(client, directorate):
    officer = create_user(role="officer", unit=directorate)
    ticket = create_ticket(unit=directorate, status=Status.IN_REVIEW)
    answer(ticket, officer)
    opens(client, ticket)

    shown = soup(client.get(url("reopen", "en")))
    send(client, "reopen", text=WORDS)

    assert routing.one_level_up(ticket) is None
    assert (shown.select(".option"), bool(shown.select(".notice a[href^=https]"))) == ([], True)
    assert [event.name for event in ticket.events.order_by("-pk")[:1]] == [Event.Name.REOPENED]


@pytest.mark.parametrize("kind", Kind)
def test_withdrawal_is_named_for_the_kind_and_called_final(client, office, kind):
    opens(client, create_ticket(unit=office, kind=kind))

    shown = soup(client.get(url("withdraw")))

    assert re.fullmatch("انصراف از [آ-ی]+", shown.h1.get_text(strip=True))
    assert "بازگشت ندارد" in shown.select_one(".notice").get_text()


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.ROUTED, Status.IN_REVIEW, Status.AWAITING_CITIZEN])
def test_case_can_be_withdrawn_at_every_stage_without_a_word(client, office, status):
    ticket = create_ticket(unit=office, status=status)
    opens(client, ticket)

    send(client, "withdraw", text="")

    ticket.refresh_from_db()
    assert (ticket.status, ticket.events.get(name=Event.Name.WITHDRAWN).message) == (Status.WITHDRAWN, None)


@pytest.mark.parametrize(("days", "offered"), [(DAYS_TO_REOPEN - 1, True), (DAYS_TO_REOPEN, False)])
def test_reopening_is_offered_for_thirty_days(client, office, officer, days, offered):
    long_ago = timezone.now() - timedelta(days=40)
    ticket = create_ticket(unit=office, status=Status.IN_REVIEW, submitted_at=long_ago)
    answer(ticket, officer, now=timezone.now() - timedelta(days=days, seconds=60))
    opens(client, ticket)

    shown = soup(client.get(CASE)).find("a", href=url("reopen"))

    assert (shown is not None, client.get(url("reopen")).status_code == 200) == (offered, offered)


def test_no_brings_the_reopening_first(reader):
    send(reader, "rate")

    shown = soup(reader.get(CASE))
    links = shown.select(f'main a[href="{url("reopen")}"]')
    assert (len(links), links[0].find_next(class_="status") is not None) == (1, True)
    assert shown.find("a", href=url("rate")) is None


@pytest.mark.parametrize("solved", ["yes", "partly"])
def test_who_is_content_can_still_object(reader, solved):
    send(reader, "rate", solved=solved, score="5", text="")

    links = soup(reader.get(CASE)).select(f'main a[href="{url("reopen")}"]')
    assert links[0].find_previous(class_="status") is not None


@ON_EVERY_PAGE
@pytest.mark.parametrize("sensitive", [True, False])
def test_title_of_a_sensitive_case_says_nothing(client, office, officer, superior, name, sensitive):
    head = create_user(role="head", unit=office)
    ticket = create_ticket(unit=office, status=Status.IN_REVIEW, sensitive=sensitive)
    answer(ticket, head)
    opens(client, ticket)

    shown = soup(client.get(url(name)))

    assert ("پروندهٔ شما – " in shown.title.string, bool(shown.select_one(".quick-exit"))) == (sensitive, sensitive)


def test_page_of_a_reply_shows_the_question(client, ticket, officer):
    reason, now = create_clock_reason(), timezone.now()
    lifecycle.ask(ticket=ticket, question="رسید دارید؟", reason=reason, days=5, by=officer, now=now)
    opens(client, ticket)

    banners = [soup(client.get(url(name))).select_one(".notice-late").get_text() for name in ("case", "follow_up")]

    assert [("رسید دارید؟" in banner, "متوقف است" in banner) for banner in banners] == [(True, True)] * 2
