"""Cases of six years, spread as a province's would be: few offices have most, three in a hundred are open."""

import random

from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from tickets.models import Message, SearchWord, Ticket

from .cases import Cases
from .copying import continue_ids
from .people import create_people
from .texts import Texts

A_FLUSH = 20_000
SETTINGS = (
    "SET statement_timeout = 0",
    "SET maintenance_work_mem = '1GB'",
    # Foreign keys, checked row by row, would cost longer than all the rest. The tests build with them.
    "SET session_replication_role = replica",
)
LEARN_WORDS = """
    INSERT INTO tickets_searchword (word)
    SELECT word FROM ts_stat('SELECT search_vector FROM tickets_ticket') WHERE word ~ '^[^\\W\\d_]{3,40}$'
    ON CONFLICT DO NOTHING
"""


def build(*, tickets, seed):
    """Fill the empty database of the connection; takes minutes."""
    with connection.cursor() as cursor:
        for setting in SETTINGS:
            cursor.execute(setting)
    indexes = [(model, index) for model in (Ticket, SearchWord) for index in model._meta.indexes]
    with connection.schema_editor() as editor:
        for model, index in indexes:
            editor.remove_index(model, index)
    fill(tickets=tickets, seed=seed)
    with connection.schema_editor() as editor:
        for model, index in indexes:
            editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE tickets_ticket IS %s", [f"seed {seed}"])  # for the figures to name
        cursor.execute("VACUUM ANALYZE")


def fill(*, tickets, seed):
    """The rows alone. The same `seed` makes the same cases."""
    create_people()
    # Nothing secret is drawn from it.
    chance = random.Random(seed)  # noqa: S311 # nosec B311
    cases = Cases(chance=chance, texts=Texts(chance, texts=tickets), now=timezone.now())
    for number in tqdm(range(tickets), desc="Cases", unit="", disable=None):
        cases.add(number + 1, age=1 - number / tickets)
        if number % A_FLUSH == A_FLUSH - 1:
            cases.flush()
    cases.flush()
    continue_ids(Ticket, Message)
    with connection.cursor() as cursor:
        cursor.execute(LEARN_WORDS)
