"""A head is complained of, and the only officer of the unit becomes their deputy: the case is not in the dark."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from persian.dates import today
from tests.factories import create_ticket, create_user
from tickets import lifecycle, sweep
from tickets.models import Event, Notification, Ticket
from tickets.workflow import Status
from units.models import Deputy, User

DAY = timedelta(days=1)


def stand_in(deputy, person, first=0, last=0):
    days = {"first_on": today() + first * DAY, "last_on": today() + last * DAY}
    return Deputy.objects.create(person=person, deputy=deputy, made_by=person, **days)


@pytest.fixture
def own_head(office):
    return create_user(role="head", unit=office)


@pytest.fixture
def about_head(officer, own_head):
    return create_ticket(unit=officer.unit, respondent_user=own_head, assignee=officer, status=Status.IN_REVIEW)


def bind():
    return lifecycle.bind_deputies(now=timezone.now())


def test_case_goes_to_the_unit_above_and_that_is_told(about_head, officer, own_head, head):
    stand_in(officer, own_head)

    assert bind() == 1

    about_head.refresh_from_db()
    event = about_head.events.latest("pk")
    assert (about_head.unit, about_head.assignee, event.name) == (head.unit, None, Event.Name.TRANSFERRED)
    assert Notification.objects.filter(event=event, recipient=f"user:{head.pk}").exists()
    assert Ticket.objects.handled_by(User.objects.get(pk=head.pk)).contains(about_head)


def test_case_stays_where_a_colleague_can_work_on_it_and_leaves_the_deputy(about_head, officer, own_head, colleague):
    stand_in(officer, own_head)

    bind()

    about_head.refresh_from_db()
    assert (about_head.unit, about_head.assignee) == (officer.unit, None)


@pytest.mark.parametrize("as_of", ["sweep", "a second time"])
def test_it_is_done_once(about_head, officer, own_head, head, as_of):
    stand_in(officer, own_head)
    if as_of == "sweep":
        sweep.sweep(now=timezone.now())
    else:
        bind()
    events = Event.objects.count()

    assert (bind(), Event.objects.count()) == (0, events)
    assert Ticket.objects.get().unit == head.unit


def test_deputyship_of_another_day_waits_for_it(about_head, officer, own_head, head):
    later = stand_in(officer, own_head, first=1, last=2)
    before = bind()

    Deputy.objects.filter(pk=later.pk).update(first_on=today())

    assert (before, bind()) == (0, 1)


def test_deputy_of_who_leads_nothing_is_bound_by_nothing(officer, colleague):
    ticket = create_ticket(unit=officer.unit, respondent_user=colleague, assignee=officer)
    stand_in(officer, colleague)

    assert bind() == 0
    assert Ticket.objects.get().assignee == officer
    assert Ticket.objects.handled_by(officer).contains(ticket)


def test_cases_of_others_stay(officer, own_head, about_head):
    plain = create_ticket(unit=officer.unit, assignee=officer)
    stand_in(officer, own_head)

    bind()

    plain.refresh_from_db()
    assert (plain.unit, plain.assignee) == (officer.unit, officer)


def test_deputy_of_the_head_of_the_directorate_loses_what_is_about_it(inspector, directorate):
    ticket = create_ticket(unit=inspector.unit, about=directorate, assignee=inspector)
    stand_in(inspector, create_user(role="head", unit=directorate))

    bind()

    ticket.refresh_from_db()
    assert (ticket.unit, ticket.assignee) == (inspector.unit, None)


def test_row_that_cannot_be_bound_holds_up_no_other(about_head, officer, own_head, head, other_officer, caplog):
    stuck = stand_in(officer, own_head)
    sound = stand_in(other_officer, create_user(role="head", unit=other_officer.unit))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'broken'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON tickets_event FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse()"
        )

    assert bind() == 1

    assert set(Deputy.objects.filter(is_bound=True)) == {sound}
    assert f"Deputyship {stuck.pk} was not bound" in caplog.text


def test_respondent_marked_while_their_deputy_is_alone_moves_the_case(officer, own_head, head):
    ticket = create_ticket(unit=officer.unit, status=Status.IN_REVIEW)
    stand_in(officer, own_head)

    lifecycle.name_respondent(ticket=ticket, respondent=own_head, by=head, now=timezone.now())

    ticket.refresh_from_db()
    assert ticket.unit == head.unit
