"""What other units ask of one's own: who sees it, the list, the page, and the reply that is sent once or kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from persian.dates import today
from tests.factories import create_complaint, create_topic, create_user
from tests.tickets.desk import words_of
from tickets import lifecycle
from tickets.models import Consultation, Event, Ticket

LIST = "/admin/tickets/consultation/"
QUESTION, WORDS, REPLY = "شهریه مصوب بود؟", "متن قناری شهروند", "بله، مصوب بود."
QUESTION_ONLY, PART = Consultation.Purpose.QUESTION, Consultation.Purpose.PART


@pytest.fixture
def ticket(office, officer):
    return create_complaint(unit=office, text=WORDS, name="مریم رضایی")


@pytest.fixture
def ask(officer):
    """ask(ticket, unit): that unit is asked about `ticket` by its officer."""

    def ask(ticket, unit, *, purpose=QUESTION_ONLY, days=3, question=QUESTION, by=officer):
        due_on = today() + timedelta(days=max(days, 0))
        call = {"purpose": purpose, "question": question, "due_on": due_on, "by": by, "now": timezone.now()}
        event = lifecycle.consult(ticket=ticket, units=[unit], **call)
        found = Consultation.objects.get(event=event)
        if days < 0:
            Consultation.objects.filter(pk=found.pk).update(due_on=today() + timedelta(days=days))
        return found

    return ask


@pytest.fixture
def asked(ask, ticket, other_office, other_officer):
    return ask(ticket, other_office)


@pytest.fixture
def desk(client, other_officer):
    """The browser of an officer of the unit that is asked."""
    client.force_login(other_officer)
    return client


def address(consultation):
    return f"{LIST}{consultation.pk}/change/"


def reply(client, consultation, text=REPLY, **others):
    form = {"step": "reply", "reply-seen": consultation.event_id, "reply-text": text}
    return client.post(address(consultation), form | others)


def listed(client, query=""):
    return [row.consultation for row in client.get(LIST + query).context_data["cl"].rows]


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("other_officer", 200),
        ("officer", 404),  # asked it, and reads the reply on the page of the case
        ("head", 404),
        ("inspector", 404),
        ("director", 404),
        ("administrator", 404),
        ("superuser", 404),
    ],
)
def test_only_the_unit_that_is_asked_sees_it(client, asked, person, seen, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(asked)).status_code == seen
    assert reply(client, asked, text="").status_code == seen
    assert not asked.ticket.events.filter(name=Event.Name.ADVISED).exists()


def test_head_above_the_unit_that_is_asked_sees_it(client, ask, ticket, unit, head):
    create_user(role="officer", unit=unit("d_q1.complaints"))
    asked = ask(ticket, unit("d_q1.complaints"))
    client.force_login(head)

    page = words_of(client.get(LIST))
    assert (listed(client), asked.unit.name in page, client.get(address(asked)).status_code) == ([asked], True, 200)


@pytest.mark.parametrize("change", ["about", "respondent_user", "sensitive"])
def test_accused_and_not_cleared_see_it_no_more(desk, asked, other_office, other_officer, change):
    values = {"about": other_office, "respondent_user": other_officer, "sensitive": True}
    Ticket.objects.filter(pk=asked.ticket_id).update(**{change: values[change]})

    response = reply(desk, asked)

    assert (listed(desk), desk.get(address(asked)).status_code, response.status_code) == ([], 404, 404)
    assert (QUESTION in words_of(response), REPLY in words_of(response)) == (False, True)  # their own words are kept
    assert not asked.ticket.events.filter(name=Event.Name.ADVISED).exists()


def test_forged_numbers_find_nothing(desk, asked):
    numbers = ("0", "999999999", "99999999999999999999999")

    assert {desk.get(f"{LIST}{number}/change/").status_code for number in numbers} == {404}


def test_case_itself_stays_closed(desk, asked):
    assert desk.get(f"/admin/tickets/ticket/{asked.ticket_id}/change/").status_code == 404


@pytest.mark.parametrize(("purpose", "reads"), [(QUESTION_ONLY, False), (PART, True)])
def test_words_of_the_citizen_are_for_who_has_a_part(desk, ask, ticket, other_office, other_officer, purpose, reads):
    asked = ask(ticket, other_office, purpose=purpose)
    lifecycle.follow_up(ticket=ticket, text="باز هم متن", now=timezone.now())

    page = words_of(desk.get(address(asked)))

    assert (QUESTION in page, asked.event.unit.name in page) == (True, True)
    assert (WORDS in page, "باز هم متن" in page, "مریم" in page) == (reads, reads, False)


def test_words_that_came_after_the_part_was_over_are_not_shown(desk, ask, ticket, other_office, other_officer):
    asked = ask(ticket, other_office, purpose=PART)
    reply(desk, asked)
    lifecycle.follow_up(ticket=ticket, text="باز هم متن", now=timezone.now())

    page = words_of(desk.get(address(asked)))

    assert (WORDS in page, "باز هم متن" in page) == (True, False)


def test_topic_of_a_sensitive_case_is_not_on_the_screen(client, ask, office, head, unit):
    cleared = create_user(role="head", unit=unit("finance"))
    topic = create_topic(title_fa="تنبیه بدنی", sensitive=True)
    asked = ask(create_complaint(unit=office, topic=topic), unit("finance"), by=head)
    client.force_login(cleared)

    pages = [words_of(client.get(place)) for place in (LIST, address(asked))]

    assert [("پروندهٔ حساس" in page, "تنبیه" in page) for page in pages] == [(True, False)] * 2


def test_reply_is_sent_and_read_by_the_unit_that_asked(desk, client_of_somebody_else, asked, officer):
    response = reply(desk, asked)

    page = words_of(desk.get(response.url))
    client_of_somebody_else.force_login(officer)
    case = words_of(client_of_somebody_else.get(f"/admin/tickets/ticket/{asked.ticket_id}/change/"))
    assert ("پاسخ شما به واحد پرسنده رسید" in page, REPLY in page, "reply-text" in page) == (True, True, False)
    assert (REPLY in case, "پاسخ داده شد" in case) == (True, True)


def test_pressed_twice_is_sent_once(desk, asked):
    responses = [reply(desk, asked) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert asked.ticket.events.filter(name=Event.Name.ADVISED).count() == 1


def test_empty_reply_says_so(desk, asked):
    response = reply(desk, asked, text=" ")

    assert ("پاسخ را بنویسید" in words_of(response), "<title>خطا:" in words_of(response)) == (True, True)
    assert not asked.ticket.events.filter(name=Event.Name.ADVISED).exists()


def end(asked, officer):
    lifecycle.end_consultation(consultation=asked, by=officer, now=timezone.now())


def answer(asked, officer):
    lifecycle.answer(ticket=asked.ticket, text="پاسخ", outcome="upheld", by=officer, now=timezone.now())


def withdraw(asked, officer):
    lifecycle.withdraw(ticket=asked.ticket, now=timezone.now())


@pytest.mark.parametrize("ending", [end, answer, withdraw])
def test_ended_while_writing_keeps_the_text(desk, asked, officer, ending):
    ending(asked, officer)

    response = reply(desk, asked)

    page = words_of(response)
    assert (response.status_code, REPLY in page, "بدون پاسخ پایان یافت" in page) == (409, True, True)
    assert "این استعلام پایان یافت. چیزی فرستاده نشد" in page
    assert not asked.ticket.events.filter(name=Event.Name.ADVISED).exists()


def test_colleague_was_first_keeps_the_text(desk, asked, other_office):
    colleague = create_user(role="officer", unit=other_office)
    lifecycle.advise(consultation=asked, text="نه", by=colleague, now=timezone.now())

    response = reply(desk, asked)

    assert (response.status_code, REPLY in words_of(response), "نه" in words_of(response)) == (409, True, True)
    assert asked.ticket.events.filter(name=Event.Name.ADVISED).count() == 1


def test_reply_survives_the_end_of_the_session(asked, client):
    page = reply(client, asked)

    assert (page.status_code, REPLY in words_of(page), QUESTION in words_of(page)) == (403, True, False)


def test_next_due_stand_first_and_the_ended_last(desk, ask, office, other_office, other_officer, officer):
    late, later, soon, done = (ask(create_complaint(unit=office), other_office, days=days) for days in (-1, 9, 0, 1))
    end(done, officer)

    assert listed(desk) == [late, soon, later, done]
    assert (listed(desk, "?state=open"), listed(desk, "?state=ended")) == ([late, soon, later], [done])
    assert listed(desk, "?state=x") == [late, soon, later, done]


def test_time_left_is_a_word_an_icon_and_a_colour(desk, ask, office, other_office, other_officer):
    for days in (-9, 0, 40):
        ask(create_complaint(unit=office), other_office, days=days)

    page = words_of(desk.get(LIST))

    for level, words in (("overdue", "روز کاری دیرکرد"), ("urgent", "مهلت: امروز"), ("ample", "روز کاری مانده")):
        assert (f'class="time-left {level}"' in page, f"#{level}" in page, words in page) == (True, True, True), level


def test_empty_list_says_so(desk):
    assert "هیچ واحدی از واحد شما استعلامی ندارد" in words_of(desk.get(LIST))


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow_with_the_list(
    desk, ask, office, other_office, other_officer, rows, django_assert_num_queries
):
    for number in range(rows):
        ask(create_complaint(unit=office, topic=create_topic()), other_office, purpose=PART, days=number)
    desk.get(LIST)

    with django_assert_num_queries(7):
        assert len(listed(desk)) == rows


def test_page_leads_back_to_the_view_it_was_opened_from(desk, asked):
    page = words_of(desk.get(LIST, {"state": "open"}))
    link = next(part for part in page.split('"') if part.startswith(address(asked)))

    assert f"{LIST}?state=open" in words_of(desk.get(link.replace("&amp;", "&")))


def test_who_works_on_cases_only_begins_at_the_queue(desk):
    assert desk.get("/admin/").url == reverse("admin:tickets_ticket_changelist")
