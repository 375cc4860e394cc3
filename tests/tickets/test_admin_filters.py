"""The queue asked for one unit or one person, as the page of the unit's work does."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import create_ticket
from tests.tickets.desk import QUEUE, pks


def test_head_asks_for_the_cases_of_one_person_or_unit(seen_by, head, officer, colleague, office, unit):
    theirs = create_ticket(unit=office, assignee=officer)
    create_ticket(unit=office, assignee=colleague)
    elsewhere = create_ticket(unit=unit("d_q1.complaints"))

    assert pks(seen_by(head, f"{QUEUE}?assignee={officer.pk}")) == [theirs.pk]
    assert pks(seen_by(head, f"{QUEUE}?unit={elsewhere.unit_id}")) == [elsewhere.pk]
    assert pks(seen_by(head, f"{QUEUE}?unit={office.pk}&assignee={officer.pk}")) == [theirs.pk]


@pytest.mark.parametrize(
    "asked", ["unit={finance}", "assignee={stranger}", "unit=0", "unit=x", "assignee=" + "9" * 30]
)
def test_nobody_is_told_whether_other_units_and_people_exist(client, head, office, other_office, other_officer, asked):
    create_ticket(unit=office)
    client.force_login(head)

    page = client.get(f"{QUEUE}?{asked.format(finance=other_office.pk, stranger=other_officer.pk)}")

    assert len(page.context_data["cl"].rows) == 1
    assert str(other_officer) not in page.content.decode()


def test_person_asked_for_stands_in_the_box(client, head, officer, office):
    client.force_login(head)

    page = client.get(f"{QUEUE}?assignee={officer.pk}&unit={office.pk}&state=overdue").content.decode()

    chosen = BeautifulSoup(page, "html.parser").select(".boxes option[selected]")
    assert [option.text for option in chosen] == ["دیرکرد", office.name, str(officer)]


def test_officer_has_no_filter_by_person_or_unit(client, officer, colleague, office):
    create_ticket(unit=office)
    client.force_login(officer)

    page = client.get(f"{QUEUE}?assignee={colleague.pk}&unit={office.pk}")

    assert len(page.context_data["cl"].rows) == 1
    assert str(colleague) not in page.content.decode()
