"""TCP ports on this machine."""

import socket

from . import Problem

HOST = "127.0.0.1"


def free_port():
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def require_free(port):
    """Raise Problem when the web server could not listen on `port`."""
    with socket.socket() as probe:
        # As web servers do: connections that linger after a stop are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Problem(
                f"Port {port} cannot be used ({error.strerror}): stop the program that holds it,"
                " or choose another port with `make run PORT=8001`."
            ) from error
