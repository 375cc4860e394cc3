"""The S3 server our tests of files lean on, asked as the portal asks it: through django-storages."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from tests.s3 import REGION, running_s3

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("processes")]
LARGE = bytes(range(256)) * 40_000  # 10 MB: boto3 sends it in parts, from threads, and the server keeps it in pieces


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    with running_s3(tmp_path_factory.mktemp("s3") / "s3") as s3:
        yield s3


def opened(s3, **options):
    """A storage in the bucket of `s3`."""
    account = {"access_key": s3.access_key, "secret_key": s3.secret_key}
    where = {"endpoint_url": s3.endpoint_url, "bucket_name": s3.bucket, "region_name": REGION}
    ways = {"addressing_style": "path", "file_overwrite": True, "proxies": {}}
    return S3Storage(**where | account | ways | options)


@pytest.fixture
def storage(s3):
    return opened(s3)


def content_of(storage, name):
    with storage.open(name) as file:
        return file.read()


@pytest.mark.parametrize("content", ["نامه".encode(), b"", LARGE], ids=["small", "empty", "large"])
def test_saved_file_is_read_back(storage, content):
    name = storage.save("letters/۱.txt", ContentFile(content))

    assert (name, content_of(storage, name), storage.size(name)) == ("letters/۱.txt", content, len(content))


def test_file_saved_again_replaces_the_first(storage):
    storage.save("letter.txt", ContentFile(b"first"))

    name = storage.save("letter.txt", ContentFile(b"second"))

    assert (name, content_of(storage, name)) == ("letter.txt", b"second")


def test_deleted_file_is_gone(storage):
    storage.save("gone.txt", ContentFile(b"letter"))

    storage.delete("gone.txt")

    assert storage.exists("gone.txt") is False
    with pytest.raises(FileNotFoundError):
        storage.open("gone.txt")


def test_bucket_that_nobody_made_is_refused(s3):
    with pytest.raises(ClientError, match="NoSuchBucket"):
        opened(s3, bucket_name="elsewhere").save("letter.txt", ContentFile(b"letter"))


def test_wrong_key_is_refused(s3):
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        opened(s3, secret_key="wrong").save("letter.txt", ContentFile(b"letter"))


def test_stopped_server_refuses_and_comes_back_with_its_files(s3, storage):
    name = storage.save("kept.txt", ContentFile(b"letter"))
    s3.stop()
    with pytest.raises(EndpointConnectionError):
        opened(s3).exists(name)

    s3.start()

    assert content_of(storage, name) == b"letter"
