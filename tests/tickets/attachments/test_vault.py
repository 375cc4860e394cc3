"""The vault: what lies in it tells nobody anything, opens for its own row only, in a folder as in a bucket."""

import stat
from contextlib import closing

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.storage import storages
from django.db import connection

from config.files import storage_of_files
from tests.factories import create_attachment
from tests.files.sent import CANARY
from tests.s3 import REGION, running_s3
from tests.tickets.attachments.conftest import NOW
from tests.tickets.attachments.sending import upload
from tickets.attachments import orphans, vault
from tickets.attachments.receiving import receive
from tickets.attachments.refusals import Refused
from tickets.models import Attachment

processes = [pytest.mark.worker, pytest.mark.xdist_group("processes")]
PHOTO = b"\xff\xd8\xff" + CANARY.encode()


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    with running_s3(tmp_path_factory.mktemp("s3") / "s3") as s3:
        yield s3


class Folder:
    """What lies in the folder."""

    def __init__(self, folder):
        self.folder = folder

    def contents(self):
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}

    def write(self, name, content):
        (self.folder / name).write_bytes(content)


class Bucket:
    """What lies in the bucket."""

    def __init__(self, s3):
        self.s3 = s3

    def contents(self):
        with self.s3.client() as client:
            names = [thing["Key"] for thing in client.list_objects_v2(Bucket=self.s3.bucket).get("Contents", [])]
            return {name: client.get_object(Bucket=self.s3.bucket, Key=name)["Body"].read() for name in names}

    def write(self, name, content):
        with self.s3.client() as client:
            client.put_object(Bucket=self.s3.bucket, Key=name, Body=content)

    def clear(self):
        with self.s3.client() as client:
            for name in self.contents():
                client.delete_object(Bucket=self.s3.bucket, Key=name)


@pytest.fixture
def bucket(s3, settings, monkeypatch):
    """The portal's own settings, told of the bucket as an operator does it."""
    variables = {"FILES_BUCKET": s3.bucket, "FILES_S3_ENDPOINT": s3.endpoint_url, "FILES_S3_REGION": REGION}
    variables |= {"FILES_S3_KEY": s3.access_key, "FILES_S3_SECRET": s3.secret_key, "NO_PROXY": "127.0.0.1"}
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = settings.STORAGES | {"attachments": storage_of_files(default="")}
    bucket = Bucket(s3)
    bucket.clear()
    with closing(storages["attachments"].connection.meta.client):
        yield bucket


@pytest.fixture(params=["folder", pytest.param("bucket", marks=processes)])
def place(request, folder):
    """Each kind of storage: `place.contents()` is {name: bytes}."""
    return request.getfixturevalue("bucket") if request.param == "bucket" else Folder(folder)


@pytest.fixture
def photo(draft, place):
    return create_attachment(draft=draft, content=PHOTO, label=f"{CANARY}.jpg", created_at=NOW)


def test_what_is_put_is_got_again(photo, place):
    vault.put(photo, vault.CLEANED, b"clean")
    vault.put(photo, vault.CLEANED, b"cleaner")

    assert vault.get(photo, vault.ORIGINAL) == PHOTO
    assert vault.get(photo, vault.CLEANED) == b"cleaner"
    assert len(place.contents()) == 2


@pytest.mark.parametrize("content", [b"", bytes(10 * 1024**2)], ids=["empty", "ten megabytes"])
def test_every_size_comes_back(photo, content):
    vault.put(photo, vault.CLEANED, content)

    assert vault.get(photo, vault.CLEANED) == content


def test_nothing_that_lies_there_can_be_read(photo, place):
    vault.put(photo, vault.THUMBNAIL, PHOTO)

    assert [name for name, content in place.contents().items() if b"Canary" in content or b"\xff\xd8" in content] == []
    assert {len(content) - len(PHOTO) for content in place.contents().values()} == {1 + 12 + 16}  # version, nonce, tag


def test_names_are_random(photo, place):
    key = photo.key.hex

    assert list(place.contents()) == [f"{key[:2]}/{key}.original"]
    assert Attachment().key != Attachment().key


def test_same_bytes_lie_there_differently(photo, place):
    (name,) = place.contents()
    first = place.contents()[name]
    vault.put(photo, vault.ORIGINAL, PHOTO)

    assert place.contents()[name] != first


def test_part_of_another_file_does_not_open(photo, draft, place):
    other = create_attachment(draft=draft, content=PHOTO)
    contents = place.contents()
    name, others = (f"{file.key.hex[:2]}/{file.key.hex}.original" for file in (photo, other))

    place.write(name, contents[others])

    with pytest.raises(InvalidTag):
        vault.get(photo, vault.ORIGINAL)


def test_another_part_of_the_same_file_does_not_open(photo, place):
    vault.put(photo, vault.CLEANED, b"clean")
    name = f"{photo.key.hex[:2]}/{photo.key.hex}"

    place.write(f"{name}.cleaned", place.contents()[f"{name}.original"])

    with pytest.raises(InvalidTag):
        vault.get(photo, vault.CLEANED)


def test_altered_part_does_not_open(photo, place):
    ((name, content),) = place.contents().items()

    place.write(name, content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(InvalidTag):
        vault.get(photo, vault.ORIGINAL)


def test_dropped_part_is_gone_and_may_be_dropped_again(photo, place):
    vault.put(photo, vault.CLEANED, b"clean")

    vault.drop(photo, vault.ORIGINAL)
    vault.drop(photo, vault.ORIGINAL)

    assert [name[-8:] for name in place.contents()] == [".cleaned"]
    with pytest.raises(FileNotFoundError):
        vault.get(photo, vault.ORIGINAL)


def test_all_parts_are_dropped(photo, place):
    vault.put(photo, vault.CLEANED, b"clean")
    vault.put(photo, vault.THUMBNAIL, b"small")

    vault.drop(photo)

    assert place.contents() == {}


def test_former_key_opens_what_it_closed(photo, settings):
    settings.IDENTITY_KEYS = {9: b"k" * 32} | settings.IDENTITY_KEYS

    vault.put(photo, vault.CLEANED, b"clean")

    assert (vault.get(photo, vault.ORIGINAL), vault.get(photo, vault.CLEANED)) == (PHOTO, b"clean")


def test_key_is_that_of_the_senders(photo, settings):
    settings.IDENTITY_KEYS = dict.fromkeys(settings.IDENTITY_KEYS, b"k" * 32)

    with pytest.raises(InvalidTag):
        vault.get(photo, vault.ORIGINAL)


def test_label_stands_encrypted_in_the_table(draft):
    attachment = create_attachment(draft=draft, label=f"{CANARY}.jpg")

    with connection.cursor() as cursor:
        cursor.execute("SELECT label FROM tickets_attachment")
        (sealed,) = (bytes(label) for (label,) in cursor.fetchall())
    assert (b"Canary" in sealed, Attachment.objects.get(pk=attachment.pk).label) == (False, f"{CANARY}.jpg")


def test_folder_is_open_to_nobody_else(draft, folder):
    create_attachment(draft=draft)

    modes = {stat.filemode(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    assert modes == {"drwx------", "-rw-------"}


class TestBucketThatIsAway:
    """A storage that does not answer costs the sender a sentence, and leaves nothing behind once it is back."""

    pytestmark = processes

    def test_file_is_not_kept_and_swept_later(self, draft, bucket, s3):
        s3.stop()
        with pytest.raises(Refused, match="not_kept"):
            receive(upload("a.jpg", PHOTO), draft=draft, now=NOW)
        left = draft.attachments.count()

        s3.start()
        orphans.sweep(now=NOW)

        assert (left, Attachment.objects.count(), bucket.contents()) == (0, 0, {})
