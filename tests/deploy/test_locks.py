"""Two programs that want the same thing: one has it, the other waits and says so."""

import subprocess
import sys

from deploy import ROOT
from deploy.locks import Room, alone

WAIT = """
import pathlib, sys
from deploy.locks import alone
with alone(pathlib.Path(sys.argv[1]), patience="Somebody has it"):
    print("Mine")
"""


def test_second_holder_says_that_it_waits(tmp_path):
    with alone(tmp_path / "lock"):
        second = subprocess.Popen(
            [sys.executable, "-c", WAIT, tmp_path / "lock"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        said = second.stdout.readline()

    assert (said, second.communicate(timeout=300)[0]) == ("Somebody has it\n", "Mine\n")


def test_who_need_not_wait_says_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", WAIT, tmp_path / "lock"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )

    assert done.stdout == "Mine\n"


def test_room_tells_the_last_one_out(tmp_path):
    first, second = Room(tmp_path / "room"), Room(tmp_path / "room")
    first.enter()
    second.enter()

    assert (first.leave(), second.leave()) == (False, True)
