"""The virus scanner our tests of files lean on does what they take for granted."""

import io
import zipfile
from urllib.parse import urlsplit

import pytest
from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket, CommunicationError

from tests.clamd import EICAR, EICAR_NAME, MARKER, MARKER_NAME, running_clamd

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("processes")]
SECONDS = 30


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    with running_clamd(tmp_path_factory.mktemp("clamd") / "clamd") as clamd:
        yield clamd


@pytest.fixture(params=["unix", "tcp"])
def scan(request, clamd):
    """What the scanner says of a content: `scan(b"…")` is ("OK", None) or ("FOUND", name)."""
    address = urlsplit(getattr(clamd, request.param))

    def scan(content, *, seconds=SECONDS):
        client = (
            ClamdUnixSocket(address.path, timeout=seconds)
            if address.scheme == "unix"
            else ClamdNetworkSocket(address.hostname, address.port, timeout=seconds)
        )
        return client.instream(io.BytesIO(content))["stream"]

    return scan


def zipped(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("letter.txt", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (EICAR, ("FOUND", EICAR_NAME)),
        ("نامه ".encode() + MARKER, ("FOUND", MARKER_NAME)),
        (zipped(MARKER * 9), ("FOUND", MARKER_NAME)),
        ("حقوق من سه ماه است که پرداخت نشده است.".encode(), ("OK", None)),
        (zipped(b"letter " * 9), ("OK", None)),
    ],
    ids=["EICAR", "marker", "zipped marker", "text", "zipped text"],
)
def test_scanner_finds_what_it_knows(scan, content, answer):
    assert scan(content) == answer


def test_stopped_scanner_refuses_and_comes_back_at_the_same_address(clamd, scan):
    clamd.stop()
    with pytest.raises(CommunicationError, match="Connection refused"):
        scan(MARKER)

    clamd.start()

    assert scan(MARKER) == ("FOUND", MARKER_NAME)


def test_frozen_scanner_is_silent_and_goes_on_when_thawed(clamd, scan):
    clamd.freeze()
    with pytest.raises(CommunicationError, match="timed out"):
        scan(MARKER, seconds=1)

    clamd.thaw()

    assert scan(MARKER) == ("FOUND", MARKER_NAME)
