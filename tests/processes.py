"""
Real processes for tests: a Celery worker with beat, a mail server that keeps what it gets, a broker of the test's own.

Each is a context manager, and leaves no process behind whatever happens inside. The worker works in the test's own
database, so such tests are transactional (`transactional_db`), marked `worker`, all in the xdist group "processes".
"""

import asyncio
import contextlib
import email
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from email.policy import default as email_policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from aiosmtpd.controller import Controller
from celery import Celery
from django.conf import settings
from django.db import connection

from config.celery import app as portal
from deploy.ports import HOST, free_port
from deploy.valkey import find_program
from tickets import tasks

ROOT = Path(__file__).resolve().parent.parent
QUEUES = "routing,notices,files,celery"
PATIENCE = 120  # seconds; a few will do, but not on a machine with other work
MOMENT = 10  # seconds; one or two will do, and who sets no limit to waiting waits for minutes


def wait_until(true, why, *, seconds=PATIENCE):
    """Ask `true()` until it says something true, and return that; fail with `why` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := true()):
        if time.monotonic() > deadline:
            pytest.fail(why() if callable(why) else why)
        time.sleep(0.05)
    return answer


@contextlib.contextmanager
def closed_port():
    """A port that refuses connections, and that nobody can take meanwhile."""
    with socket.socket() as holder:
        holder.bind((HOST, 0))
        yield holder.getsockname()[1]


def database_url():
    """DATABASE_URL of the database this test works in."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


class Worker:
    """A Celery worker process with beat in it, working on the queues given."""

    def __init__(self, folder, *, redis_url, queues=QUEUES, beat=True, **variables):
        folder.mkdir(parents=True)
        self.log = folder / "worker.log"
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-l", "INFO", "-c", "2", "-Q", queues]
        command += ["-n", f"{folder.name}@%h", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        if beat:
            command += ["-B", "-s", str(folder / "schedule")]
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            "DATABASE_URL": database_url(),
            "REDIS_URL": redis_url,
            "SWEEP_SECONDS": "1",
        }
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment | variables,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that one signal reaches the worker, its children and beat
            )

    def said(self, words):
        """Whether `words` are in its log."""
        return words in self.log.read_text()

    def wait_until_ready(self):
        """Return when it takes tasks."""
        wait_until(lambda: self.said(" ready."), lambda: f"No worker: {self.log.read_text()}")

    def kill(self):
        """`kill -9`, it and all its children, as the kernel does when memory runs out."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def kill_children(self):
        """`kill -9` the processes that do its work; it may fork new ones."""
        pid = self._process.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)


@contextlib.contextmanager
def running_worker(folder, *, redis_url, **options):
    """A Worker that is ready (`folder` must not exist yet); killed at the end."""
    worker = Worker(folder, redis_url=redis_url, **options)
    try:
        worker.wait_until_ready()
        yield worker
    finally:
        worker.kill()


class MailServer:
    """
    A real SMTP server. `received` holds the messages in the order they came, `accepted` those it answered with 250.

    `reply` may be replaced: it is called with the message, in a thread of its own, before the server answers, and
    returns the answer.
    """

    def __init__(self):
        self.received: list[EmailMessage] = []
        self.accepted: list[EmailMessage] = []
        self.connections = 0
        self.reply = lambda message: "250 OK"
        self.port = free_port()

    @property
    def url(self):
        """EMAIL_URL for the processes that shall send here."""
        return f"smtp://{HOST}:{self.port}"

    def sent_to(self, address):
        """The accepted messages to `address`."""
        return [message for message in self.accepted if message["To"] == address]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd's name
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        message = email.message_from_bytes(envelope.content, policy=email_policy)
        self.received.append(message)
        answer = await asyncio.to_thread(self.reply, message)
        if answer.startswith("250"):
            self.accepted.append(message)
        return answer


@contextlib.contextmanager
def running_mail_server():
    """A MailServer that takes mail until the end."""
    server = MailServer()
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd's: each line of each conversation
    controller = Controller(server, hostname=HOST, port=server.port, ready_timeout=PATIENCE)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


class Broker:
    """A Valkey that keeps nothing on disk, always on the same port, to be stopped, frozen and wiped."""

    def __init__(self, folder):
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}/0"
        self.client = redis.Redis.from_url(self.url, socket_timeout=1)
        self._folder = folder
        self._process = None

    def start(self):
        """Return when it answers."""
        where = ["--bind", HOST, "--port", str(self.port), "--dir", str(self._folder)]
        self._process = subprocess.Popen(
            [find_program(), *where, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL
        )
        wait_until(self._answers, "No broker")

    def stop(self):
        """`kill -9`, with everything in it; connecting is refused from now on."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def freeze(self):
        """From now on it accepts connections and never says a word."""
        self._process.send_signal(signal.SIGSTOP)

    def _answers(self):
        with contextlib.suppress(redis.RedisError):
            return self.client.ping()


@contextlib.contextmanager
def running_broker(folder):
    """A Broker, started."""
    broker = Broker(folder)
    try:
        broker.start()
        yield broker
    finally:
        broker.client.close()
        broker.stop()


@contextlib.contextmanager
def ringing_at(url):
    """Within, what this thread wakes is told to the broker at `url`."""
    tasks.broker_rests_until = 0.0
    try:
        with Celery("tests") as app:
            app.config_from_object("django.conf:settings", namespace="CELERY")
            app.conf.broker_url = url
            yield app
    finally:
        portal.set_current()
        tasks.broker_rests_until = 0.0
