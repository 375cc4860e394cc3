"""Handing over the open cases of who may not work on them any more."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.delivery import deliver
from tickets.models import Event, Notification, Ticket
from tickets.workflow import NotAllowed, Status
from units.models import User

from .conftest import NOW


def disable(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def cases_of(person, count=3, **further):
    return [create_ticket(unit=person.unit, assignee=person, submitted_at=NOW, **further) for _ in range(count)]


def assignees(tickets):
    return [Ticket.objects.get(pk=ticket.pk).assignee for ticket in tickets]


def test_cases_of_who_left_go_to_a_colleague(officer, colleague, head):
    tickets = cases_of(officer)
    disable(officer)

    done = lifecycle.hand_over(person=officer, to=colleague, by=head, now=NOW)

    assert (done, assignees(tickets)) == ((3, 0), [colleague] * 3)
    events = Event.objects.filter(name=Event.Name.ASSIGNED)
    told = {"assignee": colleague.pk, "from": officer.pk, "cases": 3}
    assert [(event.by, event.details) for event in events] == [(head, told)] * 3


def test_without_a_colleague_they_wait_in_the_queue(officer, head, office):
    tickets = cases_of(officer)
    disable(officer)

    assert lifecycle.hand_over(person=officer, by=head, now=NOW) == (0, 3)
    assert assignees(tickets) == [None] * 3
    assert {Ticket.objects.get(pk=ticket.pk).unit for ticket in tickets} == {office}


def test_who_may_work_on_keeps_everything(officer, colleague, head):
    tickets = cases_of(officer)

    assert lifecycle.hand_over(person=officer, to=colleague, by=head, now=NOW) == (0, 0)
    assert (assignees(tickets), Event.objects.filter(name="assigned").exists()) == ([officer] * 3, False)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"unit": None}])
def test_each_way_of_leaving_counts(officer, head, change):
    cases_of(officer)
    User.objects.filter(pk=officer.pk).update(**change)

    assert lifecycle.hand_over(person=officer, by=head, now=NOW) == (0, 3)


def test_move_to_another_unit_leaves_the_cases_of_the_old_one(officer, colleague, head, other_office):
    cases_of(officer)
    User.objects.filter(pk=officer.pk).update(unit=other_office)
    here = create_ticket(unit=other_office, assignee=officer)

    assert lifecycle.hand_over(person=officer, to=colleague, by=head, now=NOW) == (3, 0)
    assert assignees([here]) == [officer]


def test_lost_role_leaves_all_and_lost_clearance_the_sensitive_ones(officer, head):
    officer.groups.add(Group.objects.get(name="cleared"))
    plain, sensitive = cases_of(officer, 1)[0], cases_of(officer, 1, sensitive=True)[0]

    officer.groups.remove(Group.objects.get(name="cleared"))
    first = lifecycle.hand_over(person=officer, by=head, now=NOW)
    kept = assignees([plain, sensitive])
    officer.groups.clear()
    second = lifecycle.hand_over(person=officer, by=head, now=NOW)

    assert (first, kept, second) == ((0, 1), [officer, None], (0, 1))


def test_what_the_colleague_may_not_see_waits_in_the_queue(officer, colleague, head):
    plain, sensitive, about = (
        *cases_of(officer, 1),
        *cases_of(officer, 1, sensitive=True),
        *cases_of(officer, 1, respondent_user=colleague),
    )
    disable(officer)

    assert lifecycle.hand_over(person=officer, to=colleague, by=head, now=NOW) == (1, 2)
    assert assignees([plain, sensitive, about]) == [colleague, None, None]


@pytest.mark.parametrize("who", ["other_officer", "head"])
def test_nobody_of_another_unit_gets_them(request, officer, head, who):
    cases_of(officer)
    disable(officer)

    assert lifecycle.hand_over(person=officer, to=request.getfixturevalue(who), by=head, now=NOW) == (0, 3)


def test_nothing_is_handed_to_oneself(officer, head):
    with pytest.raises(NotAllowed):
        lifecycle.hand_over(person=officer, to=officer, by=head, now=NOW)


def test_what_is_answered_stays_theirs(officer, head):
    (ticket,) = cases_of(officer, 1, status=Status.ANSWERED)
    disable(officer)

    assert lifecycle.hand_over(person=officer, by=head, now=NOW) == (0, 0)
    assert assignees([ticket]) == [officer]


def test_unread_words_of_the_citizen_stay_unread(officer, head):
    (ticket,) = cases_of(officer, 1)
    Ticket.objects.update(citizen_wrote_at=NOW)
    disable(officer)

    lifecycle.hand_over(person=officer, by=head, now=NOW)

    ticket.refresh_from_db()
    assert ticket.citizen_wrote_at == NOW


@pytest.mark.parametrize("count", [2, 300])
def test_one_notice_and_as_many_questions_for_many_as_for_few(officer, colleague, head, count):
    cases_of(officer, count)
    disable(officer)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        lifecycle.hand_over(person=officer, to=colleague, by=head, now=NOW)

    assert (len(asked), Notification.objects.get().recipient) == (11, f"user:{colleague.pk}")


def test_notice_says_how_many_and_names_none(officer, colleague, head):
    tickets = cases_of(officer)
    disable(officer)
    lifecycle.hand_over(person=officer, to=colleague, by=head, now=NOW)

    deliver(notification_id=Notification.objects.get().pk, now=NOW)

    (sent,) = mail.outbox
    assert ("۳ پرونده" in sent.subject, [ticket.number in sent.body for ticket in tickets]) == (True, [False] * 3)


def test_unit_is_told_of_what_is_nobodys(officer, colleague, head, office):
    cases_of(officer)
    disable(officer)

    lifecycle.hand_over(person=officer, by=head, now=NOW)

    assert {notice.recipient for notice in Notification.objects.all()} == {f"unit:{office.pk}", f"user:{colleague.pk}"}


def test_returned_proposal_of_who_left_is_told_to_the_unit(officer, colleague, head, office):
    (ticket,) = cases_of(officer, 1, status=Status.IN_REVIEW)
    lifecycle.propose(ticket=ticket, text="پاسخ", outcome="upheld", by=officer, now=NOW)
    disable(officer)
    lifecycle.hand_over(person=officer, by=head, now=NOW)

    event = lifecycle.send_back(ticket=ticket, text="کوتاه‌تر", by=head, now=NOW)

    told = {notice.recipient for notice in Notification.objects.filter(event=event)}
    assert told == {f"unit:{office.pk}", f"user:{colleague.pk}"}


def test_left_behind_is_empty_for_somebody_new(office):
    assert not lifecycle.left_behind(create_user(role="officer", unit=office)).exists()
