"""Cases that nobody keeps: which they are, in what order, and the path they took."""

from datetime import timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import create_ticket, create_unit, create_user
from tickets.history import record
from tickets.models import Event, Ticket
from tickets.to_and_fro import wanderers
from tickets.workflow import Status

NOW = timezone.now()
PAGE = "/admin/work/to-and-fro/"


def passed(*units, name=Event.Name.TRANSFERRED, **ticket):
    """A case that went through `units`, as lifecycle leaves it."""
    case = create_ticket(unit=units[0], submitted_at=NOW - timedelta(days=9), **ticket)
    for hour, (origin, unit) in enumerate(pairwise(units)):
        case.unit = unit
        record(case, name, now=NOW - timedelta(hours=20 - hour), from_unit=origin, fields=["unit"])
    return case


@pytest.fixture
def places(district):
    """Four offices below one head, each with a name of one letter."""
    return [create_unit(parent=district, name_fa=name) for name in "ابپت"]


def found(**limit):
    return [(each.ticket.pk, each.times) for each in wanderers(Ticket.objects.all(), **({"most": 9} | limit))]


def test_three_moves_are_many_and_two_are_not(places):
    a, b, c, d = places
    wandering = passed(a, b, c, d)
    passed(a, b, c)

    assert found() == [(wandering.pk, 3)]


def test_what_came_back_counts_at_once(places):
    a, b, *_others = places
    back = passed(a, b, a)
    passed(a, b)

    assert found() == [(back.pk, 2)]


def test_objection_one_level_up_is_a_move(places):
    a, b, *_others = places
    back = passed(a, b, a, name=Event.Name.OBJECTED)

    assert found() == [(back.pk, 2)]


def test_only_open_cases_most_often_first(places):
    a, b, c, d = places
    often, seldom = passed(a, b, a, b, a), passed(a, b, a)
    closed = passed(a, b, c, d)
    Ticket.objects.filter(pk=closed.pk).update(status=Status.WITHDRAWN)

    assert found() == [(often.pk, 4), (seldom.pk, 2)]
    assert found(most=1) == [(often.pk, 4)]


def test_path_names_the_units_in_order(places):
    a, b, _c, _d = places
    passed(a, b, a)

    (wanderer,) = wanderers(Ticket.objects.all(), most=9)

    assert wanderer.path == [a, b, a]


def rows(client, user):
    client.force_login(user)
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    return [[" ".join(cell.get_text().split()) for cell in row.select("td")] for row in page.select("tbody tr")]


def test_page_says_what_it_is_how_long_it_takes_and_whose_turn_it_is(client, head, places):
    a, b, *_others = places
    ticket = passed(a, b, a)
    officer = create_user(role="officer", unit=a)
    mine = passed(a, b, a, assignee=officer)
    waiting = passed(a, b, a, status=Status.AWAITING_CITIZEN)
    Ticket.objects.filter(pk=mine.pk).update(due_on=ticket.due_on + timedelta(days=1))
    Ticket.objects.filter(pk=waiting.pk).update(due_on=ticket.due_on + timedelta(days=2))

    first, *others = rows(client, head)

    assert first == [f"{ticket.topic.title} شکایت", "جابه‌جایی: ۲ بار", "ا ب ا", "در جریان: ۹ روز", "نوبت: ا"]
    assert [row[-1] for row in others] == [f"نوبت: {officer}", "نوبت: شهروند"]


def test_sensitive_case_is_not_named(client, head, places):
    a, b, *_others = places
    passed(a, b, a, sensitive=True)

    assert rows(client, head)[0][0] == "پروندهٔ حساس شکایت"


def test_cases_out_of_sight_are_not_listed(client, head, places, other_office, district):
    a, b, *_others = places
    passed(other_office, a, other_office)
    passed(a, b, a, about=district)

    assert rows(client, head) == []


def test_list_ends_after_fifty(client, head, places):
    a, b, *_others = places
    for _ in range(51):
        passed(a, b, a)

    assert len(rows(client, head)) == 50
    assert "پنجاه" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow_with_the_cases(client, head, places, count, django_assert_num_queries):
    a, b, *_others = places
    for _ in range(count):
        passed(a, b, a, b)
    client.force_login(head)

    with django_assert_num_queries(7):
        client.get(PAGE)
