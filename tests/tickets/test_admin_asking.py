"""A question to the citizen, and more time, on the page of a case."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from persian.dates import format_date
from tests.factories import create_complaint
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle
from tickets.models import ClockReason, Event, Extension, Pause, Ticket
from tickets.workflow import Status

QUESTION, WHY = "رسید پرداخت را بفرستید.", "منتظر پاسخ ادارهٔ مالی هستیم."


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


@pytest.fixture
def explanation(reference):
    return ClockReason.objects.get(code="explanation")


@pytest.fixture
def complexity(reference):
    return ClockReason.objects.get(code="complexity")  # 5 days at most


def page_of(client, ticket):
    return BeautifulSoup(words_of(client.get(address(ticket))), "html.parser")


def extend(ticket, reason, by, days=1):
    return lifecycle.extend(ticket=ticket, reason=reason, days=days, text=WHY, by=by, now=timezone.now())


def test_citizen_is_asked_and_the_clock_stands(desk, ticket, explanation):
    typed = {"text": QUESTION, "ground": explanation.pk, "days": "۵"}
    said = words_of(press(desk, ticket, "ask", follow=True, **typed))

    ticket.refresh_from_db()
    pause = Pause.objects.get(ticket=ticket)
    bar = page_of(desk, ticket).find(class_="bar").text
    assert (ticket.status, pause.reason) == (Status.AWAITING_CITIZEN, explanation)
    assert f"شمارش مهلت تا {format_date(pause.until)} متوقف است" in said
    assert (f"تا {format_date(pause.until)} متوقف است" in bar, "منتظر شهروند" in bar) == (True, True)


def test_asking_twice_does_it_once(desk, ticket, explanation):
    seen = ticket.events.get().pk
    typed = {"text": QUESTION, "ground": explanation.pk, "days": 5}

    responses = [press(desk, ticket, "ask", seen=seen, **typed) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert ticket.events.filter(name=Event.Name.ASKED).count() == 1


def test_same_press_after_the_reply_says_no_wrong_date(desk, ticket, explanation):
    seen = ticket.events.get().pk
    typed = {"text": QUESTION, "ground": explanation.pk, "days": 5}
    press(desk, ticket, "ask", seen=seen, **typed)
    lifecycle.follow_up(ticket=ticket, text="این است.", now=timezone.now())

    page = words_of(press(desk, ticket, "ask", seen=seen, follow=True, **typed))

    assert "پرسش فرستاده شد." in page
    assert ticket.events.filter(name=Event.Name.ASKED).count() == 1


def test_second_question_waits_for_the_first(desk, ticket, explanation, colleague):
    seen = ticket.events.get().pk
    lifecycle.ask(ticket=ticket, question="نخست", reason=explanation, days=3, by=colleague, now=timezone.now())

    response = press(desk, ticket, "ask", seen=seen, text=QUESTION, ground=explanation.pk, days=5)

    page = words_of(response)
    assert (response.status_code, QUESTION in page, 'value="ask"' in page) == (409, True, False)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "پرسش را بنویسید"),
        ({"days": ""}, "شمار روزهای کاری را بنویسید"),
        ({"days": "0"}, "دست‌کم یک روز کاری"),
        ({"days": "11"}, "حداکثر ۱۰ روز کاری"),
        ({"days": "چند"}, "عدد صحیح"),
        ({"ground": ""}, "دلیل را انتخاب کنید"),
        ({"ground": "99999"}, ""),
    ],
)
def test_question_that_is_incomplete_is_refused_and_kept(desk, ticket, explanation, wrong, said):
    response = press(desk, ticket, "ask", **({"text": QUESTION, "ground": explanation.pk, "days": 5} | wrong))

    page = BeautifulSoup(words_of(response), "html.parser")
    errors = " ".join(error.text for error in page.find_all(class_="errorlist"))
    assert (said in errors, page.find(id="id_ask-days").find_parent("details").has_attr("open")) == (True, True)
    assert not Pause.objects.exists()


def test_reason_for_more_time_is_none_for_a_question(desk, ticket, complexity):
    press(desk, ticket, "ask", text=QUESTION, ground=complexity.pk, days=2)

    assert not Pause.objects.exists()


def test_single_reason_is_not_asked_for(desk, ticket, explanation):
    ClockReason.objects.filter(purpose="pause").exclude(pk=explanation.pk).update(is_active=False)

    field = page_of(desk, ticket).find(id="id_ask-ground")

    assert (field["type"], field["value"]) == ("hidden", str(explanation.pk))


def test_reply_takes_the_pause_out_of_the_bar(desk, ticket, explanation, officer):
    lifecycle.ask(ticket=ticket, question=QUESTION, reason=explanation, days=3, by=officer, now=timezone.now())
    lifecycle.follow_up(ticket=ticket, text="این است.", now=timezone.now())

    assert "متوقف" not in page_of(desk, ticket).find(class_="bar").text


def test_more_time_is_taken_and_the_new_date_said(desk, ticket, complexity):
    before = ticket.due_on
    said = words_of(press(desk, ticket, "extend", ground=complexity.pk, days="۳", text=WHY, follow=True))

    ticket.refresh_from_db()
    assert (ticket.due_on > before, Extension.objects.get(ticket=ticket).days) == (True, 3)
    assert f"مهلت تازه: {format_date(ticket.due_on)}" in said


def test_more_time_than_the_reason_allows_is_refused(desk, ticket, complexity):
    page = words_of(press(desk, ticket, "extend", ground=complexity.pk, days=6, text=WHY))

    assert ("حداکثر ۵ روز کاری" in page, WHY in page, Extension.objects.count()) == (True, True, 0)


@pytest.mark.parametrize("days", ["3", "۳"])
def test_extending_twice_does_it_once(desk, ticket, complexity, days):
    seen = ticket.events.get().pk
    typed = {"ground": complexity.pk, "days": days, "text": WHY}

    responses = [press(desk, ticket, "extend", seen=seen, **typed) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert Extension.objects.filter(ticket=ticket).count() == 1


@pytest.mark.parametrize("days", ["", "x", "-1"])
def test_forged_number_of_days_breaks_nothing(desk, ticket, complexity, days):
    response = press(desk, ticket, "extend", ground=complexity.pk, days=days, text=WHY)

    assert (response.status_code, Extension.objects.count()) == (200, 0)


def test_other_days_or_another_reason_are_another_step(desk, ticket, complexity):
    seen = ticket.events.get().pk
    visit = ClockReason.objects.get(code="site_visit")
    press(desk, ticket, "extend", seen=seen, ground=complexity.pk, days=3, text=WHY)
    press(desk, ticket, "extend", seen=seen, ground=visit.pk, days=3, text=WHY)

    assert Extension.objects.filter(ticket=ticket).count() == 2


def test_third_time_is_the_heads(desk, client, ticket, complexity, officer, head):
    for _time in range(2):
        extend(ticket, complexity, officer)

    page = page_of(desk, ticket)
    refused = press(desk, ticket, "extend", ground=complexity.pk, days=1, text=WHY)
    client.force_login(head)
    press(client, ticket, "extend", ground=complexity.pk, days=1, text=WHY)

    assert page.find("button", value="extend") is None
    assert "این پرونده دو بار تمدید شده است؛ تمدید بعدی با رئیس واحد است." in page.find(class_="further").text
    assert (refused.status_code, WHY in words_of(refused)) == (409, True)
    assert "تمدید بعدی با رئیس واحد است" in words_of(refused)
    assert Extension.objects.filter(ticket=ticket).count() == 3


def test_law_gives_no_more_time(desk, office, complexity):
    ticket = create_complaint(unit=office, submitted_at=timezone.now() - timedelta(days=92))
    Ticket.objects.filter(pk=ticket.pk).update(due_on=timezone.localdate() + timedelta(days=1))

    response = press(desk, ticket, "extend", ground=complexity.pk, days=5, text=WHY)

    assert (response.status_code, WHY in words_of(response)) == (409, True)
    assert "سقف قانونی" in words_of(response)


def test_overseer_asks_and_extends_nothing(client, inspector, ticket, explanation, complexity):
    client.force_login(inspector)

    page = page_of(client, ticket)
    responses = [
        press(client, ticket, "ask", text=QUESTION, ground=explanation.pk, days=5),
        press(client, ticket, "extend", ground=complexity.pk, days=1, text=WHY),
    ]

    assert {page.find("button", value=step) for step in ("ask", "extend", "close")} == {None}
    assert [response.status_code for response in responses] == [409, 409]
