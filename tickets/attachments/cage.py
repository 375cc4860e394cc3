"""Has a file written anew by tickets.cleaning: in a process of its own, without our secrets, under limits."""

import subprocess  # nosec B404
import sys
from dataclasses import dataclass

from django.conf import settings

from tickets.cleaning.__main__ import UNFIT

from .refusals import Refusal, Refused

SECONDS = 30  # on the wall; the process is allowed less of the processor's time


class Broken(Exception):
    """The process ended without a word: too slow, too greedy, or brought down by the file."""


@dataclass(frozen=True)
class Cleaned:
    """A file without what it told of its sender. Only photos have a `thumbnail`."""

    content: bytes
    thumbnail: bytes


def clean(content, format_name):
    """The file as it may be kept and shown. Raises Refused for one that is not fit, Broken when it cannot be told."""
    command = [sys.executable, "-m", "tickets.cleaning", format_name]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the format is one of tickets.cleaning's  # nosec B603
            command, input=content, capture_output=True, cwd=settings.BASE_DIR, env={}, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise Broken("time") from error
    if done.returncode == UNFIT:
        raise Refused(Refusal(done.stdout.decode()))
    if done.returncode:
        raise Broken(f"exit code {done.returncode}")
    length = int.from_bytes(done.stdout[:8])
    return Cleaned(content=done.stdout[8 : 8 + length], thumbnail=done.stdout[8 + length :])
