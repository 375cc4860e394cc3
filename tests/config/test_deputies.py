"""The section of deputies: who makes whom whose."""

from datetime import timedelta

import pytest

from persian.dates import format_date, jalali, today
from tests.factories import create_ticket, create_user
from units.models import Deputy

SECTION = "/admin/units/deputy/"


def typed(person, deputy, *, first=None, last=None):
    fields = {"person": person.pk, "deputy": deputy.pk}
    for name, day in (("first_on", first or today()), ("last_on", last or today())):
        solar = jalali(day)
        fields |= {f"{name}_day": solar.day, f"{name}_month": solar.month, f"{name}_year": solar.year}
    return fields


@pytest.fixture
def desk(client, head):
    client.force_login(head)
    return client


def test_head_makes_a_deputy_who_reads_so_on_every_page(desk, client_of_somebody_else, head, officer):
    desk.post(SECTION + "add/", typed(head, officer))
    client_of_somebody_else.force_login(officer)

    made = Deputy.objects.get()
    page = client_of_somebody_else.get("/admin/tickets/ticket/").content.decode()
    assert ((made.person, made.deputy, made.made_by), f"جانشین {head} تا" in page) == ((head, officer, head), True)


def test_administrator_makes_one_for_anybody(client, administrator, head, officer):
    client.force_login(administrator)

    client.post(SECTION + "add/", typed(head, officer))

    assert Deputy.objects.get().made_by == administrator


def test_case_about_the_head_leaves_who_is_made_their_deputy(client, administrator, office, officer, head):
    own_head = create_user(role="head", unit=office)
    ticket = create_ticket(unit=office, respondent_user=own_head, assignee=officer)
    client.force_login(administrator)

    client.post(SECTION + "add/", typed(own_head, officer))

    ticket.refresh_from_db()
    assert (ticket.unit, ticket.events.latest("pk").by) == (head.unit, administrator)


def test_days_moved_to_today_count_at_once(client, administrator, office, officer, head):
    own_head, next_day = create_user(role="head", unit=office), today() + timedelta(days=1)
    ticket = create_ticket(unit=office, respondent_user=own_head, assignee=officer)
    client.force_login(administrator)
    client.post(SECTION + "add/", typed(own_head, officer, first=next_day, last=next_day))
    ticket.refresh_from_db()
    before = ticket.unit

    client.post(f"{SECTION}{Deputy.objects.get().pk}/change/", typed(own_head, officer))

    ticket.refresh_from_db()
    assert (before, ticket.unit) == (office, head.unit)


def test_people_of_elsewhere_are_refused(desk, head, officer, other_officer, other_office):
    other_head = create_user(role="head", unit=other_office)

    for person, deputy in ((head, other_officer), (other_head, officer), (other_officer, officer)):
        assert desk.post(SECTION + "add/", typed(person, deputy)).status_code == 200

    assert not Deputy.objects.exists()


def test_deputy_from_above_is_refused(desk, head, officer):
    answer = desk.post(SECTION + "add/", typed(officer, head))

    assert (answer.status_code, Deputy.objects.exists()) == (200, False)


def test_second_deputy_of_the_same_days_is_refused_in_words(desk, head, officer, colleague):
    desk.post(SECTION + "add/", typed(head, officer))

    page = desk.post(SECTION + "add/", typed(head, colleague, last=today() + timedelta(days=9))).content.decode()

    assert (Deputy.objects.count(), "در برخی از این روزها" in page) == (1, True)


def test_others_rows_are_not_found(desk, other_officer, other_office):
    row = Deputy.objects.create(
        person=create_user(role="head", unit=other_office),
        deputy=other_officer,
        first_on=today(),
        last_on=today(),
        made_by=other_officer,
    )

    assert [desk.get(f"{SECTION}{row.pk}/{page}").status_code for page in ("change/", "delete/")] == [404, 404]


def test_officer_finds_no_such_section(client, officer):
    client.force_login(officer)

    assert [client.get(SECTION).status_code, client.get(SECTION + "add/").status_code] == [404, 404]


@pytest.mark.parametrize("absent", [True, False])
def test_page_of_a_person_says_who_stands_in_for_whom(desk, head, officer, colleague, absent):
    person, deputy = (officer, colleague) if absent else (colleague, officer)
    Deputy.objects.create(person=person, deputy=deputy, first_on=today(), last_on=today(), made_by=head)

    page = (
        desk.get(f"/admin/units/user/{officer.pk}/change/").content.decode().replace("<bdi>", "").replace("</bdi>", "")
    )

    day = format_date(today())
    assert f"{deputy} از {day} تا {day} جانشین {person} است." in page
