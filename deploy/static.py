"""Static files under their hashed names, collected again only when one changed."""

import hashlib
import subprocess
import sys

from . import LOCAL, ROOT, Problem
from .locks import alone

COLLECTED = ROOT / "staticfiles"
SOURCES = ("static/**/*", "*/static/**/*", "config/settings.py", "package-lock.json", "requirements.txt")


def collect(environment):
    """Run collectstatic when a source of static files changed since the last time."""
    stamp = COLLECTED / ".stamp"
    with alone(LOCAL / "static.lock"):
        fingerprint = _fingerprint()
        if stamp.is_file() and stamp.read_text() == fingerprint:
            return
        print("Collecting static files …", flush=True)
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
        if subprocess.run(command, cwd=ROOT, env=environment).returncode:
            raise Problem("The static files could not be collected: mend what is said above, and repeat.")
        stamp.write_text(fingerprint)


def _fingerprint():
    files = sorted({file for pattern in SOURCES for file in ROOT.glob(pattern) if file.is_file()})
    return hashlib.sha256(
        b"".join(str(file.relative_to(ROOT)).encode() + file.read_bytes() for file in files)
    ).hexdigest()
