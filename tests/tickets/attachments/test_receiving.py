"""Receiving: what fits is stored and handed on; what does not is told why, and leaves nothing behind."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.factories import create_attachment, create_message, create_ticket
from tests.files.genuine import photo
from tests.files.hostile import ODD_NAMES
from tests.processes import ringing_at, running_broker
from tests.tickets.attachments.conftest import NOW
from tests.tickets.attachments.sending import upload, uploads
from tests.waiting import wait_for_waiting
from tickets.attachments import orphans, trays, vault
from tickets.attachments.receiving import label, receive
from tickets.attachments.refusals import Refused
from tickets.drafts import Lapsed
from tickets.models import Attachment, Draft, Quota

ADDRESS = "192.0.2.1"
JPEG = b"\xff\xd8\xff"
MEGABYTE = 1024**2
NOT_TAKEN = {"odd_long", "odd_long_persian", "odd_trailing_dots"}  # kilobytes, or no ending that says the kind


def refusal(uploaded, draft, **options):
    """The code with which it is refused."""
    with pytest.raises(Refused) as refused:
        receive(uploaded, draft=draft, now=NOW, **options)
    return str(refused.value)


def of_size(draft, *sizes, **changes):
    """Files of these sizes in the table; nothing of them is stored but a few bytes."""
    for size in sizes:
        attachment = create_attachment(draft=draft, created_at=NOW, **changes)
        Attachment.objects.filter(pk=attachment.pk).update(size=size)


def test_file_is_stored_and_waits_to_be_examined(draft, stored, state):
    attachment = receive(upload("عکس کلاس.jpg", photo()), draft=draft, now=NOW)

    row = Attachment.objects.get()
    assert (row.draft, row.label, row.format, row.size) == (draft, "عکس کلاس.jpg", "jpeg", len(photo()))
    assert (state(attachment), stored()) == (("pending", 0, NOW), ["original"])
    assert vault.get(row, vault.ORIGINAL) == photo()


def test_worker_is_woken_once_the_file_is_there(draft, tmp_path, django_capture_on_commit_callbacks):
    with running_broker(tmp_path) as broker, ringing_at(broker.url):
        with django_capture_on_commit_callbacks(execute=True):
            receive(upload("a.jpg", photo()), draft=draft, now=NOW)

        assert broker.client.llen("files") == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.jpg", b"", "empty"),
        ("a.jpg", JPEG.ljust(10 * MEGABYTE + 1), "size"),
        ("a.exe", b"MZ", "type"),
        ("a.jpg", JPEG + b"<script>", "unsafe"),
    ],
    ids=["empty", "size", "type", "unsafe"],
)
def test_file_that_is_not_taken_leaves_nothing(draft, stored, name, content, code):
    assert refusal(upload(name, content), draft, address=ADDRESS) == code
    assert (Attachment.objects.count(), Quota.objects.count(), stored()) == (0, 0, [])


def test_file_of_ten_megabytes_is_taken(draft):
    attachment = receive(upload("a.jpg", JPEG.ljust(10 * MEGABYTE)), draft=draft, now=NOW)

    assert attachment.size == 10_485_760


def test_file_that_does_not_fit_beside_others_of_its_request_is_told_so(draft):
    large = ("a.jpg", JPEG.ljust(9 * MEGABYTE))
    *taken, last = uploads(large, large, large)

    assert [receive(one, draft=draft, now=NOW).size for one in taken] == [9 * MEGABYTE] * 2
    assert refusal(last, draft) == "together"


def test_sixth_file_is_refused_and_not_counted(draft):
    of_size(draft, 1, 1, 1, 1)
    of_size(draft, 1, status="arriving")

    assert refusal(upload("a.jpg", photo()), draft, address=ADDRESS) == "files"
    assert (draft.attachments.count(), Quota.objects.count()) == (5, 0)


def test_refused_file_takes_up_no_room(draft):
    of_size(draft, 1, 1, 1, 1)
    of_size(draft, 1, 25 * MEGABYTE, status="refused", refusal="damaged")

    receive(upload("a.jpg", photo()), draft=draft, now=NOW)

    assert draft.attachments.count() == 7


@pytest.mark.parametrize(("room", "codes"), [(0, []), (1, ["together"])])
def test_files_together_have_25_megabytes(draft, room, codes):
    of_size(draft, 9 * MEGABYTE, 9 * MEGABYTE, 7 * MEGABYTE - len(photo()) + room)

    refused = []
    try:
        receive(upload("a.jpg", photo()), draft=draft, now=NOW)
    except Refused as refusal:
        refused.append(str(refusal))

    assert refused == codes


def test_other_drafts_have_room_of_their_own(draft, create_draft):
    of_size(create_draft(), 5 * MEGABYTE, 5 * MEGABYTE, 5 * MEGABYTE, 5 * MEGABYTE, 5 * MEGABYTE)

    receive(upload("a.jpg", photo()), draft=draft, now=NOW)

    assert draft.attachments.count() == 1


def test_draft_that_is_gone_takes_no_file(draft, stored):
    Draft.objects.all().delete()

    with pytest.raises(Lapsed):
        receive(upload("a.jpg", photo()), draft=draft, address=ADDRESS, now=NOW)

    assert (Attachment.objects.count(), Quota.objects.count(), stored()) == (0, 0, [])


def test_draft_that_is_sent_takes_no_file(draft, stored):
    Draft.objects.update(submitted_at=NOW)

    with pytest.raises(Lapsed):
        receive(upload("a.jpg", photo()), draft=draft, now=NOW)

    assert (Attachment.objects.count(), stored()) == (0, [])


def sent():
    Draft.objects.update(submitted_at=NOW)


def deleted():
    Draft.objects.all().delete()


def deleted_and_swept():
    Draft.objects.all().delete()
    orphans.sweep(now=NOW)


@pytest.mark.parametrize("happens", [sent, deleted, deleted_and_swept])
def test_draft_that_ends_while_the_file_arrives_leaves_nothing(draft, meanwhile, stored, happens):
    meanwhile["original"] = happens

    with pytest.raises(Lapsed):
        receive(upload("a.jpg", photo()), draft=draft, address=ADDRESS, now=NOW)

    assert (Attachment.objects.count(), Quota.objects.get().size, stored()) == (0, 0, [])


def broken():
    raise OSError("No space left on device")


def test_file_that_cannot_be_stored_leaves_nothing_and_does_not_count(draft, meanwhile, stored, caplog):
    meanwhile["original"] = broken

    assert refusal(upload("a.jpg", photo()), draft, address=ADDRESS) == "not_kept"
    assert (Attachment.objects.count(), Quota.objects.get().size, stored()) == (0, 0, [])
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_storage_that_takes_and_deletes_nothing_leaves_room_and_is_swept_once_it_is_mended(draft, folder):
    folder.write_text("a file where the folder should be")
    for _ in range(6):
        assert refusal(upload("a.jpg", photo()), draft) == "not_kept"

    folder.unlink()
    orphans.sweep(now=NOW)
    receive(upload("a.jpg", photo()), draft=draft, now=NOW)

    assert [file.draft for file in Attachment.objects.all()] == [draft]


def received_in_another_thread(draft):
    """What came of a file on a connection of its own: its status, or the code of its refusal."""
    try:
        return receive(upload("a.jpg", photo(size=(160, 120))), draft=draft, now=NOW).status
    except Refused as refused:
        return str(refused)
    except Lapsed:
        return "lapsed"
    finally:
        connection.close()


def test_files_that_arrive_together_are_never_more_than_five(transactional_db, draft, stored):
    with ThreadPoolExecutor(8) as browsers:
        with transaction.atomic():  # holds the draft until all wait for it
            Draft.objects.select_for_update().get()
            answers = [browsers.submit(received_in_another_thread, draft) for _ in range(8)]
            wait_for_waiting(8)
        outcomes = sorted(answer.result() for answer in answers)

    assert outcomes == ["files"] * 3 + ["pending"] * 5
    assert (draft.attachments.count(), stored()) == (5, ["original"] * 5)


def test_file_that_arrives_while_the_message_is_sent_is_told_that_it_came_too_late(transactional_db, draft, meanwhile):
    message = create_message(ticket=create_ticket())
    has_begun, may_go_on = threading.Event(), threading.Event()
    meanwhile["original"] = lambda: (has_begun.set(), may_go_on.wait(30))

    with ThreadPoolExecutor(1) as browser:
        answer = browser.submit(received_in_another_thread, draft)
        has_begun.wait(30)
        with transaction.atomic():
            handed_over = trays.hand_over(draft, message)
            may_go_on.set()
            wait_for_waiting(1)
            trays.close(draft, now=NOW)

        assert (answer.result(), handed_over, Attachment.objects.count()) == ("lapsed", 0, 0)


@pytest.mark.parametrize("sent", [sent for sent in ODD_NAMES if sent.label not in NOT_TAKEN], ids=str)
def test_odd_name_is_kept_as_a_short_line_and_nowhere_on_the_disk(draft, folder, sent):
    receive(upload(sent.filename, sent.content), draft=draft, now=NOW)

    kept = Attachment.objects.get()
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    assert (len(kept.label) <= 100, kept.label.isprintable(), kept.label.count("/")) == (True, True, 0)
    assert path.relative_to(folder).as_posix() == f"{kept.key.hex[:2]}/{kept.key.hex}.original"


def test_name_without_an_ending_that_says_the_kind_is_refused(draft):
    assert refusal(upload("photo.jpg...", photo()), draft) == "type"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("photo.jpg", "photo.jpg"),
        ("می\u200cشود.jpg", "می\u200cشود.jpg"),
        ("photo\u202egpj.jpg", "photogpj.jpg"),
        ("C:\\Users\\Ali\\photo.jpg", "photo.jpg"),
        ("/etc/photo.jpg", "photo.jpg"),
        ("..photo.JPG ", "photo.JPG"),
        (".jpg", "file.jpg"),
        ("a\r\nb.jpg", "a b.jpg"),
        ("ع" * 250 + ".jpeg", "ع" * 95 + ".jpeg"),
    ],
)
def test_label(name, expected):
    assert label(name) == expected


def test_last_byte_that_comes_after_ten_minutes_is_too_late(draft, meanwhile, stored):
    meanwhile["original"] = lambda: orphans.sweep(now=NOW + timedelta(minutes=10))

    with pytest.raises(Lapsed):
        receive(upload("a.jpg", photo()), draft=draft, now=NOW)

    assert (Attachment.objects.count(), stored()) == (0, [])
