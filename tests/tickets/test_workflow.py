"""The table of moves."""

import pytest

from tickets.workflow import ALLOWED, OUTCOMES, Kind, NotAllowed, Status, check_move


def test_every_status_and_kind_is_in_the_tables():
    assert set(ALLOWED) == set(Status)
    assert set(OUTCOMES) == set(Kind)


@pytest.mark.parametrize("origin", Status)
@pytest.mark.parametrize("target", Status)
def test_only_allowed_moves_pass(origin, target):
    if target in ALLOWED[origin]:
        check_move(origin, target)
        return

    with pytest.raises(NotAllowed):
        check_move(origin, target)


def test_a_withdrawn_ticket_never_moves_again():
    assert ALLOWED[Status.WITHDRAWN] == set()


def test_answered_cannot_be_answered_again():
    assert Status.ANSWERED not in ALLOWED[Status.ANSWERED]
