"""Examining: each file once, by one worker; poison dies after five attempts, and whoever is killed leaves no mess."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.factories import create_attachment, create_message, create_ticket
from tests.files.genuine import photo, voice_ogg
from tests.files.hostile_broken import half
from tests.files.hostile_pictures import saved
from tests.tickets.attachments.conftest import NOW
from tests.waiting import wait_for_waiting
from tickets.attachments import cage, orphans, trays, vault
from tickets.attachments.examining import BACK_OFF, examine
from tickets.models import Attachment

CLAIM = timedelta(minutes=2)
CLEANED = ["cleaned", "thumbnail"]
SMALL = saved("PNG", size=(16, 12))


@pytest.fixture
def poison(draft):
    """A file at which the process breaks: nobody there knows its kind."""
    return create_attachment(draft=draft, format_name="floppy", created_at=NOW)


def alerts(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno == logging.CRITICAL]


def settle(now):
    """Examine whatever is due, as the sweep has it done."""
    for pk in Attachment.objects.due(now).order_by("due_at").values_list("pk", flat=True):
        examine(attachment_id=pk, now=now)


def test_good_file_is_ready_and_its_original_gone(waiting, stored):
    examine(attachment_id=waiting.pk, now=NOW)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.attempts, waiting.due_at, waiting.scanned_at) == ("ready", 1, None, None)
    assert (stored(), vault.get(waiting, vault.CLEANED)[:3]) == (CLEANED, b"\xff\xd8\xff")


def test_sound_has_no_thumbnail(draft, stored):
    voice = create_attachment(draft=draft, content=voice_ogg(), format_name="ogg", created_at=NOW)

    examine(attachment_id=voice.pk, now=NOW)

    assert (stored(), vault.get(voice, vault.CLEANED)[:4]) == (["cleaned"], b"OggS")


def test_bad_file_is_refused_and_all_of_it_gone(draft, stored):
    broken = create_attachment(draft=draft, content=half(saved("JPEG")), created_at=NOW)

    examine(attachment_id=broken.pk, now=NOW)

    broken.refresh_from_db()
    assert (broken.status, broken.refusal, broken.attempts, broken.due_at) == ("refused", "damaged", 1, None)
    assert stored() == []


def test_file_waits_until_it_is_due(waiting, state):
    examine(attachment_id=waiting.pk, now=NOW - timedelta(seconds=1))

    assert state(waiting) == ("pending", 0, NOW)


def test_file_that_does_not_exist_is_nobody_s_business(db):
    assert examine(attachment_id=0, now=NOW) is None


@pytest.mark.parametrize("status", ["arriving", "ready", "dead"])
def test_file_with_nothing_left_to_do_is_left_alone(draft, state, stored, status):
    attachment = create_attachment(draft=draft, status=status, created_at=NOW)
    before = stored()

    examine(attachment_id=attachment.pk, now=NOW)

    assert (state(attachment), stored()) == ((status, 0, None), before)


def test_claim_keeps_others_away_until_it_lapses(waiting, state):
    Attachment.objects.update(status="checking", attempts=1, due_at=NOW + CLAIM)

    examine(attachment_id=waiting.pk, now=NOW + CLAIM - timedelta(seconds=1))
    while_claimed = state(waiting)
    examine(attachment_id=waiting.pk, now=NOW + CLAIM)

    assert (while_claimed, state(waiting)) == (("checking", 1, NOW + CLAIM), ("ready", 2, None))


def test_two_workers_at_once_examine_it_once(transactional_db, waiting, state, stored):
    def work(_number):
        try:
            examine(attachment_id=waiting.pk, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        with transaction.atomic():  # holds the row until both want it
            Attachment.objects.select_for_update().get()
            works = [workers.submit(work, number) for number in range(2)]
            wait_for_waiting(2)
        results = [done.result() for done in works]

    assert (results, state(waiting), stored()) == ([None, None], ("ready", 1, None), CLEANED)


def test_failure_is_put_off_a_little_longer_each_time(poison, state, caplog):
    waits, now = [], NOW
    for _ in range(4):
        examine(attachment_id=poison.pk, now=now)
        due_at = state(poison)[2]
        waits.append(due_at - now)
        now = due_at

    assert tuple(waits) == BACK_OFF
    assert waits == [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1)]
    assert (state(poison)[:2], alerts(caplog)) == (("pending", 4), [])


def test_fifth_failure_is_the_last_and_gives_the_alert(poison, state, stored, caplog):
    for day in range(9):
        settle(NOW + timedelta(days=day))

    assert (state(poison), stored()) == (("dead", 5, None), ["original"])
    assert alerts(caplog) == [f"Attachment {poison.pk} given up after 5 attempts: exit code 1"]
    assert Attachment.objects.due(NOW + timedelta(days=99)).count() == 0


def test_process_that_takes_too_long_counts_as_a_failure(waiting, state, stored, monkeypatch):
    monkeypatch.setattr(cage, "SECONDS", 0.001)

    examine(attachment_id=waiting.pk, now=NOW)

    assert (state(waiting), stored()) == (("pending", 1, NOW + timedelta(seconds=30)), ["original"])


def test_dead_file_of_a_message_that_is_revived_has_five_more_attempts(waiting, state):
    message = create_message(ticket=create_ticket())
    Attachment.objects.update(status="dead", attempts=5, due_at=None, draft=None, message=message)

    revived = Attachment.objects.revive(NOW)
    examine(attachment_id=waiting.pk, now=NOW)

    assert (revived, state(waiting)) == (1, ("ready", 1, None))


def test_file_that_kills_its_workers_is_given_up_unexamined(waiting, state, stored, caplog):
    Attachment.objects.update(status="checking", attempts=5)

    examine(attachment_id=waiting.pk, now=NOW)

    assert (state(waiting), stored()) == (("dead", 6, None), ["original"])
    assert alerts(caplog) == [f"Attachment {waiting.pk} given up after 6 attempts: claimed too often"]


def test_poison_holds_up_nobody_and_does_not_loop(draft, state, stored, caplog):
    """20 files among 220: the process breaks at some, the bytes of others are lost."""
    good = [create_attachment(draft=draft, content=SMALL, format_name="png", created_at=NOW) for _ in range(200)]
    bad = [create_attachment(draft=draft, format_name="floppy", created_at=NOW) for _ in range(10)]
    lost = [create_attachment(draft=draft, created_at=NOW) for _ in range(10)]
    for attachment in lost:
        vault.drop(attachment, vault.ORIGINAL)

    for day in range(7):
        settle(NOW + timedelta(days=day))

    assert [state(file) for file in good] == [("ready", 1, None)] * 200
    assert [state(file) for file in (*bad, *lost)] == [("dead", 5, None)] * 20
    assert (len(alerts(caplog)), stored()) == (20, ["cleaned"] * 200 + ["original"] * 10 + ["thumbnail"] * 200)


@pytest.mark.parametrize(("status", "refusal", "left"), [("ready", "", CLEANED), ("refused", "damaged", [])])
def test_original_left_by_a_killed_worker_goes_with_the_sweep(waiting, state, stored, status, refusal, left):
    examine(attachment_id=waiting.pk, now=NOW)
    if refusal:
        vault.drop(waiting)
    vault.put(waiting, vault.ORIGINAL, photo())
    Attachment.objects.update(status=status, refusal=refusal, due_at=NOW + CLAIM)

    settle(NOW + CLAIM - timedelta(seconds=1))
    before = len(stored())
    settle(NOW + CLAIM)

    assert (before, stored(), state(waiting)) == (len(left) + 1, left, (status, 1, None))


def test_cleaned_file_that_cannot_be_stored_counts_as_a_failure(waiting, meanwhile, state, stored):
    def broken():
        raise OSError("No space left on device")

    meanwhile["cleaned"] = broken
    examine(attachment_id=waiting.pk, now=NOW)
    first = state(waiting), stored()
    examine(attachment_id=waiting.pk, now=NOW + timedelta(seconds=30))

    assert first == (("pending", 1, NOW + timedelta(seconds=30)), ["original"])
    assert (state(waiting), stored()) == (("ready", 2, None), CLEANED)


def test_late_worker_does_not_undo_what_another_has_done(waiting, meanwhile, state, stored):
    meanwhile["cleaned"] = lambda: examine(attachment_id=waiting.pk, now=NOW + CLAIM)

    examine(attachment_id=waiting.pk, now=NOW)

    assert (state(waiting), stored()) == (("ready", 2, None), CLEANED)


@pytest.mark.parametrize("part", ["cleaned", "thumbnail"])
def test_file_taken_out_and_swept_while_it_is_examined_leaves_no_bytes(draft, waiting, meanwhile, stored, part):
    def taken_out_and_swept():
        trays.take_out(draft, str(waiting.key))
        orphans.sweep(now=NOW)

    meanwhile[part] = taken_out_and_swept

    examine(attachment_id=waiting.pk, now=NOW)
    orphans.sweep(now=NOW)

    assert (Attachment.objects.count(), stored()) == (0, [])


def test_file_taken_out_while_it_is_examined_leaves_no_bytes_behind_the_next_sweep(draft, waiting, meanwhile, stored):
    meanwhile["cleaned"] = lambda: trays.take_out(draft, str(waiting.key))

    examine(attachment_id=waiting.pk, now=NOW)
    orphans.sweep(now=NOW)

    assert (Attachment.objects.count(), stored()) == (0, [])


def test_file_taken_out_at_its_last_attempt_raises_no_alert(draft, waiting, meanwhile, caplog):
    def taken_out():
        trays.take_out(draft, str(waiting.key))
        raise OSError("No space left on device")

    Attachment.objects.update(attempts=4)
    meanwhile["cleaned"] = taken_out

    examine(attachment_id=waiting.pk, now=NOW)

    assert alerts(caplog) == []


def test_log_does_not_quote_the_file(poison, caplog):
    Attachment.objects.update(label="نام محرمانه.jpg")

    examine(attachment_id=poison.pk, now=NOW)

    assert caplog.messages == [f"Attachment {poison.pk} not examined (exit code 1); attempt 1"]
