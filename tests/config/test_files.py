"""Where files are kept and who looks through them, as an operator tells it in the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.test import override_settings
from storages.backends.s3 import S3Storage

from config.files import clamd_address, storage_of_files

VARIABLES = ["FILES_FOLDER", "FILES_BUCKET", "FILES_S3_ENDPOINT", "FILES_S3_KEY", "FILES_S3_SECRET", "FILES_S3_REGION"]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def storage():
    with override_settings(STORAGES={"attachments": storage_of_files(default="/srv/files")}):
        return storages["attachments"]


@pytest.mark.parametrize(("value", "location"), [(None, "/srv/files"), ("", "/srv/files"), ("/mnt/x", "/mnt/x")])
def test_folder(monkeypatch, value, location):
    if value is not None:
        monkeypatch.setenv("FILES_FOLDER", value)

    folder = storage()

    assert (folder.location, folder.file_permissions_mode, folder.directory_permissions_mode) == (
        location,
        0o600,
        0o700,
    )


def test_bucket(monkeypatch):
    values = {"FILES_BUCKET": "portal", "FILES_S3_ENDPOINT": "https://s3.example.ir", "FILES_S3_KEY": "the key"}
    values |= {"FILES_S3_SECRET": "the secret", "FILES_S3_REGION": "thr"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    bucket = storage()

    assert (type(bucket), bucket.bucket_name, bucket.endpoint_url) == (S3Storage, "portal", "https://s3.example.ir")
    assert (bucket.access_key, bucket.secret_key, bucket.region_name) == ("the key", "the secret", "thr")
    assert (bucket.default_acl, bucket.file_overwrite, bucket.querystring_auth) == (None, True, False)


def test_bucket_without_more_is_amazon_s_with_the_rights_of_the_machine(monkeypatch):
    monkeypatch.setenv("FILES_BUCKET", "portal")

    bucket = storage()

    assert (bucket.endpoint_url, bucket.access_key, bucket.secret_key) == (None, None, None)
    assert bucket.region_name == "us-east-1"


def test_bucket_that_is_away_costs_seconds(monkeypatch):
    monkeypatch.setenv("FILES_BUCKET", "portal")

    config = storage().client_config

    assert (config.connect_timeout, config.read_timeout, config.retries) == (2, 5, {"total_max_attempts": 1})


@pytest.mark.parametrize(
    "address", ["", "unix:///run/clamav/clamd.ctl", "tcp://127.0.0.1:3310", "tcp://clamav.example.ir:3310"]
)
def test_address_of_the_scanner(monkeypatch, address):
    monkeypatch.setenv("CLAMD_ADDRESS", address)

    assert clamd_address("CLAMD_ADDRESS") == address


def test_no_address_is_no_scanner(monkeypatch):
    monkeypatch.delenv("CLAMD_ADDRESS", raising=False)

    assert clamd_address("CLAMD_ADDRESS") == ""


@pytest.mark.parametrize(
    "address",
    [
        "/run/clamav/clamd.ctl",
        "unix://",
        "unix:",
        "tcp://127.0.0.1",
        "tcp://:3310",
        "tcp://127.0.0.1:port",
        "tcp://127.0.0.1:99999",
        "tcp://127.0.0.1:0",
        "http://127.0.0.1:3310",
        "127.0.0.1:3310",
        "tcp://[x:3310",
        "unix://run/clamav/clamd.ctl",
    ],
)
def test_other_addresses_are_refused_with_what_to_write(monkeypatch, address):
    monkeypatch.setenv("CLAMD_ADDRESS", address)

    with pytest.raises(ImproperlyConfigured, match=r"CLAMD_ADDRESS must be like unix:///run/clamav/clamd.ctl"):
        clamd_address("CLAMD_ADDRESS")
