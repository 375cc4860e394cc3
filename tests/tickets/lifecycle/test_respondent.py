"""Who may change the mark of the colleague complained of, once it is set."""

import pytest
from django.utils import timezone

from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.workflow import NotAllowed


def test_officer_does_not_lift_a_mark_by_setting_another(office, officer, colleague):
    ticket = create_ticket(unit=office, respondent_user=colleague)
    third = create_user(role="officer", unit=office)

    with pytest.raises(NotAllowed):
        lifecycle.name_respondent(ticket=ticket, respondent=third, by=officer, now=timezone.now())

    ticket.refresh_from_db()
    assert ticket.respondent_user == colleague


def test_head_sets_another(office, head, officer, colleague):
    ticket = create_ticket(unit=office, respondent_user=colleague)

    lifecycle.name_respondent(ticket=ticket, respondent=officer, by=head, now=timezone.now())

    ticket.refresh_from_db()
    assert ticket.respondent_user == officer
