"""The table of moves."""

import pytest
from django.db import InternalError, connection, transaction

from tests.factories import create_ticket
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


@pytest.mark.parametrize("origin", Status)
def test_the_database_knows_the_same_table(office, origin):
    """Whatever passes by `tickets.history.record` is refused all the same."""
    moves = {
        target for target in Status if target == origin or _database_lets(create_ticket(unit=office), origin, target)
    }

    assert moves == ALLOWED[origin] | {origin}


def _database_lets(ticket, origin, target):
    """Does the database let `ticket`, put into the state `origin` by force, go on to `target`?"""
    facts = "answered_at = now(), closed_at = now(), outcome = 'upheld'"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
        cursor.execute(f"UPDATE tickets_ticket SET status = %s, {facts} WHERE id = %s", [origin.value, ticket.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
        try:
            with transaction.atomic():
                cursor.execute("UPDATE tickets_ticket SET status = %s WHERE id = %s", [target.value, ticket.pk])
        except InternalError:
            return False
    return True
