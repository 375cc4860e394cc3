"""Which heads are told: those who lead the unit, and those above it where none of them can judge."""

from datetime import timedelta

import pytest
from django.utils import timezone

from persian.dates import today
from tests.factories import create_ticket, create_user
from tickets import lifecycle, notifications
from tickets.history import record
from tickets.models import Event, Notification
from tickets.workflow import Outcome
from units.models import Deputy, User


def told(event):
    return set(Notification.objects.filter(event=event).values_list("recipient", flat=True))


def proposed(ticket):
    return record(ticket, Event.Name.PROPOSED, now=timezone.now())


def test_heads_of_the_unit_are_told_and_nobody_above(office, officer, head):
    own = {create_user(role="head", unit=office, notify_by=choice) for choice in ("each", "none")}
    event = proposed(create_ticket(unit=office))

    notifications.tell_heads(event, now=timezone.now())

    assert told(event) == {f"user:{person.pk}" for person in own}


def test_head_of_the_nearest_unit_above_is_told_where_the_unit_has_none(office, officer, head, directorate):
    create_user(role="head", unit=directorate)
    event = proposed(create_ticket(unit=office))

    notifications.tell_heads(event, now=timezone.now())

    assert told(event) == {f"user:{head.pk}"}


def test_head_who_left_or_is_complained_of_is_passed_over(office, head, directorate):
    create_user(role="head", unit=office, is_active=False)
    above = create_user(role="head", unit=directorate)
    event = proposed(create_ticket(unit=office, respondent_user=head))

    notifications.tell_heads(event, now=timezone.now())

    assert told(event) == {f"user:{above.pk}"}


@pytest.fixture
def above(directorate):
    return create_user(role="head", unit=directorate)


def stand_in(person, deputy, day=None):
    """`deputy` stands in for `person` on the day given, else today."""
    days = {"first_on": day or today(), "last_on": day or today()}
    return Deputy.objects.create(person=person, deputy=deputy, made_by=person, **days)


def proposed_by(by, **further):
    return record(create_ticket(unit=by.unit, **further), Event.Name.PROPOSED, by=by, now=timezone.now())


def test_own_proposal_of_a_deputy_is_told_to_the_head_above_as_well(officer, colleague, head, above):
    stand_in(head, officer)
    events = [proposed_by(officer), proposed_by(colleague)]

    for event in events:
        notifications.tell_heads(event, now=timezone.now())

    posts = {f"user:{head.pk}", f"user:{officer.pk}"}
    assert [told(event) for event in events] == [posts | {f"user:{above.pk}"}, posts]


def test_own_proposal_is_told_nobody_above_where_the_head_is_there_or_is_one_of_two(officer, head, above):
    stand_in(head, officer, today() - timedelta(days=1))
    alone = proposed_by(officer)
    notifications.tell_heads(alone, now=timezone.now())
    Deputy.objects.all().delete()
    stand_in(head, officer)
    second = create_user(role="head", unit=head.unit)
    with_second = proposed_by(officer)
    notifications.tell_heads(with_second, now=timezone.now())

    assert told(alone) == {f"user:{head.pk}"}
    assert told(with_second) == {f"user:{head.pk}", f"user:{officer.pk}", f"user:{second.pk}"}


@pytest.mark.parametrize("change", [{"unit": None}, {"is_active": False}])
def test_head_above_is_told_where_the_deputy_leads_nothing_any_more(officer, colleague, head, above, change):
    stand_in(head, officer)
    User.objects.filter(pk=officer.pk).update(**change)
    event = proposed_by(colleague)

    notifications.tell_heads(event, now=timezone.now())

    assert {f"user:{head.pk}", f"user:{above.pk}"} <= told(event)


def test_head_above_is_told_of_what_the_deputy_may_not_read(officer, head, above):
    stand_in(head, officer)
    event = record(create_ticket(unit=officer.unit, sensitive=True), Event.Name.ESCALATED, now=timezone.now())

    notifications.tell_heads(event, now=timezone.now())

    assert f"user:{above.pk}" in told(event)


def test_head_above_who_is_told_may_approve_it(officer, head, above):
    stand_in(head, officer)
    officer.unit.needs_approval = True
    officer.unit.save(update_fields=["needs_approval"])
    ticket = create_ticket(unit=officer.unit)
    proposal = {"text": "بررسی شد.", "outcome": Outcome.UPHELD, "by": User.objects.get(pk=officer.pk)}

    event = lifecycle.propose(ticket=ticket, now=timezone.now(), **proposal)

    assert f"user:{above.pk}" in told(event)
    assert lifecycle.approve(ticket=ticket, by=above, now=timezone.now()).name == Event.Name.ANSWERED


def test_nobody_is_told_where_nobody_leads(office, officer):
    event = proposed(create_ticket(unit=office))

    notifications.tell_heads(event, now=timezone.now())

    assert told(event) == set()
