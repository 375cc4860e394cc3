"""Reminding the assignee of a case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import create_ticket
from tickets import lifecycle
from tickets.models import Event, Notification
from tickets.workflow import NotAllowed, Status

NOW = timezone.now()


def remind(ticket, by, now=NOW):
    return lifecycle.remind(ticket=ticket, by=by, now=now)


def test_reminder_is_on_the_record_and_told_to_the_assignee_alone(officer, colleague, office):
    colleague.email = "colleague@edu.example"
    colleague.save()
    ticket = create_ticket(unit=office, assignee=colleague)

    event = remind(ticket, officer)

    assert (event.name, event.by, event.details) == (Event.Name.REMINDED, officer, {"assignee": colleague.pk})
    assert list(Notification.objects.values_list("recipient", flat=True)) == [f"user:{colleague.pk}"]


def test_reminder_comes_once_in_twelve_hours_for_each_assignee(officer, colleague, head, office):
    ticket = create_ticket(unit=office, assignee=colleague)
    remind(ticket, officer)

    with pytest.raises(NotAllowed, match="reminded"):
        remind(ticket, head, now=NOW + timedelta(hours=12) - timedelta(seconds=1))
    remind(ticket, head, now=NOW + timedelta(hours=12))

    assert ticket.events.filter(name=Event.Name.REMINDED).count() == 2


@pytest.mark.parametrize(
    ("status", "of", "refusal"),
    [
        (Status.ANSWERED, "colleague", "closed"),
        (Status.ROUTED, None, "nobody’s"),
        (Status.ROUTED, "officer", "one’s own"),
    ],
)
def test_nobody_is_reminded_of_what_is_closed_nobodys_or_their_own(request, officer, office, status, of, refusal):
    ticket = create_ticket(unit=office, status=status, assignee=of and request.getfixturevalue(of))

    with pytest.raises(NotAllowed, match=refusal):
        remind(ticket, officer)


def test_case_of_another_unit_is_not_reminded_of(other_officer, colleague, office):
    with pytest.raises(NotAllowed, match="not yours"):
        remind(create_ticket(unit=office, assignee=colleague), other_officer)
