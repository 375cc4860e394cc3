"""Counting so far and no further, many things at once."""

import pytest

from tests.factories import create_ticket
from tickets import counting
from tickets.counting import count_each, in_figures
from tickets.models import Ticket
from tickets.workflow import Status


@pytest.fixture
def five(office):
    return [create_ticket(unit=office, status=Status.ROUTED) for _each in range(5)]


def test_each_is_counted_by_itself_in_one_query(five, django_assert_num_queries):
    rows = Ticket.objects.order_by("due_on")
    wanted = {"all": rows, "two": rows.filter(pk__in=[five[0].pk, five[1].pk]), "closed": rows.filter(status="closed")}

    with django_assert_num_queries(1):
        assert count_each(wanted) == {"all": 5, "two": 2, "closed": 0}


def test_what_is_known_to_be_none_is_counted_without_asking(five, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert count_each({"none": Ticket.objects.none(), "nor": Ticket.objects.filter(pk__in=[])}) == {
            "none": 0,
            "nor": 0,
        }
    assert count_each({"none": Ticket.objects.none(), "all": Ticket.objects.all()}) == {"none": 0, "all": 5}
    assert count_each({}) == {}


@pytest.mark.parametrize(("most", "figures"), [(4, "۴+"), (5, "۵"), (99, "۵")])
def test_more_than_people_read_is_not_counted(monkeypatch, five, most, figures):
    monkeypatch.setattr(counting, "MOST", most)

    assert in_figures(count_each({"all": Ticket.objects.all()})["all"]) == figures
