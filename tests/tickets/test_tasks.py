"""Doorbells: what Celery is really told, what a broker that is away costs, and that each task makes its one call."""

import socket
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from deploy.ports import HOST
from tests.factories import create_ticket
from tests.processes import MOMENT, closed_port, ringing_at, running_broker
from tickets import tasks
from tickets.models import Draft, Notification

LIMIT = 60  # seconds a task may take: CELERY_TASK_TIME_LIMIT


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    with running_broker(tmp_path_factory.mktemp("broker")) as broker:
        yield broker


@contextmanager
def black_hole(backlog):
    """A port that takes connections and never answers; with `backlog` 0 it is full, and does not even take them."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind((HOST, 0))
        listener.listen(backlog)
        if not backlog:
            for caller in (first, second):
                caller.setblocking(False)
                caller.connect_ex(listener.getsockname())
        yield f"redis://{HOST}:{listener.getsockname()[1]}/0"


def seconds_of_a_wake():
    began = time.monotonic()
    tasks.wake(tasks.route_ticket, ticket_id=1)
    return time.monotonic() - began


def test_wake_puts_each_task_into_its_queue(broker):
    broker.client.flushall()
    with ringing_at(broker.url):
        tasks.wake(tasks.route_ticket, ticket_id=1)
        tasks.wake(tasks.deliver, notification_id=1)
        tasks.wake(tasks.sweep)

    assert {queue: broker.client.llen(queue) for queue in ("routing", "notices", "celery")} == {
        "routing": 1,
        "notices": 1,
        "celery": 1,
    }


def test_closed_port_costs_nothing_and_is_noted(caplog):
    with closed_port() as port, ringing_at(f"redis://{HOST}:{port}/0"):
        seconds = seconds_of_a_wake()

    assert seconds < MOMENT
    assert caplog.messages[0].startswith("The broker did not answer; the sweep takes over")


@pytest.mark.parametrize("backlog", [0, 10])
def test_silent_broker_costs_a_second_once(backlog, caplog):
    with black_hole(backlog) as url, ringing_at(url):
        seconds = seconds_of_a_wake()
        seconds_of_a_wake()

    assert seconds < MOMENT
    assert len(caplog.messages) == 1  # the second time it was not even called


def test_full_broker_is_forgiven_too(tmp_path, caplog):
    with running_broker(tmp_path) as full:
        full.client.config_set("maxmemory", 1)
        with ringing_at(full.url):
            tasks.wake(tasks.route_ticket, ticket_id=1)

    assert caplog.messages[0].startswith("The broker did not answer; the sweep takes over")


def test_broker_is_rung_again_after_its_rest(broker, monkeypatch):
    broker.client.flushall()
    monkeypatch.setattr(tasks, "REST_SECONDS", 0.1)
    with closed_port() as port, ringing_at(f"redis://{HOST}:{port}/0"):
        tasks.wake(tasks.sweep)
        resting = tasks.broker_rests_until
    time.sleep(max(0, resting - time.monotonic()))

    with ringing_at(broker.url):
        tasks.wake(tasks.sweep)

    assert broker.client.llen("celery") == 1


def test_worker_loses_no_task_it_has_not_finished():
    conf = current_app.conf

    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert (conf.task_time_limit, conf.task_soft_time_limit) == (LIMIT, 50)
    assert (tasks.route_ticket.acks_late, tasks.route_ticket.reject_on_worker_lost) == (True, True)
    assert (conf.broker_connection_max_retries, conf.worker_hijack_root_logger) == (None, False)


def test_transport_takes_the_options_it_is_given(broker):
    with ringing_at(broker.url) as app, app.connection_for_write() as connection:
        channel = connection.default_channel
        options = channel.client.connection_pool.connection_kwargs

        assert channel.visibility_timeout >= 2 * LIMIT
        assert channel.unacked_restore_throttle == 1
        assert (options["socket_connect_timeout"], options["socket_timeout"]) == (1, 1)


def test_beat_sweeps_and_cleans(settings):
    current_app.loader.import_default_modules()  # as a worker does when it starts
    schedule = {entry["task"]: entry for entry in current_app.conf.beat_schedule.values()}

    assert set(schedule) == {tasks.sweep.name, tasks.clean.name, "config.tasks.send_invitations"}
    assert schedule[tasks.sweep.name]["schedule"] == settings.SWEEP_SECONDS
    assert set(schedule) <= set(current_app.tasks)


def test_route_ticket_routes_and_survives_a_new_argument(reference):
    ticket = create_ticket()

    tasks.route_ticket(ticket_id=ticket.pk, colour="blue")

    ticket.refresh_from_db()
    assert ticket.status == "routed"


def test_deliver_sends(reference, mailoutbox):
    ticket = create_ticket(email="c@mail.example")
    notice = Notification.objects.create(
        ticket=ticket, event=ticket.events.get(), recipient="sender", channel="email", due_at=timezone.now()
    )

    tasks.deliver(notification_id=notice.pk, colour="blue")

    assert [message.to for message in mailoutbox] == [["c@mail.example"]]


def test_sweep_and_clean_do_their_one_thing(reference):
    now = timezone.now()
    ticket = create_ticket(submitted_at=now - timedelta(minutes=1))
    Draft.objects.create(system="complaints", content={}, created_at=now, expires_at=now)

    tasks.sweep(colour="blue")
    tasks.clean(colour="blue")

    ticket.refresh_from_db()
    assert (ticket.status, Draft.objects.count()) == ("routed", 0)
