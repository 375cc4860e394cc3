"""A case in a unit, and the moments at which things happen to it."""

from datetime import date, datetime

import pytest

from persian.dates import TEHRAN
from tests.factories import create_ticket
from tickets.models import ClockReason

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=TEHRAN)  # Sunday 8 Azar 1405
DUE = date(2026, 12, 20)  # Sunday 29 Azar: weekly rest on Thursdays and Fridays, no other day off between


@pytest.fixture
def ticket(office):
    """Registered on NOW, due 15 working days later."""
    return create_ticket(unit=office, mobile="09120000000", submitted_at=NOW, due_on=DUE)


@pytest.fixture
def explanation(reference):
    """The reason to stop the clock."""
    return ClockReason.objects.get(code="explanation")


@pytest.fixture
def visit(reference):
    """A reason to take more time."""
    return ClockReason.objects.get(code="site_visit")
