"""The page of the unit's work: whose it is, that its figures are those of the queue, and what it costs."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from persian.dates import today
from persian.digits import to_ascii_digits
from tests.factories import create_ticket, create_unit, create_user
from tests.tickets.desk import QUEUE
from tickets.workflow import Status
from units.models import Deputy

WORK = "/admin/work/"
TO_AND_FRO = "/admin/work/to-and-fro/"
TODAY, YESTERDAY, LATER = today(), today() - timedelta(days=1), today() + timedelta(days=30)


def soup(client, user, address=WORK):
    client.force_login(user)
    return BeautifulSoup(client.get(address).content, "html.parser")


def lines(table):
    """{name of a unit or person: [its figures]}."""
    found = {}
    for row in table.select("tbody tr"):
        figures = [int(to_ascii_digits(cell.get_text().split()[0])) for cell in row.select("td")]
        found[" ".join(row.th.get_text().split())] = figures
    return found


@pytest.fixture
def cases(office, officer):
    """Cases of every column, most of them an officer's."""
    begun = Status.IN_REVIEW
    return [
        create_ticket(unit=office, due_on=YESTERDAY, status=begun, assignee=officer),
        create_ticket(unit=office, due_on=TODAY, status=begun, assignee=officer),
        create_ticket(unit=office, due_on=LATER),
        create_ticket(unit=office, due_on=LATER, status=Status.AWAITING_CITIZEN, assignee=officer),
        create_ticket(unit=office, status=Status.ANSWERED, assignee=officer),
    ]


def test_units_and_people_have_their_figures(client, head, officer, colleague, office, district, cases):
    page = soup(client, head, f"{WORK}?unit={office.pk}")

    units, people = page.select(".figures")
    assert lines(units) == {district.name: [0, 0, 0, 0, 0], office.name: [4, 1, 1, 1, 1]}
    assert lines(people) == {
        "بدون مسئول": [1, 1, 0, 0, 0],
        str(officer): [3, 0, 1, 1, 1],
        str(colleague): [0, 0, 0, 0, 0],
    }


def test_deputy_of_a_head_reads_what_the_head_does(client, head, officer, office, district, cases):
    days = {"first_on": TODAY, "last_on": TODAY}
    Deputy.objects.create(person=head, deputy=officer, made_by=head, **days)

    units = soup(client, officer).select_one(".figures")

    assert list(lines(units)) == [district.name, office.name]


def test_every_figure_leads_to_as_many_cases(client, head, office, cases):
    page = soup(client, head, f"{WORK}?unit={office.pk}")

    links = page.select(".figures td a")
    counts = [int(to_ascii_digits(link.get_text().split()[0])) for link in links]
    assert [len(client.get(link["href"]).context_data["cl"].rows) for link in links] == counts
    assert len(links) == 11


def test_own_unit_is_shown_until_another_is_chosen(client, head, district, office, other_office, officer):
    own, chosen = soup(client, head), soup(client, head, f"{WORK}?unit={office.pk}")
    strange = soup(client, head, f"{WORK}?unit={other_office.pk}")

    assert [page.select_one("#people").text for page in (own, chosen, strange)] == [
        district.name,
        office.name,
        district.name,
    ]
    assert chosen.select_one(".figures .shown").th.get_text(strip=True) == office.name


def test_inspector_reads_all_they_oversee_and_a_head_the_own_units(
    client, district_inspector, head, office, other_office, officer, other_officer
):
    create_ticket(unit=other_office)

    of_district = lines(soup(client, district_inspector).select_one(".figures"))
    assert office.name in of_district
    assert other_office.name not in of_district
    assert other_office.name not in lines(soup(client, head).select_one(".figures"))


def test_head_of_one_office_sees_its_people_at_once(client, office, officer):
    page = soup(client, create_user(role="head", unit=office))

    assert len(page.select(".figures")) == 1


def test_what_is_kept_from_the_reader_is_not_counted(client, head, office, district, cases):
    create_ticket(unit=office, about=district)
    create_ticket(unit=office, respondent_user=head)

    assert lines(soup(client, head).select_one(".figures"))[office.name][0] == 4


@pytest.mark.parametrize("gone", ["left", "moved"])
def test_cases_of_who_is_gone_are_still_seen(client, head, office, other_office, gone):
    person = create_user(role="officer", unit=office if gone == "left" else other_office, is_active=gone == "moved")
    create_ticket(unit=office, assignee=person)

    table = soup(client, head, f"{WORK}?unit={office.pk}").select(".figures")[-1]
    create_ticket(unit=office)

    people, found = lines(table), client.get(table.select_one("td a")["href"]).context_data["cl"].rows
    assert len(found) == 1
    assert people == {f"{person} دیگر در این واحد نیست": [1, 1, 0, 0, 0]}


def test_unit_where_nobody_works_on_cases_says_so(client, head, office):
    create_user(unit=office)

    page = soup(client, head, f"{WORK}?unit={office.pk}")

    assert "کسی در این واحد کار نمی‌کند" in page.select_one(".nothing").text


@pytest.mark.parametrize("address", [WORK, TO_AND_FRO])
@pytest.mark.parametrize(
    ("reader", "status"),
    [("head", 200), ("inspector", 200), ("officer", 404), ("director", 404), ("administrator", 404)],
)
def test_only_heads_and_inspectors_find_it(client, request, reader, status, address):
    client.force_login(request.getfixturevalue(reader))

    menu = client.get(QUEUE).content.decode()

    assert client.get(address).status_code == status
    assert (f'href="{WORK}"' in menu) == (status == 200)


@pytest.mark.parametrize("role", ["head", "inspector"])
def test_head_without_a_unit_does_not_find_it(client, reference, role):
    client.force_login(create_user(role=role))

    assert client.get(WORK).status_code == 404


def test_who_only_works_on_cases_still_begins_at_the_queue(client, head):
    client.force_login(head)

    assert client.get("/admin/").url == QUEUE


@pytest.mark.parametrize(("offices", "members"), [(1, 1), (40, 10)])
def test_queries_do_not_grow_with_units_and_people(
    client, head, district, offices, members, django_assert_num_queries
):
    for _ in range(offices):
        office = create_unit(parent=district)
        for _ in range(members):
            create_ticket(unit=office, assignee=create_user(unit=office), due_on=TODAY)
    client.force_login(head)

    with django_assert_num_queries(9):
        client.get(f"{WORK}?unit={office.pk}")
