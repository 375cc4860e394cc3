"""`make run` as a newcomer sees it: pages answer, Ctrl-C leaves nothing behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener
from uuid import uuid4

import psycopg2
import pytest

from deploy import ROOT
from deploy.ports import HOST, free_port

PATIENCE = 180  # seconds; ten will do, but not on a machine with other work
DIRECTLY = build_opener(ProxyHandler({}))  # whatever proxy the machine uses


@pytest.fixture
def empty_database():
    """DATABASE_URL of a new database on the server of this test run."""
    server, name = urlsplit(os.environ["DATABASE_URL"]), f"run_{uuid4().hex}"
    connection = psycopg2.connect(server.geturl())
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield server._replace(path=f"/{name}").geturl()
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def portal(tmp_path, empty_database):
    """The portal started from the command line, on the servers of this test run; (process, address, mark)."""
    mark, port = uuid4().hex, free_port()
    address = f"http://{HOST}:{port}"
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy", "run"],
            cwd=ROOT,
            env=os.environ | {"PORT": str(port), "SITE_URL": address, "MARK": mark, "DATABASE_URL": empty_database},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    yield process, address, mark
    for number in marked(mark):
        os.kill(number, signal.SIGKILL)
    process.wait()


def marked(mark):
    """The processes that have inherited the variable MARK, in whatever group or session they live."""
    numbers = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            variables = (folder / "environ").read_bytes()
        except OSError:  # another account's, or it has just ended
            continue
        if f"MARK={mark}".encode() in variables:
            numbers.append(int(folder.name))
    return numbers


def wait_for_page(process, address):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with DIRECTLY.open(address, timeout=PATIENCE) as page:
                return page.read().decode()
        except OSError:
            time.sleep(0.2)
    return f"No page at {address}"


def test_pages_answer_and_ctrl_c_stops_every_process(portal):
    process, address, mark = portal

    page = wait_for_page(process, f"{address}/en/")
    running = len(marked(mark))
    os.kill(process.pid, signal.SIGINT)
    process.wait(PATIENCE)

    assert "Complaints" in page
    assert running >= 4  # this command, web server, worker, beat, and what these start
    assert marked(mark) == []
