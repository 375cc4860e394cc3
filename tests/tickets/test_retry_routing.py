"""`manage.py retry_routing`: the way back for a case that routing gave up."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from tests.factories import create_ticket
from tickets import sweep
from tickets.models import RoutingRule, Ticket


def give_up_after_every_attempt():
    for hours in range(sweep.MAX_ATTEMPTS + 1):
        sweep.sweep(now=timezone.now() + timedelta(hours=hours))


def test_case_that_was_given_up_is_routed_once_the_rules_are_right(reference):
    rules = list(RoutingRule.objects.all())
    RoutingRule.objects.all().delete()
    ticket = create_ticket(submitted_at=timezone.now() - timedelta(hours=1))
    give_up_after_every_attempt()
    assert list(Ticket.objects.given_up()) == [ticket]

    RoutingRule.objects.bulk_create(rules)
    said = StringIO()
    call_command("retry_routing", stdout=said)
    sweep.sweep(now=timezone.now())

    ticket.refresh_from_db()
    assert (said.getvalue(), ticket.status) == ("Cases to be routed again: 1.\n", "routed")


def test_cases_on_their_way_are_left_alone(reference):
    waiting = create_ticket(submitted_at=timezone.now())
    Ticket.objects.update(routing_attempts=3)

    call_command("retry_routing", stdout=StringIO())

    waiting.refresh_from_db()
    assert waiting.routing_attempts == 3
