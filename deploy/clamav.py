"""A virus scanner for tests: the system's clamd, else one from the distribution's packages, without installing any."""

import os
import shutil
import subprocess

from . import LOCAL, Problem
from .locks import alone

UNPACKED = LOCAL / "clamav"
PROGRAM = "clamd"
FOLDERS_OF_SERVERS = ("/usr/sbin", "/usr/local/sbin")  # where an ordinary account's PATH does not look
PACKAGE = "clamav-daemon"
LIBRARIES = "lib"  # what a package of shared libraries begins with; what else is wanted only serves an installed clamd
APT = """\
Dir::State::lists "{folder}/lists";
Dir::Cache "{folder}/cache";
Dir::Log "{folder}";
APT::Sandbox::User "root";  // else root's apt fetches as an account that cannot reach our folder
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "20";
#clear APT::Update;
"""
# The last line: in containers, apt empties the system's own cache after each update.


def executable():
    """Return (path of clamd, environment to start it in); fetched, about 30 MB, when asked for the first time."""
    search_path = os.pathsep.join((os.environ.get("PATH", os.defpath), *FOLDERS_OF_SERVERS))
    path = shutil.which(PROGRAM, path=search_path)
    if path and _starts(path, dict(os.environ)):
        return path, dict(os.environ)
    return fetched(UNPACKED)


def fetched(home):
    """Return what `executable` does, of the clamd in folder `home`; it is fetched unless it is there and starts."""
    with alone(home.with_suffix(".lock")):
        if not _starts(*_in(home)):
            _fetch(home)
    return _in(home)


def _in(folder):
    libraries = [*folder.glob("usr/lib/*-linux-*"), *folder.glob("lib/*-linux-*")]
    search_path = os.pathsep.join(map(str, libraries))
    return str(folder / "usr/sbin" / PROGRAM), os.environ | {"LD_LIBRARY_PATH": search_path}


def _starts(path, environment):
    """Whether it finds all its libraries. It wants some settings, and these packages bring none."""
    command = [path, "--config-file=/dev/null", "--version"]
    try:
        return subprocess.run(command, env=environment, capture_output=True).returncode == 0
    except OSError:
        return False


def _fetch(home):
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise Problem(f"No clamd was found, and no apt to fetch it with: install {PACKAGE}.")
    work = home.with_suffix(".new")
    for folder in (work, home):
        shutil.rmtree(folder, ignore_errors=True)
    fresh = work / "unpacked"
    for folder in (fresh, work / "lists"):
        folder.mkdir(parents=True)
    (work / "apt.conf").write_text(APT.format(folder=work))
    try:
        for package in _download(work):
            _run(["dpkg-deb", "--extract", package, fresh], work)
    except subprocess.CalledProcessError as error:
        raise Problem(
            f"ClamAV could not be fetched, {work / 'log'} says why:"
            f" connect this machine to the network and repeat, or install {PACKAGE}."
        ) from error
    if not _starts(*_in(fresh)):
        raise Problem(f"The clamd of this system's packages does not start: install {PACKAGE}.")
    fresh.rename(home)
    shutil.rmtree(work)


def _download(folder):
    """Download the packages that this system lacks into `folder` and return their paths."""
    apt = ["apt-get", "--config-file", folder / "apt.conf", "-qq"]
    _run([*apt, "update"], folder, check=False)  # one source of many that fails is no harm
    wanted = _run([*apt, "--print-uris", "install", PACKAGE], folder)
    names = [line.split()[1].partition("_")[0] for line in wanted.splitlines()]  # 'uri' name_version_arch.deb size …
    needed = [name for name in names if name == PACKAGE or name.startswith(LIBRARIES)]
    _run([*apt, "download", *needed], folder)
    return sorted(folder.glob("*.deb"))


def _run(command, folder, *, check=True):
    """Run a command in `folder`, with its complaints in the log there, and return what it says."""
    with (folder / "log").open("a") as log:
        return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True, check=check).stdout
