"""The handler of uploads: what may be sent is kept in memory, what is too large is read to its end and let go."""

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile

from tests.tickets.attachments.sending import uploads

MEGABYTE = 1024**2


def kept(*sizes):
    """Of files of these sizes in one request: (size as told, bytes kept)."""
    received = uploads(*((f"{number}.jpg", bytes(size)) for number, size in enumerate(sizes)))
    return [(one.size, len(one.read())) for one in received]


def test_files_keep_their_names_and_bytes():
    first, second = uploads(("عکس.jpg", b"one"), ("b.pdf", b"two"))

    assert [(one.name, one.read(), one.content_type) for one in (first, second)] == [
        ("عکس.jpg", b"one", "application/octet-stream"),
        ("b.pdf", b"two", "application/octet-stream"),
    ]
    assert {type(first), type(second)} == {InMemoryUploadedFile}  # none on a disk


@pytest.mark.parametrize(
    ("size", "bytes_kept"),
    [(0, 0), (1, 1), (10 * MEGABYTE, 10 * MEGABYTE), (10 * MEGABYTE + 1, 0), (12 * MEGABYTE, 0)],
)
def test_file_over_ten_megabytes_tells_its_size_and_keeps_no_byte(size, bytes_kept):
    assert kept(size) == [(size, bytes_kept)]


def test_files_together_keep_25_megabytes():
    nine = 9 * MEGABYTE

    assert kept(nine, nine, nine, 7 * MEGABYTE) == [(nine, nine), (nine, nine), (nine, 0), (7 * MEGABYTE,) * 2]


def test_file_that_is_too_large_takes_no_room_from_others():
    assert kept(11 * MEGABYTE, 9 * MEGABYTE, 9 * MEGABYTE) == [(11 * MEGABYTE, 0), *[(9 * MEGABYTE,) * 2] * 2]
