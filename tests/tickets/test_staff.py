"""Who could work on a ticket, and who decides where no head may."""

import pytest
from django.utils import timezone

from persian.dates import today
from tests.factories import create_ticket, create_topic, create_user
from tickets import lifecycle
from tickets.admin.standing import Standing
from tickets.models import Notification, Ticket
from tickets.staff import able_staff, decides_for_heads, heads_over, leads
from tickets.workflow import CloseReason, NotAllowed, Outcome, Status
from units.models import Deputy, User

NOW = timezone.now()
ANSWER = {"text": "بررسی شد.", "outcome": Outcome.UPHELD, "now": NOW}


@pytest.fixture
def root_head(directorate):
    return create_user(role="head", unit=directorate)


@pytest.fixture
def clerk(complaints_office):
    """An officer beside the inspectors."""
    return create_user(role="officer", unit=complaints_office)


@pytest.fixture
def about_root(complaints_office, directorate, root_head, inspector):
    """About the directorate itself, on a topic that wants approval: its heads are those complained of."""
    return create_ticket(unit=complaints_office, about=directorate, topic=create_topic(needs_approval=True))


def test_inspector_approves_what_no_head_may(about_root, clerk, inspector):
    event = lifecycle.propose(ticket=about_root, by=clerk, **ANSWER)

    lifecycle.approve(ticket=about_root, by=inspector, now=NOW)

    about_root.refresh_from_db()
    assert about_root.status == Status.ANSWERED
    assert [notice.recipient for notice in Notification.objects.filter(event=event)] == [f"user:{inspector.pk}"]


def test_inspector_returns_what_no_head_may(about_root, clerk, inspector):
    lifecycle.propose(ticket=about_root, by=clerk, **ANSWER)

    assert Standing(about_root, inspector, NOW).decides_the_proposal
    assert lifecycle.send_back(ticket=about_root, text="کوتاه‌تر", by=inspector, now=NOW).name == "returned"


def test_inspector_answers_and_closes_without_a_second_one(about_root, inspector):
    assert not lifecycle.needs_approval(about_root, inspector)
    closing = {"reason": CloseReason.DUPLICATE, "text": "پیش‌تر فرستاده‌اید.", "now": NOW}

    lifecycle.close(ticket=about_root, by=inspector, **closing)

    about_root.refresh_from_db()
    assert about_root.status == Status.CLOSED


def test_officer_beside_an_inspector_still_needs_approval(about_root, clerk):
    with pytest.raises(NotAllowed):
        lifecycle.answer(ticket=about_root, by=clerk, **ANSWER)
    lifecycle.propose(ticket=about_root, by=clerk, **ANSWER)

    assert not Standing(about_root, clerk, NOW).decides_the_proposal
    with pytest.raises(NotAllowed):
        lifecycle.approve(ticket=about_root, by=clerk, now=NOW)


def test_head_of_the_complaints_office_decides_before_its_inspectors(about_root, inspector, complaints_office):
    head = create_user(role="head", unit=complaints_office)

    assert list(heads_over(about_root)) == [head]
    assert [leads(person, about_root) for person in (head, inspector)] == [True, False]
    assert lifecycle.needs_approval(about_root, inspector)


def test_head_above_decides_what_is_about_others(complaints_office, root_head, inspector):
    ticket = create_ticket(unit=complaints_office)

    assert (list(heads_over(ticket)), decides_for_heads(inspector, ticket)) == ([root_head], False)


def test_inspector_decides_where_the_only_head_is_complained_of_in_person(complaints_office, root_head, inspector):
    ticket = create_ticket(unit=complaints_office, respondent_user=root_head)

    assert decides_for_heads(inspector, ticket)


def test_inspector_decides_nothing_of_other_units(office, inspector, reference):
    assert not decides_for_heads(inspector, create_ticket(unit=office))
    assert not decides_for_heads(inspector, create_ticket())


def test_inspector_takes_more_time_as_a_head_does(about_root, inspector, clerk):
    assert [leads(person, about_root) for person in (inspector, clerk)] == [True, False]
    assert not Standing(about_root, inspector, NOW).needs_head_to_extend


@pytest.mark.parametrize("accused", ["respondent_user", "about"])
def test_who_stands_in_for_a_head_complained_of_cannot_work_on_it_today(accused, complaints_office, clerk, root_head):
    whom = {"respondent_user": root_head, "about": root_head.unit}
    ticket = create_ticket(unit=complaints_office, **{accused: whom[accused]})
    before = able_staff(ticket).contains(clerk)

    days = {"first_on": today(), "last_on": today()}
    Deputy.objects.create(person=root_head, deputy=clerk, made_by=root_head, **days)

    assert (before, able_staff(ticket).contains(clerk)) == (True, False)
    assert not Ticket.objects.handled_by(User.objects.get(pk=clerk.pk)).exists()
    assert able_staff(create_ticket(unit=complaints_office)).contains(clerk)
