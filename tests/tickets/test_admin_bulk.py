"""Several ticked cases at once: each through the life cycle, none of another unit, none sensitive, nothing twice."""

import pytest
from django.utils import timezone

from persian.digits import localise_digits
from tests.factories import create_complaint, create_suggestion, create_ticket
from tests.tickets.desk import QUEUE, words_of
from tickets import lifecycle
from tickets.history import record
from tickets.models import Event, Notification
from tickets.workflow import Status

BULK = QUEUE + "bulk/"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def send(client, do, *tickets, address=BULK, **chosen):
    """Tick `tickets` and press a button; with something chosen, also the one on the page that asks."""
    sure = {"sure": 1, **chosen} if chosen else {}
    return client.post(address, {"do": do, "case": [ticket.pk for ticket in tickets]} | sure, follow=True)


def happened(name):
    return Event.objects.filter(name=name).count()


def said(page):
    return [str(message) for message in page.context["messages"]]


def number_of(ticket):
    return f"\u2066{localise_digits(ticket.number)}\u2069"


def test_ticked_cases_are_given_to_a_colleague(desk, office, officer, colleague):
    tickets = [create_ticket(unit=office), create_ticket(unit=office, assignee=officer)]

    asked = send(desk, "assign", *tickets)
    page = send(desk, "assign", *tickets, assignee=colleague.pk)

    assert (asked.templates[0].name, said(page)) == ("tickets/admin/bulk.html", ["۲ پرونده به آن همکار سپرده شد."])
    for ticket in tickets:
        ticket.refresh_from_db()
        assert ticket.assignee == colleague


def test_page_that_asks_changes_nothing_and_refuses_what_is_missing(desk, office):
    ticket = create_ticket(unit=office)

    send(desk, "assign", ticket)
    refused = desk.post(BULK, {"do": "transfer", "case": ticket.pk, "sure": 1})

    assert happened(Event.Name.ASSIGNED) == happened(Event.Name.TRANSFERRED) == 0
    assert refused.context["form"].errors.keys() == {"unit", "reason"}


def test_ticked_cases_are_transferred_with_one_reason(desk, office, other_officer):
    tickets = [create_ticket(unit=office), create_ticket(unit=office)]

    page = send(desk, "transfer", *tickets, unit=other_officer.unit_id, reason="کار آن اداره است")

    assert said(page) == ["۲ پرونده منتقل شد."]
    for ticket in tickets:
        ticket.refresh_from_db()
        assert ticket.unit == other_officer.unit
        assert ticket.events.get(name=Event.Name.TRANSFERRED).message.text == "کار آن اداره است"


def test_second_press_changes_nothing_more(desk, office, colleague, other_officer):
    ticket, other = create_ticket(unit=office), create_ticket(unit=office)

    pages = [send(desk, "assign", ticket, assignee=colleague.pk) for _ in range(2)]
    for _ in range(2):
        last = send(desk, "transfer", other, unit=other_officer.unit_id, reason="کار آن اداره است")

    assert (happened(Event.Name.ASSIGNED), happened(Event.Name.TRANSFERRED)) == (1, 1)
    assert said(pages[1]) == [f"انجام نشد، هم‌اکنون نزد همان همکار است: {number_of(ticket)}"]
    assert said(last) == ["پرونده‌ای را که بتوانید به آن رسیدگی کنید علامت نزده‌اید."]


def test_assignees_are_reminded_in_person_and_once(desk, office, officer, colleague):
    colleague.email = "colleague@edu.example"
    colleague.save()
    theirs, mine = create_ticket(unit=office, assignee=colleague), create_ticket(unit=office, assignee=officer)
    nobodys = create_ticket(unit=office)

    first, second = (send(desk, "remind", theirs, mine, nobodys) for _ in range(2))

    assert said(first)[0] == "برای ۱ پرونده به مسئول پرونده یادآوری شد."
    assert f"انجام نشد، مسئول پرونده ندارد: {number_of(nobodys)}" in said(first)
    assert f"انجام نشد، امروز یک بار یادآوری شده است: {number_of(theirs)}" in said(second)
    assert Notification.objects.get().recipient == f"user:{colleague.pk}"


def test_what_cannot_be_done_is_named_and_the_rest_is_done(desk, office, colleague, other_officer, head):
    open_one = create_ticket(unit=office)
    answered = create_ticket(unit=office, status=Status.ANSWERED)

    page = send(desk, "assign", open_one, answered, assignee=colleague.pk)

    assert said(page) == ["۱ پرونده به آن همکار سپرده شد.", f"انجام نشد، دیگر باز نیست: {number_of(answered)}"]


def test_unit_complained_of_gets_nothing(desk, office, other_officer):
    ticket = create_ticket(unit=office, about=other_officer.unit)

    page = send(desk, "transfer", ticket, unit=other_officer.unit_id, reason="کار آن اداره است")

    assert said(page) == [f"انجام نشد، آن واحد نمی‌تواند آن را بگیرد یا هم‌اکنون آن را دارد: {number_of(ticket)}"]


def test_unit_objected_to_gets_nothing_back(client, office, officer, other_officer):
    ticket = create_ticket(unit=other_officer.unit)
    record(ticket, Event.Name.OBJECTED, now=timezone.now(), from_unit=office)
    client.force_login(other_officer)

    page = send(client, "transfer", ticket, unit=office.pk, reason="کار آن اداره است")

    assert said(page) == [f"انجام نشد، آن واحد نمی‌تواند آن را بگیرد یا هم‌اکنون آن را دارد: {number_of(ticket)}"]


def test_forged_cases_of_another_unit_stay_as_they_are_and_are_counted(desk, office, colleague, other_office):
    mine, theirs = create_ticket(unit=office), create_ticket(unit=other_office)

    page = send(desk, "assign", mine, theirs, assignee=colleague.pk)

    assert said(page) == ["۱ پرونده به آن همکار سپرده شد.", "۱ پرونده پیدا نشد."]
    assert list(theirs.events.values_list("name", flat=True)) == [Event.Name.SUBMITTED]


def test_colleague_of_another_unit_is_no_choice(desk, office, other_officer):
    page = send(desk, "assign", create_ticket(unit=office), assignee=other_officer.pk)

    assert page.context["form"].errors.keys() == {"assignee"}
    assert happened(Event.Name.ASSIGNED) == 0


@pytest.mark.parametrize("do", ["assign", "transfer", "remind"])
def test_sensitive_cases_are_in_no_bulk(client, head, officer, office, other_officer, do):
    ticket = create_ticket(unit=office, sensitive=True, assignee=head)
    client.force_login(head)

    chosen = {"assignee": officer.pk, "unit": other_officer.unit_id, "reason": "x"}
    page = send(client, do, ticket, **chosen)

    assert said(page) == [f"انجام نشد، پروندهٔ حساس است و فقط در صفحهٔ خودش: {number_of(ticket)}"]
    assert ticket.events.count() == 1
    assert f'name="case" value="{ticket.pk}"' not in words_of(client.get(QUEUE))


@pytest.mark.parametrize("do", ["answer", "close", "", "accept"])
def test_nothing_else_can_be_done_in_bulk(desk, office, do):
    assert send(desk, do, create_ticket(unit=office)).status_code == 404


def test_who_only_reads_ticks_nothing(client, director, office):
    ticket = create_ticket(unit=office)
    client.force_login(director)

    assert send(client, "remind", ticket).status_code == 404
    assert 'name="case"' not in words_of(client.get(QUEUE))


def test_inspector_cannot_give_away_what_they_only_oversee(client, inspector, office, officer):
    ticket = create_ticket(unit=office)
    client.force_login(inspector)

    page = send(client, "assign", ticket, assignee=officer.pk)

    assert said(page) == [f"انجام نشد، رسیدگی به آن با شما نیست: {number_of(ticket)}"]


@pytest.mark.parametrize("case", ["", "x", "-1", "9" * 30, "۱۲"])
def test_ids_that_are_none_are_not_found(desk, case):
    page = desk.post(BULK, {"do": "remind", "case": case}, follow=True)

    assert said(page) == ["پرونده‌ای را که بتوانید به آن رسیدگی کنید علامت نزده‌اید."]


def test_section_acts_on_its_own_kinds(client, officer, office, colleague):
    complaint, suggestion = create_complaint(unit=office), create_suggestion(unit=office)
    client.force_login(officer)

    send(client, "assign", complaint, suggestion, address="/admin/complaints/complaint/bulk/", assignee=colleague.pk)

    assert list(Event.objects.filter(name=Event.Name.ASSIGNED).values_list("ticket", flat=True)) == [complaint.pk]


def test_list_comes_back_as_it_was(desk, office, colleague):
    ticket = create_ticket(unit=office)
    address = desk.get(QUEUE + "?state=new&p=1").context_data["cl"].bulk_address

    page = send(desk, "assign", ticket, address=address, assignee=colleague.pk)

    assert page.redirect_chain[-1][0] == QUEUE + "?state=new&p=1"


def test_words_of_the_citizen_stay_unread_when_a_case_is_handed_on(desk, office, officer, colleague):
    ticket = create_ticket(unit=office)
    ticket.citizen_wrote_at = timezone.now()
    ticket.save()

    lifecycle.assign(ticket=ticket, assignee=colleague, by=officer, now=timezone.now())
    lifecycle.remind(ticket=ticket, by=officer, now=timezone.now())

    ticket.refresh_from_db()
    assert ticket.citizen_wrote_at is not None
