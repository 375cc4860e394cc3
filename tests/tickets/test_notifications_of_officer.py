"""Whoever has a case in hand is told in person; its unit where that is nobody who could still act on it."""

import pytest
from django.utils import timezone

from tests.factories import create_ticket, create_user
from tickets import notifications
from tickets.history import record
from tickets.models import Event, Notification


@pytest.mark.parametrize(
    ("has_it", "told"),
    [
        ("officer", ["officer"]),
        ("nobody", ["unit", "officer"]),
        ("left", ["unit", "officer"]),
        ("moved", ["unit", "officer"]),
    ],
)
def test_officer_or_else_the_unit_is_told(office, other_office, officer, has_it, told):
    gone = {"left": {"unit": office, "is_active": False}, "moved": {"unit": other_office}}
    assignee = (
        officer if has_it == "officer" else create_user(role="officer", **gone[has_it]) if has_it in gone else None
    )
    ticket = create_ticket(unit=office, assignee=assignee)
    event = record(ticket, Event.Name.REMINDED, now=timezone.now())

    notifications.tell_officer(event, now=timezone.now())

    addresses = {"unit": f"unit:{office.pk}", "officer": f"user:{officer.pk}"}
    recipients = Notification.objects.filter(event=event).values_list("recipient", flat=True)
    assert set(recipients) == {addresses[one] for one in told}
