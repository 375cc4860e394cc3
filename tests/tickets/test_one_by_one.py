"""Rows worked on one after the other: what fails leaves nothing behind and stops nothing."""

import pytest

from tests.factories import create_ticket
from tickets.models import Ticket
from tickets.one_by_one import taken


@pytest.mark.parametrize("did_something", [True, False])
def test_what_did_something_counts(db, did_something):
    assert taken(lambda done: done, did_something, failing="never") == int(did_something)


def test_what_fails_leaves_nothing_is_logged_and_does_not_count(reference, caplog):
    def break_down(unit):
        create_ticket(unit=unit)
        raise ValueError("broken")

    assert taken(break_down, None, failing="Row 7 failed") == 0

    assert Ticket.objects.count() == 0
    assert ("Row 7 failed" in caplog.text, "ValueError: broken" in caplog.text) == (True, True)
