"""A real worker: a file is examined within moments; a lost broker and a killed worker cost it a sweep."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.files.genuine import photo
from tests.files.hostile_pictures import webp_of_one_colour
from tests.processes import ringing_at, running_broker, running_worker, wait_until
from tests.tickets.attachments.sending import upload
from tickets.attachments.receiving import receive
from tickets.models import Attachment, Draft

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("processes")]
SLOW = webp_of_one_colour(side=7000)  # seconds of work in 30 bytes


@pytest.fixture
def broker(tmp_path):
    with running_broker(tmp_path) as broker, ringing_at(broker.url):
        yield broker


@pytest.fixture
def start_worker(broker, tmp_path):
    """Start a worker on the queue of files: `with start_worker("name") as worker:`."""
    module = os.environ["DJANGO_SETTINGS_MODULE"]  # `settings` knows it no more once a fixture has changed one of them
    return lambda name, **options: running_worker(
        tmp_path / name, redis_url=broker.url, DJANGO_SETTINGS_MODULE=module, **options
    )


@pytest.fixture
def send(transactional_db):
    """Send a file as a browser does, now: `send(name, content)`."""
    now = timezone.now()
    draft = Draft.objects.create(system="complaints", content={}, created_at=now, expires_at=now + timedelta(hours=24))
    return lambda name, content: receive(upload(name, content), draft=draft, now=timezone.now())


def status():
    return Attachment.objects.get().status


def test_worker_examines_a_file_at_once(send, start_worker, stored):
    with start_worker("worker", queues="files", beat=False) as worker:
        send("a.jpg", photo())
        wait_until(lambda: status() == "ready", worker.log.read_text)
        wait_until(lambda: Attachment.objects.get().due_at is None, worker.log.read_text)

    assert stored() == ["cleaned", "thumbnail"]


def test_sweep_takes_over_where_the_broker_was_lost(send, broker, start_worker):
    with start_worker("worker") as worker:
        broker.stop()
        send("a.jpg", photo())
        while_away = status()
        broker.start()
        wait_until(lambda: status() == "ready", worker.log.read_text)

    assert (while_away, Attachment.objects.get().attempts) == ("pending", 1)


def test_worker_killed_over_a_file_leaves_it_to_the_next(send, start_worker, stored):
    with start_worker("worker", beat=False) as worker:
        send("a.webp", SLOW)
        wait_until(lambda: status() == "checking", worker.log.read_text)
        worker.kill()
    left = status(), stored()
    Attachment.objects.update(due_at=timezone.now())  # the minutes of the claim pass
    with start_worker("successor") as successor:
        wait_until(lambda: status() == "ready", successor.log.read_text)
        wait_until(lambda: Attachment.objects.get().due_at is None, successor.log.read_text)

    assert left == ("checking", ["original"])
    assert (Attachment.objects.get().attempts, stored()) == (2, ["cleaned", "thumbnail"])
