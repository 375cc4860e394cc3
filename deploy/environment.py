"""The environment the portal runs in, with servers of our own where the caller's environment names none."""

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path

from . import LOCAL
from .development import development_secrets
from .locks import Room, alone
from .postgres import Postgres
from .valkey import Valkey

PORT = 8000


@contextmanager
def environment(*, local=LOCAL, postgres_settings=None):
    """Yield the variables for the portal's processes; servers stop with the last program that uses them."""
    servers = {
        "DATABASE_URL": Postgres(local / "postgres", settings=postgres_settings),
        "REDIS_URL": Valkey(local / "valkey"),
    }
    own = {name: server for name, server in servers.items() if name not in os.environ}
    with _running(own, local) as addresses:
        yield _defaults(local) | addresses | os.environ | _paths()


@contextmanager
def _running(servers, local):
    """Start the servers that do not run yet; the last to leave stops them."""
    room = Room(local / "servers.users")
    door = local / "servers.lock"
    with alone(door):
        room.enter()
    try:
        with alone(door):
            addresses = {name: server.start() for name, server in servers.items()}
        yield addresses
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # an impatient second Ctrl-C must not leave a server behind
        with alone(door):
            if room.leave():
                for server in reversed(servers.values()):
                    server.stop()


def _defaults(local):
    mail = (local / "mail").absolute()
    mail.mkdir(parents=True, exist_ok=True, mode=0o700)
    return development_secrets(local / "development.env") | {
        "SITE_URL": f"http://127.0.0.1:{os.environ.get('PORT', PORT)}",
        "EMAIL_URL": f"filemail://{mail}",
    }


def _paths():
    """Have `node`, `celery` and the like found in the virtual environment first."""
    return {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
