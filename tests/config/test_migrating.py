"""How long the statements of a migration may take."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_migrate


def timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


@pytest.fixture
def seen():
    """What holds once the migrations begin, each time the signal is sent."""
    values = []

    def look(**_signal):
        values.append(timeout())

    pre_migrate.connect(look)
    yield values
    pre_migrate.disconnect(look)


def test_migrations_may_take_their_time_and_nothing_after_them(db, seen):
    before = timeout()

    call_command("migrate", verbosity=0)

    assert (before, set(seen), timeout()) == ("15s", {"0"}, "15s")
