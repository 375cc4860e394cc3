"""How a file is sent: to be saved and never shown, under a name that fits what it is now, whole or in pieces."""

import pytest
from django.utils import timezone

from tickets.attachments import serving
from tickets.models import Attachment

CONTENT = b"0123456789"


def attachment(label="سند.pdf", format_="pdf"):
    """A row that nobody saves."""
    return Attachment(label=label, format=format_, size=1, created_at=timezone.now())


def served(rf, asked=None, *, method="get", label="voice.mp3", format_="mp3", **more):
    headers = {} if asked is None else {"HTTP_RANGE": asked}
    return serving.response(getattr(rf, method)("/", **headers), attachment(label, format_), CONTENT, **more)


def test_headers_let_nothing_but_saving_happen(rf):
    response = served(rf)

    assert dict(response.items()) == {
        "Content-Type": "audio/mpeg",
        "Content-Disposition": 'attachment; filename="voice.mp3"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Accept-Ranges": "bytes",
    }


@pytest.mark.parametrize(
    ("label", "format_", "name", "media_type"),
    [
        ("photo.heic", "heic", "photo.jpg", "image/jpeg"),
        ("Screenshot.PNG", "png", "Screenshot.jpg", "image/jpeg"),
        ("a.webp", "webp", "a.jpg", "image/jpeg"),
        ("IMG_0042.JPEG", "jpeg", "IMG_0042.JPEG", "image/jpeg"),
        ("a.b.jfif", "jpeg", "a.b.jfif", "image/jpeg"),
        ("paper.pdf", "pdf", "paper.pdf", "application/pdf"),
        ("memo.M4A", "m4a", "memo.M4A", "audio/mp4"),
        ("song.mp3", "mp3", "song.mp3", "audio/mpeg"),
        ("call.opus", "ogg", "call.opus", "audio/ogg"),
        (".heic", "heic", "heic.jpg", "image/jpeg"),
    ],
)
def test_name_and_type_are_those_of_what_is_kept(rf, label, format_, name, media_type):
    response = served(rf, label=label, format_=format_)

    assert (response["Content-Disposition"], response["Content-Type"]) == (
        f'attachment; filename="{name}"',
        media_type,
    )


@pytest.mark.parametrize(
    ("label", "disposition"),
    [
        ("کارنامه.heic", "%DA%A9%D8%A7%D8%B1%D9%86%D8%A7%D9%85%D9%87.jpg"),
        ("é.heic", "%C3%A9.jpg"),
    ],
)
def test_persian_name_is_sent_as_browsers_read_it(rf, label, disposition):
    response = served(rf, label=label, format_="heic")

    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{disposition}"


def test_quotes_in_a_name_end_nothing(rf):
    response = served(rf, label='a"; x="b.pdf', format_="pdf")

    assert response["Content-Disposition"] == r'attachment; filename="a\"; x=\"b.pdf"'


@pytest.mark.parametrize(
    ("asked", "content", "said"),
    [
        ("bytes=0-0", b"0", "bytes 0-0/10"),
        ("bytes=0-", CONTENT, "bytes 0-9/10"),
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=9-9", b"9", "bytes 9-9/10"),
        ("bytes=5-999", b"56789", "bytes 5-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-999", CONTENT, "bytes 0-9/10"),
    ],
)
def test_range_is_sent_alone(rf, asked, content, said):
    response = served(rf, asked)

    assert (response.status_code, response.content, response["Content-Range"]) == (206, content, said)
    assert (response["Content-Type"], response["Content-Disposition"][:10]) == ("audio/mpeg", "attachment")


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", f"bytes={10**17}-", "bytes=-0"])
def test_range_behind_the_end_is_refused(rf, asked):
    response = served(rf, asked)

    assert (response.status_code, response.content, response["Content-Range"]) == (416, b"", "bytes */10")


@pytest.mark.parametrize(
    "asked",
    [
        *("", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=1-2,4-5", "bytes=0-0,-1", "lines=0-1"),
        *(
            "bytes=1 - 2",
            "bytes=--1",
            "bytes=1-2-3",
            "bytes=۱-۲",
            "bytes=0x1-2",
            f"bytes={'9' * 5000}-",
            "bytes=0-1\n",
        ),
    ],
)
def test_anything_else_is_answered_with_the_whole(rf, asked):
    response = served(rf, asked)

    assert (response.status_code, response.content, response.headers.get("Content-Range")) == (200, CONTENT, None)


def test_head_knows_no_ranges(rf):
    response = served(rf, "bytes=2-4", method="head")

    assert (response.status_code, response.headers.get("Content-Range")) == (200, None)
