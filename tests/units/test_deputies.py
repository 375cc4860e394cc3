"""Standing in for somebody: what it confers, to whom, where, and on which days only."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from persian.dates import today
from tests.factories import create_ticket, create_user
from tests.tickets.lifecycle.conftest import NOW
from tickets import lifecycle
from tickets.models import Event, Notification, Ticket
from tickets.workflow import NotAllowed, Status
from units.models import Deputy, User

DAY = timedelta(days=1)
LEADS = {"tickets.lead_unit", "tickets.view_ticket_below"}


def stand_in(deputy, person, *, first=None, last=None):
    first = first or today()
    return Deputy.objects.create(person=person, deputy=deputy, first_on=first, last_on=last or today(), made_by=person)


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def in_district(district):
    """A case that lies with the district itself, out of sight of its office."""
    return create_ticket(unit=district, status=Status.IN_REVIEW)


def test_deputy_of_a_head_leads_and_sees_what_the_head_leads(officer, head, in_district):
    before = Ticket.objects.handled_by(fresh(officer)).count()

    stand_in(officer, head)

    now = fresh(officer)
    assert (before, list(Ticket.objects.handled_by(now))) == (0, [in_district])
    assert now.role_permissions - now.own_permissions == LEADS


@pytest.mark.parametrize(("first", "last"), [(-3, -1), (1, 3)])
def test_it_confers_nothing_on_other_days(officer, head, in_district, first, last):
    stand_in(officer, head, first=today() + first * DAY, last=today() + last * DAY)

    assert (fresh(officer).posts, Ticket.objects.visible_to(fresh(officer)).exists()) == ([], False)


def test_it_confers_no_clearance_hidden_name_or_keeping_of_people(officer, head, district):
    create_ticket(unit=district, sensitive=True)
    stand_in(officer, head)

    now = fresh(officer)
    held = [now.holds(each) for each in ("tickets.view_sensitive", "tickets.reveal_sender", "units.keep_own_people")]
    assert (held, Ticket.objects.visible_to(now).exists()) == ([False] * 3, False)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"unit": None}])
def test_head_out_of_service_confers_nothing(officer, head, change):
    stand_in(officer, head)

    User.objects.filter(pk=head.pk).update(**change)

    assert fresh(officer).posts == []


def test_deputy_moved_elsewhere_leads_nothing(officer, head, other_office):
    stand_in(officer, head)

    User.objects.filter(pk=officer.pk).update(unit=other_office)

    assert (fresh(officer).posts, fresh(officer).holds("tickets.lead_unit")) == ([], False)


def test_who_does_not_work_on_cases_leads_nothing(head, office):
    clerk = create_user(role="reception", unit=office)
    stand_in(clerk, head)

    assert fresh(clerk).role_permissions & LEADS == set()


@pytest.mark.parametrize("role", ["officer", "inspector", "director"])
def test_only_heads_are_led_for(officer, role, office):
    stand_in(officer, create_user(role=role, unit=office))

    assert (fresh(officer).posts, len(fresh(officer).stands_in_for)) == ([], 1)


def test_deputy_of_a_deputy_gets_nothing(officer, colleague, head):
    stand_in(officer, head)
    stand_in(colleague, officer)

    assert fresh(colleague).posts == []


def test_who_stands_in_is_bound_as_the_head_is(officer, head, office, district):
    create_ticket(unit=office, respondent_user=head)
    create_ticket(unit=office, about=district)
    before = Ticket.objects.visible_to(fresh(officer)).count()

    stand_in(officer, head)

    assert (before, Ticket.objects.visible_to(fresh(officer)).count()) == (1, 0)


def test_nobody_approves_their_own_words_as_a_deputy(officer, colleague, head, office):
    office.needs_approval = True
    office.save()
    mine, theirs = (create_ticket(unit=office, status=Status.IN_REVIEW) for _ in range(2))
    lifecycle.propose(ticket=mine, text="پاسخ", outcome="upheld", by=officer, now=NOW)
    lifecycle.propose(ticket=theirs, text="پاسخ", outcome="upheld", by=colleague, now=NOW)
    stand_in(officer, head)

    for step in (
        lambda: lifecycle.approve(ticket=mine, by=fresh(officer), now=NOW),
        lambda: lifecycle.answer(ticket=mine, text="پاسخ", outcome="upheld", by=fresh(officer), now=NOW),
    ):
        with pytest.raises(NotAllowed):
            step()
    event = lifecycle.approve(ticket=theirs, by=fresh(officer), now=NOW)

    assert (event.name, event.by, event.details) == (Event.Name.ANSWERED, officer, {"for": head.pk})


def test_history_says_for_whom_only_where_it_was_needed(officer, head, office, in_district):
    own = create_ticket(unit=office)
    stand_in(officer, head)

    events = [lifecycle.note(ticket=each, text="یادداشت", by=fresh(officer), now=NOW) for each in (own, in_district)]

    assert [event.details for event in events] == [{}, {"for": head.pk}]


def test_notices_for_the_absent_reach_the_deputy(officer, colleague, office):
    Deputy.objects.create(person=officer, deputy=colleague, first_on=NOW.date(), last_on=NOW.date(), made_by=officer)
    ticket = create_ticket(unit=office, assignee=officer, submitted_at=NOW)

    lifecycle.remind(ticket=ticket, by=colleague, now=NOW)
    on_the_day = {notice.recipient for notice in Notification.objects.all()}
    Notification.objects.all().delete()
    lifecycle.remind(ticket=ticket, by=colleague, now=NOW + DAY)

    assert on_the_day == {f"user:{officer.pk}", f"user:{colleague.pk}"}
    assert [notice.recipient for notice in Notification.objects.all()] == [f"user:{officer.pk}"]


def test_permissions_cost_one_question_and_one_more_for_those_with_posts(
    officer, colleague, head, django_assert_num_queries
):
    stand_in(officer, head)

    for person, questions in ((fresh(officer), 2), (fresh(colleague), 1)):
        with django_assert_num_queries(questions):
            person.holds("tickets.lead_unit")
            person.posts  # noqa: B018


@pytest.mark.parametrize(("first", "last"), [(0, 3), (3, 3), (-2, 0), (1, 2)])
def test_one_deputy_at_a_time(officer, colleague, head, first, last):
    stand_in(officer, head, last=today() + 3 * DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        stand_in(colleague, head, first=today() + first * DAY, last=today() + last * DAY)

    stand_in(colleague, head, first=today() + 4 * DAY, last=today() + 5 * DAY)


def test_nobody_is_their_own_deputy_nor_ends_before_beginning(officer, head):
    for wrong in ((head, head, today()), (officer, head, today() - DAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            stand_in(wrong[0], wrong[1], last=wrong[2])
