"""A topic becomes sensitive while its cases are open: who may not see them any more, and who must take them over."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.factories import create_ticket, create_topic, create_user
from tests.tickets.desk import words_of
from tests.waiting import wait_for_waiting
from tickets import routing, sensitivity
from tickets.admin.story import events_of, tell
from tickets.models import Event, Notification, Ticket
from tickets.workflow import Status

PASSED_UP = "در آن واحد کسی نیست که به پرونده رسیدگی کند؛ پس به واحد بالاتر رسید."


@pytest.fixture
def topic(db):
    return create_topic()


@pytest.fixture
def ticket(topic, office, officer):
    return create_ticket(topic=topic, unit=office, status=Status.IN_REVIEW, assignee=officer)


@pytest.fixture
def root_head(directorate):
    return create_user(role="head", unit=directorate)


def becomes_sensitive(topic, by):
    topic.sensitive = True
    topic.save()
    return sensitivity.become_sensitive(topic=topic, by=by, now=timezone.now())


def test_case_leaves_a_unit_where_nobody_is_cleared(topic, ticket, administrator, root_head, office):
    assert becomes_sensitive(topic, administrator) == 1

    ticket.refresh_from_db()
    event = ticket.events.latest("pk")
    assert (ticket.unit, ticket.assignee, ticket.status) == (root_head.unit, None, Status.ROUTED)
    assert (event.name, event.by, event.from_unit, event.unit) == (
        Event.Name.TRANSFERRED,
        administrator,
        office,
        root_head.unit,
    )
    assert tell(ticket, events_of(ticket))[0].reasons == (PASSED_UP,)
    assert Notification.objects.filter(event=event, recipient=f"user:{root_head.pk}").exists()
    assert Ticket.objects.handled_by(root_head).contains(ticket)


def test_case_stays_where_somebody_is_cleared_and_leaves_a_colleague_who_is_not(topic, ticket, administrator, office):
    cleared = create_user(role="head", unit=office)

    becomes_sensitive(topic, administrator)

    ticket.refresh_from_db()
    event = ticket.events.latest("pk")
    assert (ticket.unit, ticket.assignee, ticket.status) == (office, None, Status.IN_REVIEW)
    assert (event.name, event.by, event.details) == (Event.Name.ASSIGNED, administrator, {"assignee": None})
    assert Ticket.objects.handled_by(cleared).contains(ticket)


def test_assignee_who_is_cleared_keeps_the_case(topic, administrator, office):
    cleared = create_user(role="head", unit=office)
    ticket = create_ticket(topic=topic, unit=office, assignee=cleared)
    before = ticket.events.count()

    becomes_sensitive(topic, administrator)

    ticket.refresh_from_db()
    assert (ticket.sensitive, ticket.assignee, ticket.events.count()) == (True, cleared, before)


def test_person_complained_of_does_not_count_as_cleared(topic, administrator, office, root_head):
    accused = create_user(role="head", unit=office)
    tickets = [create_ticket(topic=topic, unit=office, respondent_user=person) for person in (accused, None)]

    becomes_sensitive(topic, administrator)

    for ticket in tickets:
        ticket.refresh_from_db()
    assert [ticket.unit for ticket in tickets] == [root_head.unit, office]


def test_case_about_the_directorate_itself_never_goes_there(topic, administrator, complaints_office, root_head):
    ticket = create_ticket(topic=topic, unit=complaints_office, about=root_head.unit)

    becomes_sensitive(topic, administrator)

    ticket.refresh_from_db()
    assert (ticket.sensitive, ticket.unit) == (True, complaints_office)


def test_case_in_a_unit_out_of_use_goes_above_it(topic, ticket, administrator, office, root_head):
    create_user(role="head", unit=office)
    office.is_active = False
    office.save()

    becomes_sensitive(topic, administrator)

    ticket.refresh_from_db()
    assert ticket.unit == root_head.unit
    assert tell(ticket, events_of(ticket))[0].reasons == (PASSED_UP,)


def test_case_stays_where_nobody_anywhere_is_cleared_and_its_officer_loses_it(topic, ticket, administrator, office):
    becomes_sensitive(topic, administrator)

    ticket.refresh_from_db()
    assert (ticket.unit, ticket.assignee, ticket.events.latest("pk").name) == (office, None, Event.Name.ASSIGNED)


def test_answered_cases_and_those_not_yet_routed_are_covered_and_stay(topic, administrator, office, root_head):
    answered = create_ticket(topic=topic, unit=office, status=Status.ANSWERED, outcome="upheld")
    waiting = create_ticket(topic=topic)
    events = Event.objects.count()

    assert becomes_sensitive(topic, administrator) == 2

    answered.refresh_from_db()
    waiting.refresh_from_db()
    assert (answered.sensitive, answered.unit, waiting.sensitive, waiting.unit) == (True, office, True, None)
    assert Event.objects.count() == events


def test_a_second_time_nothing_is_left_to_do(topic, ticket, administrator, root_head):
    becomes_sensitive(topic, administrator)
    events = Event.objects.count()

    assert (becomes_sensitive(topic, administrator), Event.objects.count()) == (0, events)


def test_questions_do_not_grow_with_the_cases_that_stay(topic, administrator, office, django_assert_num_queries):
    create_user(role="head", unit=office)
    for many in (1, 30):
        for _case in range(many):
            create_ticket(topic=topic, unit=office)
        with django_assert_num_queries(7):
            sensitivity.become_sensitive(topic=topic, by=administrator, now=timezone.now())


def test_officer_of_the_unit_above_reads_why_the_case_is_there(client, topic, ticket, administrator, root_head):
    becomes_sensitive(topic, administrator)
    client.force_login(root_head)

    page = words_of(client.get(f"/admin/tickets/ticket/{ticket.pk}/change/"))

    assert PASSED_UP in page


@pytest.fixture
def other_hand():
    """Runs a function in another thread, on a connection of its own."""
    with ThreadPoolExecutor(1) as hand:
        yield hand
        hand.submit(lambda: connection.close()).result()


@pytest.fixture
def uncleared(unit):
    """Whom routing would give a case of `topic` while that is not sensitive."""
    return create_user(role="officer", unit=unit("complaints"))


@pytest.mark.django_db(transaction=True)
def test_case_that_arrives_while_its_topic_becomes_sensitive_is_covered(
    topic, other_hand, root_head, uncleared, administrator
):
    ticket = create_ticket(topic=topic)

    with transaction.atomic():
        becomes_sensitive(topic, administrator)
        arrival = other_hand.submit(routing.route, ticket_id=ticket.pk, now=timezone.now())
        wait_for_waiting(1)
    event = arrival.result()

    ticket.refresh_from_db()
    assert (ticket.sensitive, event.unit) == (True, root_head.unit)
    assert not Ticket.objects.visible_to(uncleared).contains(ticket)


@pytest.mark.django_db(transaction=True)
def test_topic_waits_for_the_case_that_is_being_routed_and_takes_it_along(
    topic, other_hand, root_head, uncleared, administrator
):
    ticket = create_ticket(topic=topic)

    with transaction.atomic():
        arrived = routing.route(ticket_id=ticket.pk, now=timezone.now()).unit
        change = other_hand.submit(becomes_sensitive, topic, administrator)
        wait_for_waiting(1)
    assert change.result() == 1

    ticket.refresh_from_db()
    assert (ticket.sensitive, arrived, ticket.unit) == (True, uncleared.unit, root_head.unit)
