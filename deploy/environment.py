"""The environment the portal runs in, with servers of our own where the caller's environment names none."""

import os
import signal
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from . import LOCAL
from .development import development_secrets
from .locks import Room, alone
from .postgres import Postgres
from .valkey import Valkey

MAIL_TO_FILES = "filemail"  # the scheme of EMAIL_URL
PORT = 8000


@contextmanager
def environment(*, local=LOCAL, postgres_settings=None):
    """Yield the variables for the portal's processes; servers stop with the last program that uses them."""
    addresses = {}
    with ExitStack() as servers:
        if "DATABASE_URL" not in os.environ:
            postgres = Postgres(local / "postgres", settings=postgres_settings)
            addresses["DATABASE_URL"] = servers.enter_context(_running(postgres, local / "postgres.lock"))
        if "REDIS_URL" not in os.environ:
            addresses["REDIS_URL"] = servers.enter_context(_running(Valkey(local / "valkey"), local / "valkey.lock"))
        yield _defaults(local) | addresses | os.environ | _paths()


@contextmanager
def _running(server, lock):
    """Yield the address of the server, started when it does not run yet; the last to leave stops it."""
    users = Room(lock.with_suffix(".users"))
    try:
        with alone(lock):
            users.enter()
            address = server.start()
        yield address
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # an impatient second Ctrl-C must not leave a server behind
        with alone(lock):
            if users.leave():
                server.stop()


def _defaults(local):
    mail = (local / "mail").absolute()
    mail.mkdir(parents=True, exist_ok=True, mode=0o700)
    return development_secrets(local / "development.env") | {
        "LOCAL_FOLDER": str(local.absolute()),
        "SITE_URL": f"http://127.0.0.1:{os.environ.get('PORT', PORT)}",
        "ALLOWED_HOSTS": "localhost",  # beside the host of SITE_URL
        "EMAIL_URL": f"{MAIL_TO_FILES}:///{quote(str(mail))}",  # one slash more: django-environ takes the first away
    }


def _paths():
    """Have `node`, `celery` and the like found in the virtual environment first."""
    return {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
