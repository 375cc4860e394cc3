"""PostgreSQL refuses to run as root; this finds another way to run its programs when we are root."""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from . import ROOT

NOBODY = 65534
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")


@dataclass(frozen=True)
class Way:
    """How to run the programs in `programs`, and the folder their files may live in."""

    programs: Path
    home: Path
    prefix: tuple = ()
    process: dict = field(default_factory=dict)  # more arguments for subprocess

    def run(self, program, *arguments, **options):
        """Run one of the programs to its end and return the CompletedProcess."""
        command = [*self.prefix, str(self.programs / program), *map(str, arguments)]
        return subprocess.run(command, cwd=self.home, **self.process, **options)

    def give(self, path):
        """Let the programs read and write the file or folder at `path`."""
        if "user" in self.process:
            os.chown(path, NOBODY, NOBODY)


def find_way(programs, home):
    """Return the first Way that works here: as we are, in a user namespace, or as nobody."""
    if os.geteuid() != 0:
        return as_we_are(programs, home)
    return in_namespace(programs, home) if namespaces_allowed() else as_nobody(programs, home)


def as_we_are(programs, home):
    home.mkdir(parents=True, exist_ok=True)
    return Way(programs, home)


def in_namespace(programs, home):
    """Root that looks like an ordinary user from within: owns the same files, needs no account and no copy."""
    home.mkdir(parents=True, exist_ok=True)
    return Way(programs, home, prefix=NAMESPACE)


def as_nobody(programs, home):
    """Where containers forbid namespaces: a copy of the programs that uid 65534 can reach."""
    if not _reachable(home):
        home = Path("/var/lib") / f"portal-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}" / home.name
    home.mkdir(parents=True, exist_ok=True)
    os.chown(home, NOBODY, NOBODY)
    way = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return Way(_copy_wheel(programs, home.parent / "programs"), home, process=way)


def namespaces_allowed():
    try:
        return subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def _reachable(path):
    return all(parent.stat().st_mode & 0o001 for parent in path.parents if parent.exists())


def _copy_wheel(programs, target):
    """Copy the wheel's install and, next to it, the shared libraries it looks for by relative path."""
    if not programs.match("*/pginstall/bin"):
        return programs  # the system's own PostgreSQL: everybody may run it
    package = programs.parent.parent
    if not target.exists():
        fresh = target.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(package / "pginstall", fresh / package.name / "pginstall")
        shutil.copytree(package.with_suffix(".libs"), fresh / package.with_suffix(".libs").name)
        fresh.rename(target)
    return target / package.name / "pginstall" / "bin"
