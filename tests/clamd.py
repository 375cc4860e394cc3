"""A real virus scanner for tests. It knows two viruses, both harmless: the EICAR test file and a marker of ours."""

import contextlib
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from deploy.clamav import executable
from deploy.ports import HOST, free_port
from tests.processes import wait_until

# In two halves: a scanner on the developer's machine would take a file away that holds it in one piece.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MARKER = b"PORTAL-TEST-VIRUS"  # may stand anywhere in a file, and in a file within a file
# What clamd says of a name: no signature of ours is signed.
EICAR_NAME = "Eicar-Test-Signature.UNOFFICIAL"
MARKER_NAME = "Portal-Test-Virus.UNOFFICIAL"
MOST_MEGABYTES = 25
SETTINGS = """\
Foreground yes
LocalSocket {socket}
TCPAddr {host}
TCPSocket {port}
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
PidFile {folder}/clamd.pid
ConcurrentDatabaseReload no
StreamMaxLength {megabytes}M
"""


class Clamd:
    """A clamd always at the same two addresses, `unix` and `tcp`, to be stopped and frozen."""

    def __init__(self, folder, *, socket_folder):
        self.log = folder / "clamd.log"
        self._folder = folder
        self._socket = socket_folder / "clamd.sock"
        self._process = None
        port = free_port()
        self.unix = f"unix://{self._socket}"
        self.tcp = f"tcp://{HOST}:{port}"
        self._write_settings(port)

    def start(self):
        """Return when it answers."""
        program, environment = executable()
        # From 1.5 on it wants a folder of certificates, though nothing here is signed; an empty one will do.
        environment |= {"CVD_CERTS_DIR": str(self._folder / "certificates")}
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [program, f"--config-file={self._folder / 'clamd.conf'}"],
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(self._answers, lambda: f"No clamd: {self.log.read_text()}")

    def stop(self):
        """`kill -9`; connecting is refused from now on."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def freeze(self):
        """From now on it accepts connections and never says a word."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self):
        """It goes on where it was frozen, with the connections of meanwhile too."""
        self._process.send_signal(signal.SIGCONT)

    def _answers(self):
        if self._process.poll() is not None:
            pytest.fail(f"clamd has ended: {self.log.read_text()}")
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            client.connect(str(self._socket))
            client.sendall(b"nPING\n")
            return client.recv(5) == b"PONG\n"

    def _write_settings(self, port):
        for name in ("signatures", "certificates"):
            (self._folder / name).mkdir(parents=True)
        signatures = {"Eicar-Test-Signature": EICAR, "Portal-Test-Virus": MARKER}
        lines = [f"{name}:0:*:{content.hex()}" for name, content in signatures.items()]  # any kind of file, anywhere
        (self._folder / "signatures/portal.ndb").write_text("\n".join([*lines, ""]))
        settings = SETTINGS.format(
            socket=self._socket, host=HOST, port=port, folder=self._folder, megabytes=MOST_MEGABYTES
        )
        (self._folder / "clamd.conf").write_text(settings)


@contextlib.contextmanager
def running_clamd(folder):
    """A Clamd, started; its files are in `folder`, its socket in a folder of a short name: 107 bytes are the most."""
    with tempfile.TemporaryDirectory(prefix="clamd-") as short:
        clamd = Clamd(folder, socket_folder=Path(short))
        try:
            clamd.start()
            yield clamd
        finally:
            clamd.stop()
