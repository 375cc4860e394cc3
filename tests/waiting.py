"""Waiting until another connection waits: what happens at the same moment, made certain."""

from time import monotonic, sleep

from django.db import connection

PATIENCE = 8  # s; under lock_timeout


def wait_for_waiting(number):
    """Until so many connections to this database wait for a lock."""
    deadline = monotonic() + PATIENCE
    query = (
        "SELECT pg_stat_clear_snapshot(), count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with connection.cursor() as cursor:
        while cursor.execute(query) or cursor.fetchone()[1] < number:
            assert monotonic() < deadline, "nobody came to wait"
            sleep(0.05)
