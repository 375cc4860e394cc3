"""Orphans: files whose draft is gone or that never arrived go, row and bytes; files of messages stay."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import connection, transaction
from django.utils import timezone

from tests.factories import create_attachment, create_message, create_ticket
from tests.files.genuine import photo
from tests.tickets.attachments.conftest import NOW
from tickets import drafts, sweep
from tickets.attachments import orphans, trays
from tickets.attachments.examining import examine
from tickets.models import Attachment

STATUSES = ["pending", "checking", "ready", "dead"]


@pytest.fixture
def session():
    return SessionStore()


@pytest.fixture
def begun(session, db):
    """A form begun by `session`, with a file in each status."""
    draft = drafts.begin(session, "complaints", now=NOW)
    for status in STATUSES:
        create_attachment(draft=draft, status=status, thumbnail=b"small", created_at=NOW)
    create_attachment(draft=draft, status="refused", refusal="damaged", created_at=NOW)
    return draft


def test_files_of_a_draft_that_lives_stay(begun, stored):
    orphans.sweep(now=NOW)

    assert (Attachment.objects.count(), len(stored())) == (5, 8)


def test_files_die_with_a_form_begun_anew(begun, session, stored):
    drafts.start_again(session, "complaints")

    orphans.sweep(now=NOW)

    assert (Attachment.objects.count(), stored()) == (0, [])


def test_files_die_with_a_quick_exit(begun, session, stored):
    drafts.forget_all(session)

    orphans.sweep(now=NOW)

    assert (Attachment.objects.count(), stored()) == (0, [])


def test_files_die_with_a_draft_that_has_expired(begun, stored):
    drafts.clear_expired(now=NOW + timedelta(hours=24))

    orphans.sweep(now=NOW)

    assert (Attachment.objects.count(), stored()) == (0, [])


def test_file_taken_out_dies_alone(begun, stored):
    chosen = begun.attachments.get(status="ready")

    trays.take_out(begun, str(chosen.key))
    orphans.sweep(now=NOW)

    assert (begun.attachments.count(), Attachment.objects.count(), len(stored())) == (4, 4, 6)


@pytest.mark.parametrize(("minutes", "left"), [(9, ["original"]), (10, [])])
def test_file_that_has_not_arrived_within_ten_minutes_never_will(draft, stored, minutes, left):
    create_attachment(draft=draft, status="arriving", created_at=NOW)

    orphans.sweep(now=NOW + timedelta(minutes=minutes))

    assert (Attachment.objects.count(), stored()) == (len(left), left)


def test_files_of_messages_stay_for_good(reference, stored):
    message = create_message(ticket=create_ticket())
    for status in STATUSES:
        create_attachment(message=message, status=status, created_at=NOW - timedelta(days=999))

    orphans.sweep(now=NOW)

    assert (message.attachments.count(), len(stored())) == (4, 4)


def test_row_whose_bytes_are_gone_already_goes_too(folder, db):
    attachment = create_attachment()
    (folder / attachment.key.hex[:2] / f"{attachment.key.hex}.original").unlink()

    orphans.sweep(now=NOW)

    assert Attachment.objects.count() == 0


def test_one_that_cannot_be_deleted_stops_no_other_and_is_tried_again(folder, db, caplog):
    stuck, other = create_attachment(), create_attachment()
    path = folder / stuck.key.hex[:2] / f"{stuck.key.hex}.thumbnail"
    (path / "in the way").mkdir(parents=True)

    orphans.sweep(now=NOW)

    assert [file.pk for file in Attachment.objects.all()] == [stuck.pk]
    assert caplog.messages == [f"Attachment {stuck.pk} could not be deleted: OSError"]
    (path / "in the way").rmdir()
    orphans.sweep(now=NOW)
    assert (Attachment.objects.count(), other.pk > stuck.pk) == (0, True)


def test_sweep_takes_no_more_than_a_batch(db, monkeypatch):
    monkeypatch.setattr(orphans, "BATCH", 2)
    for _ in range(3):
        create_attachment()

    orphans.sweep(now=NOW)

    assert Attachment.objects.count() == 1


def test_sweep_of_the_portal_deletes_them(db, stored):
    create_attachment(created_at=timezone.now())

    sweep.sweep(now=timezone.now())

    assert (Attachment.objects.count(), stored()) == (0, [])


def test_file_that_another_sweep_has_in_hand_is_left_to_that(transactional_db, stored):
    create_attachment(created_at=NOW)

    def sweep_elsewhere():
        try:
            orphans.sweep(now=NOW)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as elsewhere:
        Attachment.objects.select_for_update().get()
        elsewhere.submit(sweep_elsewhere).result()

    assert (Attachment.objects.count(), stored()) == (1, ["original"])


def test_file_whose_row_goes_while_it_is_examined_leaves_no_bytes(draft, meanwhile, stored):
    attachment = create_attachment(draft=draft, content=photo(), created_at=NOW)
    meanwhile["cleaned"] = Attachment.objects.all().delete

    examine(attachment_id=attachment.pk, now=NOW)

    assert stored() == []


def test_original_that_cannot_be_deleted_is_tried_again_later(draft, folder):
    attachment = create_attachment(draft=draft, status="ready", due_at=NOW, created_at=NOW)
    in_the_way = folder / attachment.key.hex[:2] / f"{attachment.key.hex}.original"
    (in_the_way / "a file in a folder of its name").mkdir(parents=True)

    examine(attachment_id=attachment.pk, now=NOW)

    attachment.refresh_from_db()
    assert (attachment.status, attachment.due_at > NOW) == ("ready", True)
