"""One command, with the servers and the environment it needs."""

import signal
import subprocess
import sys

from . import ROOT, Problem
from .environment import environment


def main(command):
    """Run the command (manage.py needs no `python` before it) and return its exit code."""
    if not command:
        raise Problem("Say which command to run: `python -m deploy with manage.py shell`.")
    if command[0] == "manage.py":
        command = [sys.executable, *command]
    with environment() as variables:
        return run(command, variables)


def run(command, variables):
    """Run a command that deals with Ctrl-C itself; pass a SIGTERM on to it; return its exit code."""
    process = subprocess.Popen(command, cwd=ROOT, env=variables)
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return process.wait()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait()
