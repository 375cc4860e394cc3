"""What a system wants before a case is answered is asked for, and only then."""

import pytest

from suggestions.assessing import assess
from tests.factories import create_suggestion
from tickets import lifecycle
from tickets.lifecycle import NotReady
from tickets.models import Ticket
from tickets.workflow import Outcome, Status

from .conftest import NOW


def test_answer_waits_for_what_its_system_wants(office, head):
    ticket = create_suggestion(unit=office, submitted_at=NOW)
    answer = {"text": "خوب است.", "outcome": Outcome.ACCEPTED, "by": head, "now": NOW}

    with pytest.raises(NotReady):
        lifecycle.answer(ticket=ticket, **answer)
    assess(ticket=ticket, effect=4, cost=2, feasibility=5, by=head, now=NOW)
    lifecycle.answer(ticket=ticket, **answer)

    assert Ticket.objects.get().status == Status.ANSWERED
