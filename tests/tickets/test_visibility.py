"""Who may see what: the table of architecture.md, row by row."""

import pytest

from tests.factories import create_ticket, create_topic, create_user
from tickets.models import Ticket
from tickets.workflow import Identity


def seen_by(user):
    return set(Ticket.objects.visible_to(user))


def acted_on_by(user):
    return set(Ticket.objects.handled_by(user))


@pytest.fixture
def tickets(unit, office):
    """One ticket in each of some units, and one that is not routed yet."""
    codes = ["d_q1.nongov", "d_q1", "d_q1.complaints", "d_q2.nongov", "d_q2", "finance", "complaints", "directorate"]
    found = {code: create_ticket(unit=unit(code)) for code in codes}
    found["unrouted"] = create_ticket()
    return found


def test_officer_sees_the_own_unit_only(tickets, officer):
    assert seen_by(officer) == acted_on_by(officer) == {tickets["d_q1.nongov"]}


def test_head_sees_the_own_unit_and_below(tickets, head):
    below = {tickets["d_q1"], tickets["d_q1.nongov"], tickets["d_q1.complaints"]}

    assert seen_by(head) == acted_on_by(head) == below


def test_district_inspector_sees_the_district_and_handles_the_own_office(tickets, district_inspector):
    assert seen_by(district_inspector) == {tickets["d_q1"], tickets["d_q1.nongov"], tickets["d_q1.complaints"]}
    assert acted_on_by(district_inspector) == {tickets["d_q1.complaints"]}


def test_inspector_of_the_directorate_sees_all_that_is_routed(tickets, inspector):
    assert seen_by(inspector) == set(tickets.values()) - {tickets["unrouted"]}
    assert acted_on_by(inspector) == {tickets["complaints"]}


def test_director_sees_all_and_handles_none(tickets, director):
    assert seen_by(director) == set(tickets.values())
    assert acted_on_by(director) == set()


@pytest.mark.parametrize("person", ["administrator", "superuser"])
def test_administrators_see_none_by_that_role(tickets, person, request):
    user = request.getfixturevalue(person)

    assert seen_by(user) == acted_on_by(user) == set()


@pytest.mark.parametrize("changes", [{"is_active": False}, {"is_staff": False}])
def test_who_has_left_sees_nothing(tickets, office, changes):
    user = create_user(role="officer", unit=office, **changes)

    assert seen_by(user) == set()


def test_officer_without_a_unit_sees_nothing(tickets):
    assert seen_by(create_user(role="officer")) == set()


@pytest.mark.parametrize("about", ["d_q1.nongov", "d_q1"])
def test_unit_complained_of_and_below_never_see_it(office, officer, head, unit, about):
    create_ticket(unit=office, about=unit(about))

    assert seen_by(officer) == set()
    assert seen_by(head) == (set() if about == "d_q1" else set(Ticket.objects.all()))


def test_about_outranks_the_inspector_too(complaints_office, inspector, directorate):
    create_ticket(unit=directorate, about=complaints_office)

    assert seen_by(inspector) == set()


def test_about_outranks_the_director_of_the_root(complaints_office, inspector, director, directorate):
    ticket = create_ticket(unit=complaints_office, about=directorate)

    assert seen_by(director) == set()
    assert seen_by(inspector) == {ticket}


def test_about_a_school_hides_nothing_from_the_district(office, officer, school):
    ticket = create_ticket(unit=office, about=school)

    assert seen_by(officer) == {ticket}


def test_respondent_never_sees_it(office, officer, colleague):
    ticket = create_ticket(unit=office, respondent_user=officer)

    assert seen_by(officer) == set()
    assert seen_by(colleague) == {ticket}


def test_sensitive_tickets_take_a_cleared_member(office, officer, head, inspector):
    ticket = create_ticket(unit=office, topic=create_topic(sensitive=True))

    assert seen_by(officer) == set()
    assert seen_by(head) == seen_by(inspector) == {ticket}


@pytest.mark.parametrize(
    ("identity", "may"), [(Identity.NAMED, True), (Identity.HIDDEN, False), (Identity.ANONYMOUS, False)]
)
def test_only_a_named_sender_is_opened(office, officer, director, identity, may):
    ticket = create_ticket(unit=office, identity=identity)

    assert ticket.sender.may_be_opened_by(officer) is may
    assert ticket.sender.may_be_opened_by(director) is False
