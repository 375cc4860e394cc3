"""Who is who on the page of a case: the colleague complained of, the hidden sender, the citizen without a code."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from persian.dates import format_datetime
from tests.factories import create_complaint, create_user
from tests.tickets.desk import QUEUE, address, press, words_of
from tickets import lifecycle, tracking
from tickets.models import Event, Message, Ticket
from tickets.workflow import Identity, Kind

NAME, MOBILE, REASON = "نام قناری", "09123456789", "برای گفت‌وگو با مدرسه لازم است."
LONG = timedelta(minutes=61)


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def hidden(office):
    return create_complaint(unit=office, identity=Identity.HIDDEN, name=NAME, mobile=MOBILE)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


@pytest.fixture
def reception(officer):
    """`officer`, who sits where citizens come in person."""
    officer.groups.add(*create_user(role="reception").groups.all())
    return officer


def page_of(client, ticket):
    return BeautifulSoup(words_of(client.get(address(ticket))), "html.parser")


def people_in(page):
    return {int(option["value"]) for option in page.select("#id_respondent-person option") if option["value"]}


def test_whoever_could_see_the_case_can_be_marked(
    desk, ticket, officer, colleague, head, other_officer, inspector, district_inspector, director, unit
):
    create_user(role="inspector", unit=unit("d_q2.complaints"))  # oversees another district

    page = page_of(desk, ticket)

    groups = [group["label"] for group in page.select("#id_respondent-person optgroup")]
    assert people_in(page) == {colleague.pk, head.pk, director.pk, inspector.pk, district_inspector.pk}
    assert {director.unit.name, head.unit.name, ticket.unit.name} < set(groups)


def test_colleague_of_a_unit_that_is_asked_can_be_marked(desk, ticket, officer, other_officer):
    lifecycle.consult(
        ticket=ticket,
        units=[other_officer.unit],
        purpose="question",
        question="شهریه مصوب بود؟",
        due_on=timezone.localdate(),
        by=officer,
        now=timezone.now(),
    )

    assert other_officer.pk in people_in(page_of(desk, ticket))


def test_colleague_who_is_marked_does_not_see_the_case(desk, client_of_somebody_else, ticket, colleague):
    client_of_somebody_else.force_login(colleague)

    said = words_of(press(desk, ticket, "respondent", person=colleague.pk, follow=True))

    assert ("نشان ثبت شد" in said, f"{colleague} به‌عنوان طرف شکایت نشان شد" in said) == (True, True)
    assert client_of_somebody_else.get(address(ticket)).status_code == 404
    assert str(colleague) in page_of(desk, ticket).find(class_="bar").text


def test_marking_twice_does_it_once(desk, ticket, colleague):
    seen = ticket.events.get().pk

    responses = [press(desk, ticket, "respondent", seen=seen, person=colleague.pk) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert ticket.events.filter(name=Event.Name.RESPONDENT_NAMED).count() == 1


@pytest.mark.parametrize("who", ["nobody", "oneself", "a stranger"])
def test_nobody_oneself_or_a_stranger_is_not_marked(desk, ticket, officer, other_officer, who):
    person = {"nobody": "", "oneself": officer.pk, "a stranger": other_officer.pk}[who]

    response = press(desk, ticket, "respondent", person=person)

    ticket.refresh_from_db()
    assert (response.status_code, ticket.respondent_user) == (200, None)


def test_officer_finds_no_step_where_a_mark_stands(desk, office, colleague):
    ticket = create_complaint(unit=office, respondent_user=colleague)
    third = create_user(role="officer", unit=office)

    page = page_of(desk, ticket)
    response = press(desk, ticket, "respondent", person=third.pk)

    ticket.refresh_from_db()
    assert (page.find("button", value="respondent"), response.status_code) == (None, 409)
    assert ticket.respondent_user == colleague


@pytest.mark.parametrize("role", ["head", "inspector"])
def test_head_and_inspector_lift_the_mark_or_set_another(client, request, office, officer, colleague, role):
    ticket = create_complaint(unit=office, respondent_user=colleague)
    client.force_login(request.getfixturevalue(role))

    again = words_of(press(client, ticket, "respondent", person=colleague.pk))
    press(client, ticket, "respondent", person=officer.pk)
    ticket.refresh_from_db()
    marked = ticket.respondent_user
    press(client, ticket, "respondent", person="")

    ticket.refresh_from_db()
    assert ("پیش‌تر نشان شده است" in again, marked, ticket.respondent_user) == (True, officer, None)


def test_case_that_nobody_else_can_work_on_goes_up_and_leads_back_to_the_queue(
    client, district_inspector, directorate, ticket, officer
):
    create_user(role="head", unit=directorate)
    client.force_login(district_inspector)

    response = press(client, ticket, "respondent", person=officer.pk, follow=True)

    ticket.refresh_from_db()
    assert (ticket.unit, response.redirect_chain) == (directorate, [(QUEUE, 302)])
    assert "نشان ثبت شد" in words_of(response)


def test_inspector_opens_a_hidden_name_with_a_reason(client, inspector, hidden):
    client.force_login(inspector)
    closed = words_of(client.get(address(hidden)))
    said = words_of(press(client, hidden, "reveal", reason=REASON, follow=True))

    until = format_datetime(hidden.events.get(name=Event.Name.SENDER_REVEALED).at + timedelta(minutes=60))
    shown = words_of(client.get(address(hidden)))
    assert [word in closed for word in (NAME, MOBILE, 'value="reveal"')] == [False, False, True]
    assert [word in shown for word in (NAME, MOBILE, until, 'value="reveal"')] == [True, True, True, False]
    assert "فرستنده می‌خواند که بازرس آن را دیده است" in said
    assert Message.objects.get(ticket=hidden, is_public=True, author="staff").text == REASON


def test_hidden_name_is_closed_again_after_an_hour(client, inspector, hidden):
    long_ago = timezone.now() - LONG
    lifecycle.reveal_sender(ticket=hidden, reason=REASON, by=inspector, now=long_ago)
    client.force_login(inspector)

    page = words_of(client.get(address(hidden)))

    assert (NAME in page, 'value="reveal"' in page) == (False, True)


def test_hidden_name_is_open_to_that_inspector_only(client, inspector, district_inspector, head, officer, hidden):
    lifecycle.reveal_sender(ticket=hidden, reason=REASON, by=inspector, now=timezone.now())

    for person in (district_inspector, head, officer):
        client.force_login(person)
        assert NAME not in words_of(client.get(address(hidden)))


def test_hidden_name_is_not_opened_without_a_reason(client, inspector, hidden):
    client.force_login(inspector)

    page = words_of(press(client, hidden, "reveal", reason=" "))

    assert ("دلیل را بنویسید" in page, NAME in page) == (True, False)
    assert not hidden.events.filter(name=Event.Name.SENDER_REVEALED).exists()


def test_opening_a_hidden_name_twice_does_it_once(client, inspector, hidden):
    client.force_login(inspector)
    seen = hidden.events.get().pk

    responses = [press(client, hidden, "reveal", seen=seen, reason=REASON) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert hidden.events.filter(name=Event.Name.SENDER_REVEALED).count() == 1


@pytest.mark.parametrize("role", ["officer", "head", "director"])
def test_nobody_else_opens_a_hidden_name(client, request, hidden, role):
    client.force_login(request.getfixturevalue(role))

    page = words_of(client.get(address(hidden)))
    response = press(client, hidden, "reveal", reason=REASON)

    assert ('value="reveal"' in page, response.status_code, NAME in words_of(response)) == (False, 409, False)


def test_named_sender_is_not_revealed(client, inspector, ticket):
    client.force_login(inspector)

    assert press(client, ticket, "reveal", reason=REASON).status_code == 409


def code_on(page):
    return "".join(span.text for span in BeautifulSoup(page, "html.parser").select(".new-code span"))


def test_new_code_is_shown_once_on_a_page_to_hand_over(desk, reception, ticket):
    response = press(desk, ticket, "new_code", is_checked="on")

    code = code_on(words_of(response))
    assert (tracking.find(code), tracking.find(ticket.code)) == (Ticket.objects.get(pk=ticket.pk), None)
    assert "no-store" in response["Cache-Control"]
    assert code not in words_of(desk.get(address(ticket)))


def test_new_code_is_made_once_for_a_press(desk, reception, ticket):
    seen = ticket.events.get().pk
    code = code_on(words_of(press(desk, ticket, "new_code", seen=seen, is_checked="on")))

    again = words_of(press(desk, ticket, "new_code", seen=seen, is_checked="on", follow=True))

    assert ("یک بار کد تازه ساخته و نشان داده شد" in again, code in again) == (True, False)
    assert tracking.find(code) == Ticket.objects.get(pk=ticket.pk)


def test_no_code_without_having_compared_a_document(desk, reception, ticket):
    page = words_of(press(desk, ticket, "new_code"))

    assert "نخست مدرک شناسایی را" in page
    assert tracking.find(ticket.code) == Ticket.objects.get(pk=ticket.pk)


def test_officer_without_that_role_makes_no_code(desk, ticket):
    page = words_of(desk.get(address(ticket)))
    response = press(desk, ticket, "new_code", is_checked="on")

    assert ('value="new_code"' in page, response.status_code) == (False, 409)
    assert tracking.find(ticket.code) == Ticket.objects.get(pk=ticket.pk)


@pytest.mark.parametrize("identity", [Identity.HIDDEN, Identity.ANONYMOUS])
def test_code_is_not_offered_where_there_is_no_name_to_compare(desk, reception, office, identity):
    ticket = create_complaint(unit=office, kind=Kind.REPORT, identity=identity)

    assert 'value="new_code"' not in words_of(desk.get(address(ticket)))
