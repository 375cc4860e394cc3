"""The benchmark's own database, beside the development data on the same server."""

from contextlib import closing

import psycopg2

NAME = "portal_million"


def own_url(url):
    """DATABASE_URL of the benchmark, from that of the development database."""
    return f"{url.rpartition('/')[0]}/{NAME}"


def make_anew(url):
    """Drop the benchmark's database, if there is one, and make it empty. `url` is the development database's."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True  # neither statement may stand in a transaction
        cursor = connection.cursor()
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")


def migrate():
    """Tables, reference data and schools."""
    from django.core.management import call_command

    from config.demo.schools import invent_schools

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    invent_schools()
