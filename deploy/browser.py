"""A browser for tests and screenshots: the system's Chromium, else the one npm brought."""

import io
import os
import shutil
import subprocess
import tarfile

import brotli

from . import LOCAL, ROOT, Problem
from .locks import alone

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # root has no sandbox; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PACKED = ROOT / "node_modules/@sparticuz/chromium/bin"
UNPACKED = LOCAL / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def executable():
    """Return (path, environment) for Playwright's `executable_path` and `env`."""
    for name in NAMES:
        path = shutil.which(name)
        if path and _starts(path):
            return path, dict(os.environ)
    with alone(LOCAL / "browser.lock"):
        if not _current():
            _unpack()
    return str(UNPACKED / "chromium"), os.environ | {
        "LD_LIBRARY_PATH": str(UNPACKED / "lib"),  # NSS and expat, absent from slim systems
        "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"),
    }


def _starts(path):
    """Whether it is a browser: on Ubuntu the name may be a script that only advertises a snap."""
    return subprocess.run([path, "--version"], capture_output=True).returncode == 0


def _current():
    chromium = UNPACKED / "chromium"
    return chromium.exists() and (
        not PACKED.exists() or chromium.stat().st_mtime >= (PACKED / "chromium.br").stat().st_mtime
    )


def _unpack():
    """Unpack the npm package, made for a bare Amazon Linux: browser, shared libraries, a font."""
    if not PACKED.exists():
        raise Problem("No browser was found: run `make setup`, or install Chromium.")
    fresh = UNPACKED.with_suffix(".new")
    for folder in (fresh, UNPACKED):
        shutil.rmtree(folder, ignore_errors=True)
    for archive in ("al2023.tar.br", "fonts.tar.br"):
        with tarfile.open(fileobj=io.BytesIO(_decompressed(archive))) as files:
            files.extraction_filter = getattr(tarfile, "data_filter", None)  # from Python 3.11.4 on
            # npm has checked the archive against the lock file.
            files.extractall(fresh)  # noqa: S202  # nosec B202
    (fresh / "fonts.conf").write_text(FONTS.format(fonts=UNPACKED / "fonts", cache=UNPACKED / "cache"))
    (fresh / "chromium").write_bytes(_decompressed("chromium.br"))
    (fresh / "chromium").chmod(0o755)
    fresh.rename(UNPACKED)


def _decompressed(name):
    return brotli.decompress((PACKED / name).read_bytes())
