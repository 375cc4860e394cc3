"""Text messages through a small backend, named by SMS_BACKEND."""

import json
import logging
import urllib.request

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10


class NotSent(Exception):
    """The gateway did not take the message."""


def send(*, to, text):
    """Send `text` to the mobile number `to` (09…). Raises NotSent or OSError."""
    import_string(settings.SMS_BACKEND)().send(to=to, text=text)


class ConsoleBackend:
    """For development: says that a message would go out. The number is masked, for logs are kept."""

    def send(self, *, to, text):
        logger.info("SMS to %s…%s: %s", to[:4], to[-2:], text)


class HTTPGatewayBackend:
    """
    Posts {"from", "to", "text"} as JSON to SMS_GATEWAY_URL with SMS_GATEWAY_TOKEN as bearer.

    Any answer but 2xx raises NotSent; a redirect too, for the token and the number are meant for that address only.
    """

    def send(self, *, to, text):
        body = json.dumps({"from": settings.SMS_SENDER, "to": to, "text": text}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}"}
        request = urllib.request.Request(settings.SMS_GATEWAY_URL, data=body, headers=headers)  # noqa: S310 - http(s)
        with _opener().open(request, timeout=TIMEOUT_SECONDS) as response:
            if not 200 <= response.status < 300:
                raise NotSent(response.status)


def _opener():
    """Speaks HTTP and HTTPS and nothing else: follows no redirect, reads no file."""
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.HTTPHandler())
    opener.add_handler(urllib.request.HTTPSHandler())
    return opener
