import os
import signal

import pytest
import redis


@pytest.fixture
def client(valkey):
    with redis.Redis.from_url(valkey.start(), decode_responses=True) as client:
        yield client


def test_second_start_finds_the_data(valkey, client):
    client.set("key", "کلید")
    valkey.stop()

    with redis.Redis.from_url(valkey.start(), decode_responses=True) as second:
        assert second.get("key") == "کلید"


def test_start_reuses_a_running_server(valkey, client):
    first = client.info("server")["process_id"]

    valkey.start()

    assert client.info("server")["process_id"] == first


def test_start_replaces_a_killed_server(valkey, client):
    os.kill(client.info("server")["process_id"], signal.SIGKILL)
    valkey.stop()

    with redis.Redis.from_url(valkey.start()) as second:
        assert second.ping() is True


def test_messages_are_written_down_and_never_evicted(client):
    assert client.config_get("appendonly", "maxmemory-policy") == {
        "appendonly": "yes",
        "maxmemory-policy": "noeviction",
    }


def test_password_is_wanted(valkey, client):
    address = valkey.url.rpartition("@")[2]

    with redis.Redis.from_url(f"redis://{address}") as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()
