"""The address that guessing is counted by: what our own proxies wrote, never what a guesser wrote."""

import pytest
from django.http import HttpResponse

from config.middleware import client_address

PEER = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PEER),
        (0, "192.0.2.9", PEER),  # nobody of ours wrote it
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "6.6.6.6, 192.0.2.1", "192.0.2.1"),
        (1, "6.6.6.6,192.0.2.1", "192.0.2.1"),
        (2, "6.6.6.6, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        (2, "192.0.2.1", "192.0.2.1"),  # the request came past the outer proxy
        (1, None, PEER),
        (1, "", PEER),
        (1, "192.0.2.1, ", PEER),
    ],
)
def test_client_address(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    request = rf.get("/", REMOTE_ADDR=PEER, **headers)

    client_address(lambda request: HttpResponse())(request)

    assert request.client_address == address
