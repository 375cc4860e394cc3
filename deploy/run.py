"""The whole portal on this machine: web server, Celery worker and beat on servers of our own."""

import os
import shlex
import subprocess
import sys
import threading
from urllib.parse import unquote, urlsplit

from honcho.manager import Manager

from . import ROOT, Problem
from .environment import MAIL_TO_FILES, PORT, environment
from .ports import HOST, require_free
from .static import collect

LAST_PORT = 65535
QUEUES = "routing,notices,reports,celery"
FILES = "files"  # a worker of their own: what one file takes, no case waits for


class Processes(Manager):
    """Stops all processes when one stops; a Ctrl-C that comes before all have started waits for them."""

    def terminate(self):
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(0.2, self.terminate).start()


def main(_arguments):
    """Run until Ctrl-C or until one process stops; return the exit code."""
    port = _port()
    require_free(port)
    with environment() as variables:
        prepare(variables)
        debug = variables.get("DEBUG", "").lower() in ("1", "true", "yes", "on")
        if not debug:
            collect(variables)
        _print_addresses(variables)
        processes = Processes()
        for name, command in _commands(port, variables["LOCAL_FOLDER"], reloading=debug).items():
            processes.add_process(name, f"exec {shlex.quote(sys.executable)} {command}", env=variables, cwd=str(ROOT))
        processes.loop()
    return processes.returncode


def _port():
    text = os.environ.get("PORT", str(PORT))
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise Problem(f"PORT must be a number up to {LAST_PORT}, not {text!r}: `make run PORT=8001`.")
    return int(text)


def web_command(port):
    """Arguments for Python to serve the portal as in production."""
    threads = 16  # a slow telephone that sends a photo occupies one; in production the proxy waits for it
    server = f"-m granian --interface wsgi --host {HOST} --port {port} --blocking-threads {threads} --no-ws"
    return f"{server} config.wsgi:application"


def _commands(port, local, *, reloading):
    """Arguments for Python by the name shown before each line of output."""
    celery, quiet = "-m celery --quiet -A config", "--without-mingle --without-gossip --loglevel INFO"
    return {
        "web": f"manage.py runserver {HOST}:{port}" if reloading else web_command(port),
        "worker": f"{celery} worker -Q {QUEUES} --concurrency 2 {quiet}",
        "files": f"{celery} worker -Q {FILES} --concurrency 1 --hostname files@%h {quiet}",
        "beat": f"{celery} beat --schedule {shlex.quote(local)}/celerybeat-schedule --loglevel WARNING",
    }


def prepare(variables):
    """Bring the database up to date: tables, reference data, demo accounts."""
    done = subprocess.run([sys.executable, "-m", "deploy.prepare"], cwd=ROOT, env=variables)
    if done.returncode:
        raise Problem("The database could not be brought up to date: mend what is said above, and repeat.")


def _print_addresses(variables):
    pages = {"Persian": "/", "English": "/en/", "Staff": "/admin/"}
    lines = [f"{name:8} {variables['SITE_URL']}{path}" for name, path in pages.items()]
    mail = urlsplit(variables["EMAIL_URL"])
    if mail.scheme == MAIL_TO_FILES:
        lines.append(f"{'Mail':8} {unquote(mail.path[1:])}/ (a file each)")
    print("", *lines, "Ctrl-C stops everything.", "", sep="\n", flush=True)
