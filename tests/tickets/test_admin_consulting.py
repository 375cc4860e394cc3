"""Asking other units from the page of a case: one with a question, several with their part, and waiting no more."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from persian.dates import jalali, today
from tests.factories import create_complaint, create_user
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle
from tickets.models import Consultation, Event
from tickets.workflow import Status
from workdays.calendar import add_working_days, load_calendar

PARTS = ("day", "month", "year")
QUESTION = "شهریه مصوب بود؟"
ANSWER = "مبلغ برگردانده شد."


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


@pytest.fixture
def offices(unit):
    """Two units that can be asked: each has somebody."""
    found = [unit("finance"), unit("d_q1.complaints")]
    for office in found:
        create_user(role="officer", unit=office)
    return found


def dated(step, day):
    solar = jalali(day)
    return {f"due_on_{part}": getattr(solar, part) for part in PARTS}


def in_a_week():
    return today() + timedelta(days=7)


def consult(desk, ticket, unit, *, seen=None, day=None, text=QUESTION, follow=False):
    typed = {"unit": unit.pk, "text": text} | dated("consult", day or in_a_week())
    return press(desk, ticket, "consult", seen=seen, follow=follow, **typed)


def share(desk, ticket, units, *, seen=None, text=QUESTION, follow=False):
    typed = {"units": [unit.pk for unit in units], "text": text} | dated("share", in_a_week())
    return press(desk, ticket, "share", seen=seen, follow=follow, **typed)


def shown(response):
    return BeautifulSoup(response.content, "html.parser")


def test_one_unit_is_asked(desk, ticket, offices):
    page = words_of(consult(desk, ticket, offices[0], follow=True))

    asked = Consultation.objects.get()
    assert (asked.unit, asked.purpose, asked.due_on, asked.question.text) == (
        offices[0],
        Consultation.Purpose.QUESTION,
        in_a_week(),
        QUESTION,
    )
    assert ("استعلام فرستاده شد" in page, offices[0].name in page, QUESTION in page) == (True, True, True)


def test_reply_is_wanted_in_a_few_working_days_unless_told_otherwise(desk, ticket, offices):
    page = shown(desk.get(address(ticket)))

    offered = [page.find(attrs={"name": f"consult-due_on_{part}"})["value"] for part in PARTS]
    day = jalali(add_working_days(today(), 3, load_calendar()))
    assert [int(part) for part in offered] == [day.day, day.month, day.year]


def test_several_units_are_given_their_part(desk, ticket, offices):
    page = words_of(share(desk, ticket, offices, follow=True))

    asked = Consultation.objects.order_by("unit__path")
    assert {(row.unit, row.purpose) for row in asked} == {(office, Consultation.Purpose.PART) for office in offices}
    assert "سهم واحدها به آن‌ها سپرده شد" in page


@pytest.mark.parametrize("ask", [consult, share])
def test_pressed_twice_asks_once(desk, ticket, offices, ask):
    seen = ticket.events.latest("pk").pk
    units = offices if ask is share else offices[0]

    responses = [ask(desk, ticket, units, seen=seen) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert ticket.events.filter(name=Event.Name.CONSULTED).count() == 1


def test_same_question_by_another_date_is_another_press(desk, ticket, offices):
    seen = ticket.events.latest("pk").pk
    consult(desk, ticket, offices[0], seen=seen)

    response = consult(desk, ticket, offices[0], seen=seen, day=today() + timedelta(days=9))

    assert (response.status_code, QUESTION in words_of(response)) == (200, True)
    assert Consultation.objects.get().due_on == in_a_week()


@pytest.mark.parametrize("ask", [consult, share])
def test_nothing_chosen_and_nothing_written_is_said(desk, ticket, offices, ask):
    step = ask.__name__
    page = shown(press(desk, ticket, step, text=" ", due_on_day="40", due_on_month="1", due_on_year="1405"))

    problems = [link["href"] for link in page.select(".summary a")]
    chosen = "unit" if ask is consult else "units"
    assert problems == [f"#id_{step}-{chosen}", f"#id_{step}-text", f"#id_{step}-due_on"]
    assert all(page.select_one(problem) for problem in problems)
    assert page.find("details", open=True).find(id=f"id_{step}-text")


def test_day_that_is_over_is_refused(desk, ticket, offices):
    page = words_of(consult(desk, ticket, offices[0], day=today() - timedelta(days=1)))

    assert ("امروز یا روزی پس از آن را انتخاب کنید" in page, QUESTION in page) == (True, True)
    assert not Consultation.objects.exists()


def test_unit_that_cannot_be_asked_is_not_offered_and_not_taken(desk, ticket, offices, office, unit):
    create_user(role="officer", unit=unit("d_q1"))
    type(ticket).objects.filter(pk=ticket.pk).update(about=unit("d_q1.complaints"))

    choices = [option["value"] for option in shown(desk.get(address(ticket))).select("#id_consult-unit option")]
    for wrong in (office, unit("d_q1.complaints")):
        consult(desk, ticket, wrong)
        share(desk, ticket, [wrong, offices[0]])

    assert (str(offices[0].pk) in choices, str(offices[1].pk) in choices, str(office.pk) in choices) == (
        True,
        False,
        False,
    )
    assert not Consultation.objects.exists()


def test_boxes_stand_by_place_and_the_nearest_place_is_open(desk, ticket, offices, district, directorate):
    page = shown(desk.get(address(ticket)))

    places = [
        (place.summary.contents[0].strip(), place.has_attr("open")) for place in page.select(".unit-boxes details")
    ]
    assert places == [(district.name, True), (directorate.name, False)]


def test_ticked_boxes_and_the_date_survive_another_button(desk, ticket, offices):
    seen = ticket.events.latest("pk").pk
    half = {"share-units": [unit.pk for unit in offices], "share-text": QUESTION, "share-due_on_day": "۷"}

    response = desk.post(address(ticket), half | {"step": "note", "note-seen": seen, "note-text": "یادداشت"})

    page = shown(response)
    ticked = [box["value"] for box in page.select(".unit-boxes input[checked]")]
    assert sorted(ticked) == sorted(str(unit.pk) for unit in offices)
    assert page.find(attrs={"name": "share-due_on_day"})["value"] == "۷"
    assert all(place.has_attr("open") for place in page.select(".unit-boxes details"))


def test_consultation_is_ended_by_the_button_beside_it(desk, ticket, offices):
    share(desk, ticket, offices)
    kept, ended = Consultation.objects.order_by("pk")
    page = shown(desk.get(address(ticket)))
    buttons = [button["value"] for button in page.select(".asked-units button")]

    for _ in range(2):
        form = {"step": f"end_consultation:{ended.pk}", "end_consultation-seen": ticket.events.latest("pk").pk}
        form["note-text"] = "نیمه‌کاره"
        response = desk.post(address(ticket), form)

    assert sorted(buttons) == sorted(f"end_consultation:{row.pk}" for row in (kept, ended))
    assert "نیمه‌کاره" in words_of(response)
    assert list(Consultation.objects.open()) == [kept]
    assert ticket.events.filter(name=Event.Name.CONSULT_ENDED).count() == 1
    assert "بدون پاسخ پایان یافت" in words_of(response)


@pytest.mark.parametrize(
    "pressed", ["end_consultation", "end_consultation:", "end_consultation:x", "end_consultation:0"]
)
def test_forged_end_changes_nothing(desk, ticket, offices, pressed):
    consult(desk, ticket, offices[0])

    response = desk.post(address(ticket), {"step": pressed, "end_consultation-seen": 0})

    assert (response.status_code, Consultation.objects.open().count()) == (409, 1)


def test_end_of_another_case_s_consultation_is_forged(desk, ticket, offices, office):
    consult(desk, create_complaint(unit=office), offices[0])
    asked = Consultation.objects.get()

    response = desk.post(
        address(ticket), {"step": f"end_consultation:{asked.pk}", "end_consultation-seen": ticket.events.get().pk}
    )

    assert (response.status_code, Consultation.objects.open().get()) == (409, asked)


def test_overseer_reads_who_was_asked_and_ends_nothing(desk, client_of_somebody_else, ticket, offices, inspector):
    consult(desk, ticket, offices[0])
    client_of_somebody_else.force_login(inspector)

    page = shown(client_of_somebody_else.get(address(ticket)))

    assert (offices[0].name in page.find(class_="asked-units").text, page.select(".asked-units button")) == (True, [])


@pytest.mark.parametrize("count", [1, 2])
def test_answer_waits_for_the_parts_and_names_the_units(desk, ticket, offices, count):
    share(desk, ticket, offices[:count])

    response = press(desk, ticket, "answer", outcome="upheld", text=ANSWER)

    page = shown(response)
    said = page.find(class_="summary").text
    assert (response.status_code, [unit.name in said for unit in offices[:count]]) == (409, [True] * count)
    assert page.find(id="id_answer-text").text.strip() == ANSWER
    ticket.refresh_from_db()
    assert ticket.status == Status.ROUTED


def test_answer_goes_once_the_parts_are_done(desk, ticket, offices):
    share(desk, ticket, offices)
    for asked in Consultation.objects.all():
        lifecycle.advise(consultation=asked, text="شد", by=asked.unit.members.get(), now=timezone.now())

    press(desk, ticket, "answer", outcome="upheld", text=ANSWER)

    ticket.refresh_from_db()
    assert ticket.status == Status.ANSWERED


@pytest.mark.parametrize("rows", [1, 4])
def test_queries_do_not_grow_with_the_units_asked(desk, ticket, unit, officer, rows, django_assert_num_queries):
    codes = ["finance", "complaints", "d_q1.complaints", "d_q2.nongov"][:rows]
    for code in codes:
        create_user(role="officer", unit=unit(code))
    share(desk, ticket, [unit(code) for code in codes])
    desk.get(address(ticket))

    with django_assert_num_queries(29):
        desk.get(address(ticket))
