"""ClamAV, a real one: what it finds is refused; while it is away files wait, and lose no attempt by it."""

import logging
import socketserver
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest

from tests.clamd import EICAR, MARKER, running_clamd
from tests.factories import create_attachment
from tests.files.genuine import photo
from tests.files.hostile_papers import with_virus
from tests.processes import closed_port
from tests.tickets.attachments.conftest import NOW
from tickets.attachments import antivirus
from tickets.attachments.examining import examine

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("processes")]
MINUTE = timedelta(minutes=1)
ANSWERS = [b"stream: Can't allocate memory ERROR\n", b"gibberish\n", b"", b"stream: ERROR\n"]


@pytest.fixture(scope="module")
def scanner(tmp_path_factory):
    with running_clamd(tmp_path_factory.mktemp("clamd") / "clamd") as clamd:
        yield clamd


@pytest.fixture
def clamd(scanner, settings):
    """The scanner, configured."""
    settings.CLAMD_ADDRESS = scanner.unix
    return scanner


class Answering(socketserver.StreamRequestHandler):
    """Says PONG, and to every file what the server was told to say."""

    def handle(self):
        if self.rfile.readline() == b"nPING\n":
            self.wfile.write(b"PONG\n")
            return
        while size := int.from_bytes(self.rfile.read(4)):
            self.rfile.read(size)
        self.wfile.write(self.server.answer)


@contextmanager
def scanner_that_says(answer):
    """The address of a scanner that answers, and yet does not do its work."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answering) as server:
        server.answer = answer
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", ["unix", "tcp"])
@pytest.mark.parametrize(
    ("content", "found"),
    [(photo(), False), (b"", False), (EICAR, True), (photo() + MARKER, True), (with_virus(), True)],
    ids=["photo", "nothing", "EICAR", "in a photo", "in a PDF"],
)
def test_scanner_is_asked_through_its_socket(clamd, settings, kind, content, found):
    settings.CLAMD_ADDRESS = getattr(clamd, kind)

    assert (antivirus.is_configured(), antivirus.is_infected(content)) == (True, found)


def test_without_an_address_there_is_none(settings):
    assert antivirus.is_configured() is False


@pytest.mark.parametrize("scheme", ["tcp", "unix"])
def test_scanner_that_is_not_there_is_unreachable(settings, tmp_path, scheme):
    with closed_port() as port:
        settings.CLAMD_ADDRESS = f"tcp://127.0.0.1:{port}" if scheme == "tcp" else f"unix://{tmp_path}/none"

        with pytest.raises(antivirus.Unreachable):
            antivirus.is_infected(b"")


@pytest.mark.parametrize("answer", ANSWERS, ids=["error", "gibberish", "silence", "bare"])
def test_scanner_that_says_nothing_of_a_file_gives_no_verdict(settings, answer):
    with scanner_that_says(answer) as settings.CLAMD_ADDRESS, pytest.raises(antivirus.NoVerdict):
        antivirus.is_infected(b"letter")


def test_file_too_large_for_the_scanner_gets_no_verdict(clamd):
    with pytest.raises(antivirus.NoVerdict):
        antivirus.is_infected(bytes(26 * 1024**2))


@pytest.mark.parametrize("virus", [EICAR, MARKER], ids=["EICAR", "marker"])
def test_infected_file_is_refused_as_unsafe_and_all_of_it_gone(clamd, draft, stored, virus):
    infected = create_attachment(draft=draft, content=photo() + virus, created_at=NOW)

    examine(attachment_id=infected.pk, now=NOW)

    infected.refresh_from_db()
    assert (infected.status, infected.refusal, infected.scanned_at, stored()) == ("refused", "unsafe", None, [])


def test_clean_file_says_when_it_was_scanned(clamd, waiting, stored):
    examine(attachment_id=waiting.pk, now=NOW)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.scanned_at is not None, stored()) == ("ready", True, ["cleaned", "thumbnail"])


def test_file_waits_for_a_scanner_that_is_away_and_loses_no_attempt(clamd, waiting, state, stored, caplog):
    clamd.stop()
    try:
        for minute in range(9):
            examine(attachment_id=waiting.pk, now=NOW + minute * MINUTE)
        away = state(waiting), stored()
    finally:
        clamd.start()
    examine(attachment_id=waiting.pk, now=NOW + 9 * MINUTE)

    assert away == (("pending", 0, NOW + 9 * MINUTE), ["original"])
    assert state(waiting) == ("ready", 1, None)
    said = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    assert said == [f"ClamAV does not answer; attachment {waiting.pk} waits"] * 9


def test_file_waits_for_a_scanner_that_is_frozen(clamd, waiting, state, monkeypatch):
    monkeypatch.setattr(antivirus, "SECONDS", 0.5)
    clamd.freeze()
    try:
        examine(attachment_id=waiting.pk, now=NOW)
        frozen = state(waiting)
    finally:
        clamd.thaw()
    examine(attachment_id=waiting.pk, now=NOW + MINUTE)

    assert (frozen, state(waiting)) == (("pending", 0, NOW + MINUTE), ("ready", 1, None))


def test_file_of_which_the_scanner_says_nothing_is_not_taken_for_clean(waiting, state, settings):
    with scanner_that_says(ANSWERS[0]) as settings.CLAMD_ADDRESS:
        for day in range(5):
            examine(attachment_id=waiting.pk, now=NOW + timedelta(days=day))

    assert state(waiting) == ("dead", 5, None)
