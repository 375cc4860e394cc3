"""
The address that guessing is counted by: what our own proxies wrote, never what a guesser wrote. And what is too large.
"""

from html import unescape

import pytest
from django.conf import settings as portal
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse

from config.middleware import client_address, size_limit

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


MOST = portal.MOST_BYTES_OF_A_REQUEST


@pytest.mark.parametrize("length", ["", "0", str(MOST), "-1", "x", "1e9", " "])
def test_request_of_a_size_we_read_goes_on(rf, length):
    answer = HttpResponse()

    assert size_limit(lambda request: answer)(rf.post("/", CONTENT_LENGTH=length)) is answer


@pytest.mark.parametrize("length", [str(MOST + 1), "9" * 5_000])
def test_request_too_large_to_be_read_is_refused_unread(rf, length):
    request = rf.post("/", CONTENT_LENGTH=length)

    with pytest.raises(RequestDataTooBig):
        size_limit(lambda request: HttpResponse())(request)


@pytest.mark.parametrize(
    "address", ["/complaints/files/", "/track/case/follow-up/", "/admin/tickets/ticket/1/change/"]
)
@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "برگردید، متن را کوتاه‌تر"),
        ("/en", "Go back, make your text shorter or choose smaller files, and send it once more."),
    ],
)
def test_request_too_large_is_told_so_in_the_language_of_the_page(client, db, prefix, words, address):
    response = client.post(f"{prefix}{address}", CONTENT_LENGTH=str(MOST + 1))

    assert (response.status_code, words in unescape(response.content.decode())) == (413, True)
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
