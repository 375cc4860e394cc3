"""What the fault tests share: a broker, a mail server, workers, and a citizen who sends a ticket."""

from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from pathlib import Path

import psycopg2
import pytest
from django.utils import timezone

from tests.conftest import ensure_reference
from tests.factories import create_user
from tests.processes import database_url, ringing_at, running_broker, running_mail_server, running_worker, wait_until
from tickets import intake, tracking
from tickets.models import Draft, Sender, Ticket, Topic
from units.models import Unit

UNIT_ADDRESS = "office@edu.example"
CITIZEN_ADDRESS = "citizen@mail.example"


@pytest.hookimpl(tryfirst=True)  # before xdist looks at the groups
def pytest_collection_modifyitems(items):
    """These tests fill the machine, and one Celery application: one after the other, in one process."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.worker)
            item.add_marker(pytest.mark.xdist_group("processes"))


@pytest.fixture
def office(transactional_db):
    """The unit every ticket of `submit` goes to; it has an address, and one officer who wants no mail."""
    ensure_reference()
    office = Unit.objects.get(code="finance")
    office.email = UNIT_ADDRESS
    office.save(update_fields=["email"])
    create_user(role="officer", unit=office, notify_by="none")
    return office


@pytest.fixture
def broker(tmp_path):
    """A broker of the test's own, which this process rings too."""
    with running_broker(tmp_path) as broker, ringing_at(broker.url):
        yield broker


@pytest.fixture
def mail():
    with running_mail_server() as server:
        yield server


@pytest.fixture
def start_worker(broker, mail, tmp_path):
    """Start a worker and return it when it is ready: `start_worker(beat=False, NAME="value")`."""
    numbers = count(1)
    with ExitStack() as workers:

        def start(**options):
            folder = tmp_path / f"worker-{next(numbers)}"
            return workers.enter_context(running_worker(folder, redis_url=broker.url, EMAIL_URL=mail.url, **options))

        yield start


@pytest.fixture
def submit(office, broker):
    """Send a ticket to `office` as a citizen who left an e-mail address does, a while ago: `submit()`."""

    def submit(*, now=None):
        now = now or timezone.now() - 2 * intake.FIRST_SWEEP  # the sweep may take it up at once
        draft = Draft.objects.create(
            system="complaints",
            content={"code": tracking.new_code()},
            created_at=now,
            expires_at=now + timedelta(hours=24),
        )
        return intake.submit(
            kind="complaint",
            topic=Topic.objects.get(code="pay"),
            place=intake.Place(),
            about=None,
            text="حقوق من سه ماه است که پرداخت نشده است.",
            sender=intake.Person(identity="named", contact=Sender.Contact.EMAIL, email=CITIZEN_ADDRESS),
            details=None,
            draft=draft,
            now=now,
        )

    return submit


class Lock:
    """Holds one row, in a session of its own, so that whoever else wants it waits. Any thread may use it."""

    def __init__(self, row):
        self._table, self._id = row._meta.db_table, row.pk
        self._connection = psycopg2.connect(database_url())
        self._cursor = self._connection.cursor()

    def take(self):
        self._cursor.execute(f"SELECT 1 FROM {self._table} WHERE id = %s FOR UPDATE", [self._id])

    def wait_for_victim(self):
        """The id of the server process that waits for the row."""
        return wait_until(self._victim, "Nobody came to the lock")

    def _victim(self):
        return next(iter(self._victims()), None)

    def _victims(self):
        # Not from pg_stat_activity, which stands still within a transaction.
        self._cursor.execute(
            "SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return [pid for (pid,) in self._cursor.fetchall()]

    def disconnect(self):
        """End the sessions of all who wait, as the server does once it notices that a killed client is gone."""
        for victim in self._victims():
            self._cursor.execute("SELECT pg_terminate_backend(%s)", [victim])

    def release(self):
        self._connection.close()


@pytest.fixture
def lock():
    """Hold a row of the database: `lock(ticket).take()`; released at the end at the latest."""
    with ExitStack() as locks:

        def lock(row):
            held = Lock(row)
            locks.callback(held.release)
            return held

        yield lock


def settled(ticket):
    """Whether `ticket` is routed and every notice of it sent."""
    ticket = Ticket.objects.get(pk=ticket.pk)
    return ticket.status == "routed" and not ticket.notifications.exclude(status="sent").exists()
