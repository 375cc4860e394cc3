import os
import signal
from contextlib import closing

import psycopg2
import pytest

from deploy.postgres import Postgres


def query(url, statement, *parameters):
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def process_id(server):
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def test_second_start_finds_the_data(postgres):
    query(postgres.start(), "CREATE TABLE greeting AS SELECT 'سلام' AS word")
    postgres.stop()

    url = postgres.start()

    assert query(url, "SELECT word FROM greeting") == [("سلام",)]


def test_start_reuses_a_running_server(postgres):
    postgres.start()
    first = process_id(postgres)

    postgres.start()

    assert process_id(postgres) == first


def test_start_recovers_what_was_committed_before_kill_9(postgres):
    query(postgres.start(), "CREATE TABLE survivor AS SELECT 1 AS number")
    os.kill(process_id(postgres), signal.SIGKILL)

    url = postgres.start()

    assert query(url, "SELECT number FROM survivor") == [(1,)]


def test_start_ignores_a_process_number_that_now_is_another_programs(postgres):
    postgres.start()
    state = (postgres.data / "postmaster.pid").read_text()
    postgres.stop()
    (postgres.data / "postmaster.pid").write_text(state.replace(state.splitlines()[0], str(os.getpid()), 1))

    url = postgres.start()

    assert query(url, "SELECT 1") == [(1,)]


def test_nothing_answers_after_stop(postgres):
    url = postgres.start()

    postgres.stop()

    assert not postgres.running()
    with pytest.raises(psycopg2.OperationalError, match="Connection refused"):
        psycopg2.connect(url)


def test_server_keeps_what_the_promise_to_the_citizen_rests_on(postgres):
    url = postgres.start()

    settings = (
        "SELECT name, setting FROM pg_settings WHERE name IN ('data_checksums', 'synchronous_commit') ORDER BY 1"
    )

    assert query(url, settings) == [("data_checksums", "on"), ("synchronous_commit", "on")]


def test_persian_words_resemble_each_other(postgres):
    url = postgres.start()
    query(url, "CREATE EXTENSION pg_trgm")

    [(similarity,)] = query(url, "SELECT similarity(%s, %s)", "دبستان شهید بهشتی", "دبستان بهشتی")

    assert similarity > 0.5


def test_server_listens_on_this_machine_only_and_wants_the_password(postgres):
    url = postgres.start()

    assert query(url, "SHOW listen_addresses") == [("127.0.0.1",)]
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(url.replace(url.split(":")[2].split("@")[0], "wrong"))


def test_second_launcher_of_the_same_folder_finds_the_server(postgres):
    url = postgres.start()

    assert Postgres(postgres.data.parent).start() == url
