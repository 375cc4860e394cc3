"""A real HTTP server that stands for the SMS provider's gateway."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Gateway(ThreadingHTTPServer):
    """`received` holds the messages it was sent; it answers with `status`, once `hold` is set."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/send"
        self.status = 200
        self.location = ""
        self.hold = threading.Event()
        self.hold.set()
        self.received = []
        self.tokens = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        self.server.tokens.append(self.headers["Authorization"])
        self.server.hold.wait(10)
        with contextlib.suppress(OSError):  # a client that did not wait
            self.send_response(self.server.status)
            if self.server.location:
                self.send_header("Location", self.server.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def do_GET(self):
        self.server.received.append("GET")
        self.server.tokens.append(self.headers["Authorization"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Say nothing: the test looks at `received`."""


@contextlib.contextmanager
def running_gateway():
    """A Gateway that answers until the end."""
    gateway = Gateway()
    thread = threading.Thread(target=gateway.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield gateway
    finally:
        gateway.hold.set()
        gateway.shutdown()
        thread.join()
        gateway.server_close()
