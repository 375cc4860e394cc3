"""A form is deleted while a file of it arrives or is examined: no bytes are left that no row knows of."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tickets import drafts
from tickets.attachments import cage, examining, orphans, receiving, vault
from tickets.models import Attachment, Draft
from tickets.models.draft import LIFETIME

PDF = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 enough to tell what it is")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where this test's files lie."""
    attachments = settings.STORAGES["attachments"]
    options = attachments["OPTIONS"] | {"location": str(tmp_path)}
    settings.STORAGES = settings.STORAGES | {"attachments": attachments | {"OPTIONS": options}}
    return tmp_path


@pytest.fixture
def draft(db):
    now = timezone.now()
    return Draft.objects.create(system="complaints", content={}, created_at=now, expires_at=now + LIFETIME)


def is_deleted():
    """By its sender, and then by the sweep."""
    Draft.objects.all().delete()
    orphans.sweep(now=timezone.now())


def receive(draft):
    PDF.seek(0)
    return receiving.receive(PDF, draft=draft, now=timezone.now())


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_while_it_arrives(draft, folder, monkeypatch):
    put = vault.put

    def slowly(*args):
        is_deleted()
        put(*args)

    monkeypatch.setattr(vault, "put", slowly)

    with pytest.raises(drafts.Lapsed):
        receive(draft)

    assert (kept(folder), Attachment.objects.count()) == ([], 0)


def test_while_it_is_examined(draft, folder, monkeypatch):
    attachment = receive(draft)

    def clean(content, format_name):
        is_deleted()
        return cage.Cleaned(content=content, thumbnail=b"")

    monkeypatch.setattr(cage, "clean", clean)

    examining.examine(attachment_id=attachment.pk, now=timezone.now())
    orphans.sweep(now=timezone.now())

    assert (kept(folder), Attachment.objects.count()) == ([], 0)
