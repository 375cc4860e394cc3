"""Asks ClamAV, where one is configured (CLAMD_ADDRESS)."""

import io
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

SECONDS = 15  # for each answer

CLEAN, FOUND = "OK", "FOUND"


class Unreachable(Exception):
    """ClamAV does not answer at all: no fault of any file."""


class NoVerdict(Exception):
    """ClamAV answers, but says nothing of this file."""


def is_configured():
    return bool(settings.CLAMD_ADDRESS)


def is_infected(content):
    """Does ClamAV find anything in these bytes? Raises Unreachable, NoVerdict."""
    clamd = _clamd()
    try:
        clamd.ping()
    except (ClamdError, OSError) as error:
        clamd.clamd_socket.close()  # which the library leaves open
        raise Unreachable from error
    try:
        status, _name = clamd.instream(io.BytesIO(content))["stream"]
    except (ClamdError, OSError, KeyError) as error:
        raise NoVerdict from error
    if status not in (CLEAN, FOUND):
        raise NoVerdict(status)
    return status == FOUND


def _clamd():
    address = urlsplit(settings.CLAMD_ADDRESS)
    if address.scheme == "unix":
        return ClamdUnixSocket(address.path, timeout=SECONDS)
    return ClamdNetworkSocket(address.hostname, address.port, timeout=SECONDS)
