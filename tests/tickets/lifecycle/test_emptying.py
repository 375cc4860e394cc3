"""The last member of a unit leaves: its open cases pass to the unit above, however many they are."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.delivery import deliver
from tickets.models import Event, Notification, Proposal, Ticket
from tickets.workflow import Outcome, Status
from units.models import User

from .conftest import NOW


def leave(officer, by=None):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    return lifecycle.leave_the_empty(unit=officer.unit, by=by, now=NOW)


def units_of(*tickets):
    return [Ticket.objects.get(pk=ticket.pk).unit for ticket in tickets]


def test_all_open_cases_of_the_empty_unit_go_up(officer, office, head):
    mine = create_ticket(unit=office, assignee=officer, status=Status.IN_REVIEW)
    nobodys, answered = create_ticket(unit=office), create_ticket(unit=office, status=Status.ANSWERED)

    assert leave(officer, by=head) == 2

    mine.refresh_from_db()
    event = mine.events.latest("pk")
    assert (units_of(mine, nobodys, answered), mine.assignee, mine.status) == (
        [head.unit, head.unit, office],
        None,
        Status.ROUTED,
    )
    assert (event.name, event.by, event.from_unit, event.unit) == (Event.Name.TRANSFERRED, head, office, head.unit)
    assert (event.from_status, event.to_status) == (Status.IN_REVIEW, Status.ROUTED)
    assert event.details == {"reasons": ["unit_without_staff"], "cases": 2}


def test_nothing_moves_while_somebody_is_there(officer, colleague, office, head):
    ticket = create_ticket(unit=office, assignee=officer)

    assert (leave(officer), units_of(ticket)) == (0, [office])


def test_what_the_last_colleague_may_not_see_goes_up(officer, colleague, office, head):
    plain, sensitive, about = (
        create_ticket(unit=office),
        create_ticket(unit=office, sensitive=True),
        create_ticket(unit=office, respondent_user=colleague),
    )

    assert (leave(officer), units_of(plain, sensitive, about)) == (2, [office, head.unit, head.unit])


def test_cases_stay_where_nobody_is_above(officer, office):
    ticket = create_ticket(unit=office)

    assert (leave(officer), units_of(ticket)) == (0, [office])


def test_what_is_about_the_directorate_itself_stays(inspector, directorate):
    create_user(role="head", unit=directorate)
    ticket = create_ticket(unit=inspector.unit, about=directorate)

    assert (leave(inspector), units_of(ticket)) == (0, [inspector.unit])


def test_question_to_the_citizen_stays_asked(officer, office, head):
    waiting, other = create_ticket(unit=office, status=Status.AWAITING_CITIZEN), create_ticket(unit=office)

    assert leave(officer) == 2
    assert set(Ticket.objects.values_list("status", "unit")) == {
        (Status.AWAITING_CITIZEN, head.unit_id),
        (Status.ROUTED, head.unit_id),
    }
    assert units_of(waiting, other) == [head.unit] * 2


def test_proposals_and_questions_to_the_new_unit_end(officer, office, head):
    ticket = create_ticket(unit=office)
    lifecycle.propose(ticket=ticket, text="پاسخ", outcome=Outcome.UPHELD, by=officer, now=NOW)
    asked = {"purpose": "question", "question": "؟", "due_on": NOW.date()}
    lifecycle.consult(ticket=ticket, units=[head.unit], **asked, by=officer, now=NOW)

    leave(officer)

    assert (Proposal.objects.pending().exists(), ticket.consultations.open().exists()) == (False, False)


def test_unread_words_of_the_citizen_stay_unread(officer, office, head):
    ticket = create_ticket(unit=office)
    Ticket.objects.update(citizen_wrote_at=NOW)

    leave(officer, by=head)

    ticket.refresh_from_db()
    assert ticket.citizen_wrote_at == NOW


@pytest.mark.parametrize("count", [2, 300])
def test_one_notice_and_as_many_questions_for_many_as_for_few(officer, office, head, count):
    for _case in range(count):
        create_ticket(unit=office)

    with CaptureQueriesContext(connection) as asked:
        leave(officer)

    told = {notice.recipient for notice in Notification.objects.filter(event__name=Event.Name.TRANSFERRED)}
    assert (len(asked), f"user:{head.pk}" in told) == (14, True)


@pytest.mark.parametrize(("count", "words"), [(3, "۳ "), (1, "۱۴۰۵-")])
def test_notice_says_how_many_and_names_only_a_single_one(officer, office, head, count, words):
    for _case in range(count):
        create_ticket(unit=office, submitted_at=NOW)
    leave(officer)

    deliver(notification_id=Notification.objects.get(recipient=f"user:{head.pk}").pk, now=NOW)

    assert words in mail.outbox[0].subject
