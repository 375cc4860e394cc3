"""The cases of a page, read with what is said of them."""

import pytest

from tests.factories import create_complaint, create_ticket
from tickets.admin import listed
from tickets.models import Ticket


@pytest.mark.parametrize("cases", [1, 20])
def test_two_questions_tell_all_that_the_rows_say(officer, office, district, school, cases, django_assert_num_queries):
    for _each in range(cases):
        create_complaint(unit=office, district=district, school=school, assignee=officer)

    with django_assert_num_queries(2):
        for ticket in listed.read(Ticket.objects.select_related("topic", "assignee"), officer):
            said = (ticket.unit, ticket.district, ticket.school, ticket.assignee, ticket.topic.title)
            assert said[:4] == (office, district, school, officer)
            assert (ticket.has_files, ticket.awaits_approval, ticket.writers) == (False, False, [])


def test_unit_that_is_not_known_is_none(office):
    ticket = create_ticket(unit=office)

    (found,) = listed.with_units([Ticket.objects.get(pk=ticket.pk)])

    assert (found.unit, found.district, found.school, found.about) == (office, ticket.district, None, None)


def test_page_without_a_case_names_no_unit(officer):
    assert listed.read(Ticket.objects.all(), officer) == []
