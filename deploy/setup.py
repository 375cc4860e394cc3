"""Makes a fresh clone ready to run. Standard library only: it runs before anything is installed."""

import hashlib
import importlib.util
import os
import subprocess
import sys

from . import LOCAL, ROOT, Problem
from .locks import alone

VENV = ROOT / ".venv"
PROGRAMS = VENV / "bin"
LOG = LOCAL / "setup.log"
NO_NETWORK = (  # as pip and npm put it
    "(from versions: none)",
    "NewConnectionError",
    "Temporary failure in name resolution",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ENETUNREACH",
    "ENOTFOUND",
    "ETIMEDOUT",
)


def main(_arguments):
    """Do what is missing or out of date; return at once when nothing is."""
    with alone(LOCAL / "setup.lock"):
        make_venv()
        install_packages()
        install_frontend()
        compile_messages()
    return 0


def make_venv():
    """Make .venv, anew when it was made by another version of Python or in another folder."""
    if _venv_fits():
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Problem(
            "Python has no venv module: install it (on Debian and Ubuntu `apt install python3-venv`), and repeat."
        )
    _say("Making .venv …")
    _run([sys.executable, "-m", "venv", "--clear", VENV], otherwise="Python could not make .venv")


def _venv_fits():
    library = VENV / "lib" / "python{}.{}".format(*sys.version_info)
    origin = VENV / "pyvenv.cfg"  # its last line ends with the folder the venv was made in
    complete = (PROGRAMS / "python").exists() and (library / "site-packages/pip").is_dir() and origin.exists()
    return complete and origin.read_text().rstrip().endswith(f" {VENV}")


def install_packages():
    """Install the pinned packages with pip."""
    files = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]

    def install():
        _run(
            [PROGRAMS / "python", "-m", "pip", "install", "--disable-pip-version-check", "-r", files[1]],
            otherwise="pip could not install the packages",
            offline="set PIP_INDEX_URL to a mirror",
        )

    _once(VENV / "packages.stamp", files, "Installing Python packages, about a minute …", install)


def install_frontend():
    """Install the packages of package-lock.json with the npm that pip brought."""
    packages = ROOT / "node_modules"

    def install():
        _run(
            [PROGRAMS / "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            otherwise="npm could not install the packages",
            offline="set npm_config_registry to a mirror",
        )

    files = [ROOT / "package.json", ROOT / "package-lock.json"]
    _once(packages / ".stamp", files, "Installing fonts, scripts and the test browser …", install)


def compile_messages():
    """Compile the translations with Babel."""

    def compile_all():
        _run(
            [PROGRAMS / "pybabel", "compile", "--domain", "django", "--directory", "locale"],
            otherwise="Babel could not compile the translations",
        )

    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    stamp = LOCAL / "messages.stamp"
    if not all(catalogue.with_suffix(".mo").exists() for catalogue in catalogues):
        stamp.unlink(missing_ok=True)
    _once(stamp, catalogues, "Compiling translations …", compile_all)


def _once(stamp, files, announcement, action):
    """Do `action` unless it was done for these very contents of `files`."""
    fingerprint = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    _say(announcement)
    action()
    stamp.write_text(fingerprint)


def _run(command, *, otherwise, offline=None):
    """Run a command with its output in the log; raise Problem with the likely remedy when it fails."""
    environment = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    with LOG.open("w") as log:
        code = subprocess.run(list(map(str, command)), cwd=ROOT, env=environment, stdout=log, stderr=log).returncode
    if code == 0:
        return
    if offline and any(sign in LOG.read_text() for sign in NO_NETWORK):
        raise Problem(f"{otherwise}, the network does not answer: connect this machine or {offline}, and repeat.")
    raise Problem(f"{otherwise}: see {LOG.relative_to(ROOT)}, mend the cause and repeat.")


def _say(text):
    print(text, flush=True)
