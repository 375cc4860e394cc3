"""A folder for the files of each test, drafts to put them in, and looks at what lies there."""

from datetime import UTC, datetime, timedelta

import pytest

from config.files import storage_of_files
from tests.factories import create_attachment
from tests.files.genuine import photo
from tests.tickets.attachments.meanwhile import Meanwhile
from tickets.models import Attachment, Draft

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)  # 11:30 in Qazvin


@pytest.fixture(autouse=True)
def folder(tmp_path, settings, monkeypatch):
    """Where this test's files are; nobody looks through them for viruses."""
    monkeypatch.delenv("FILES_BUCKET", raising=False)
    monkeypatch.setenv("FILES_FOLDER", str(tmp_path / "files"))
    settings.STORAGES = settings.STORAGES | {"attachments": storage_of_files(default="")}
    settings.CLAMD_ADDRESS = ""
    return tmp_path / "files"


@pytest.fixture
def stored(folder):
    """The names of the files there, without their random part: `stored()` is ["original"]."""
    return lambda: sorted(path.suffix[1:] for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def meanwhile(folder, settings):
    """What happens while a part is put into the folder: `meanwhile["original"] = function`."""
    options = settings.STORAGES["attachments"]["OPTIONS"]
    backend = f"{Meanwhile.__module__}.{Meanwhile.__name__}"
    settings.STORAGES = settings.STORAGES | {"attachments": {"BACKEND": backend, "OPTIONS": options}}
    Meanwhile.happenings.clear()
    yield Meanwhile.happenings
    Meanwhile.happenings.clear()


@pytest.fixture
def create_draft(db):
    """A form that is being filled in: `create_draft()`."""

    def create(**changes):
        row = {"system": "complaints", "content": {}, "created_at": NOW, "expires_at": NOW + timedelta(hours=24)}
        return Draft.objects.create(**row | changes)

    return create


@pytest.fixture
def draft(create_draft):
    return create_draft()


@pytest.fixture
def waiting(draft):
    """A photo that waits to be examined."""
    return create_attachment(draft=draft, content=photo(size=(160, 120)), created_at=NOW)


@pytest.fixture
def state():
    """What the table says of a file now: (status, attempts, due_at)."""
    return lambda attachment: Attachment.objects.values_list("status", "attempts", "due_at").get(pk=attachment.pk)
