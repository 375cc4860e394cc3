"""`make run` as a newcomer sees it: pages answer, Ctrl-C leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from deploy import ROOT
from deploy.ports import HOST, free_port

PATIENCE = 180  # seconds; ten will do, but not on a machine with other work


@pytest.fixture
def portal(tmp_path):
    """The portal started from the command line, on the servers of this test run; (process, address)."""
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy", "run"],
            cwd=ROOT,
            env=os.environ | {"PORT": str(port), "SITE_URL": f"http://{HOST}:{port}"},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    yield process, f"http://{HOST}:{port}"
    for number in members_of(process.pid):
        os.kill(number, signal.SIGKILL)


def members_of(session):
    """The processes of a session, as the kernel knows them."""
    numbers = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, _group, its_session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it has just ended
            continue
        if int(its_session) == session and state != "Z":
            numbers.append(int(folder.name))
    return numbers


def wait_for_page(process, address):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address) as page:
                return page.read().decode()
        except URLError:
            time.sleep(0.2)
    return f"No page at {address}"


def test_pages_answer_and_ctrl_c_stops_every_process(portal):
    process, address = portal

    page = wait_for_page(process, f"{address}/en/")
    running = len(members_of(process.pid))
    os.kill(process.pid, signal.SIGINT)
    process.wait(PATIENCE)

    assert "Complaints" in page
    assert running >= 4  # this command, web server, worker, beat, and what these start
    assert members_of(process.pid) == []
