"""The cage: what comes out is clean or a reason; what breaks in there breaks nothing out here."""

import io
import os
import signal
import threading
from pathlib import Path

import pytest
from PIL import Image

from tests.files.genuine import pdf, photo, voice_mp3
from tests.files.hostile_papers import with_bomb, with_password
from tests.files.hostile_pictures import webp_of_one_colour
from tests.files.metadata import traces
from tests.files.sounds import film
from tests.processes import wait_until
from tickets.attachments import cage
from tickets.attachments.refusals import Refused

SLOW = webp_of_one_colour(side=7000)  # seconds of work in 30 bytes


def test_photo_comes_with_its_thumbnail():
    cleaned = cage.clean(photo(), "jpeg")

    sizes = [Image.open(io.BytesIO(part)).size for part in (cleaned.content, cleaned.thumbnail)]
    assert (sizes, traces(cleaned.content), traces(cleaned.thumbnail)) == ([(900, 1200), (360, 480)], [], [])


@pytest.mark.parametrize(("build", "name"), [(pdf, "pdf"), (voice_mp3, "mp3")])
def test_others_come_without(build, name):
    cleaned = cage.clean(build(), name)

    assert (cleaned.thumbnail, traces(cleaned.content)) == (b"", [])


@pytest.mark.parametrize(
    ("build", "name", "code"),
    [
        (lambda: b"not a photo", "jpeg", "damaged"),
        (with_bomb, "pdf", "large"),
        (with_password, "pdf", "locked"),
        (lambda: film("mp4"), "m4a", "type"),
    ],
    ids=["damaged", "large", "locked", "type"],
)
def test_file_that_is_not_fit_is_refused_for_a_reason(build, name, code):
    with pytest.raises(Refused) as refused:
        cage.clean(build(), name)

    assert str(refused.value) == code


def test_process_that_breaks_is_told():
    with pytest.raises(cage.Broken, match="exit code 1"):
        cage.clean(photo(), "floppy")


def test_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(cage, "SECONDS", 0.3)

    with pytest.raises(cage.Broken, match="time"):
        cage.clean(SLOW, "webp")

    assert cages() == []


def read(path):
    """What a file of /proc says; nothing once its process is gone."""
    try:
        return path.read_text()
    except OSError:
        return ""


def cages():
    """The processes that clean for us at this moment."""
    children = " ".join(map(read, Path("/proc/self/task").glob("*/children"))).split()
    return [pid for pid in children if "tickets.cleaning" in read(Path(f"/proc/{pid}/cmdline"))]


@pytest.fixture
def outcome():
    """What came of the slow file, once it is known."""
    return []


@pytest.fixture
def caged(outcome):
    """The number of a process that is at work on a slow file, killed at the end."""

    def clean():
        try:
            outcome.append(cage.clean(SLOW, "webp"))
        except cage.Broken as broken:
            outcome.append(str(broken))

    thread = threading.Thread(target=clean)
    thread.start()
    (pid,) = wait_until(cages, "No process")
    yield pid
    for left in cages():
        os.kill(int(left), signal.SIGKILL)
    thread.join()


def limits(pid):
    """Its hard limits, by their names in /proc."""
    lines = read(Path(f"/proc/{pid}/limits")).splitlines()
    return {line[:26].strip(): line[47:68].strip() for line in lines}


def test_process_has_none_of_our_secrets(caged):
    assert Path(f"/proc/{caged}/environ").read_bytes() == b""


def test_process_is_under_limits(caged):
    expected = {
        "Max address space": "1073741824",
        "Max cpu time": "20",
        "Max file size": "0",
        "Max core file size": "0",
        "Max open files": "64",
    }

    wait_until(lambda: limits(caged)["Max open files"] == "64", "No limits")

    assert {name: limits(caged)[name] for name in expected} == expected


def test_process_that_is_killed_is_told(caged, outcome):
    os.kill(int(caged), signal.SIGKILL)  # as the kernel does when memory runs out

    wait_until(lambda: outcome, "It waits for a process that is gone")

    assert outcome == ["exit code -9"]
