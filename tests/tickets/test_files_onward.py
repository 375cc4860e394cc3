"""From the page for files on: what the page for checking says, what goes with the case, and who cannot touch it."""

import pytest
from django.test import Client

from tests.complaints.pages import before
from tests.journeys import COMPLAINT, SEND, fill
from tests.tickets.sent_files import NOBODYS, file_in, labels, listed, photo, soup
from tickets.attachments.refusals import Refusal
from tickets.models import Attachment, Draft, Message, Ticket

pytestmark = pytest.mark.usefixtures("reference")

PAGE, CHECK = "/complaints/files/", "/complaints/check/"


@pytest.fixture
def there(client):
    """A browser that has come to the page."""
    fill(client, before("files"))
    return client


def draft():
    return Draft.objects.get(submitted_at=None)


def add(client, name="کارنامه.jpg"):
    client.post(PAGE, {"file": photo(name), "add": "file"})
    return Attachment.objects.latest("pk")


def go_to_check(client):
    fill(client, {slug: COMPLAINT[slug] for slug in ("files", "identity", "you")})
    return client.get(CHECK)


def test_page_for_checking_lists_names_and_says_which_do_not_go(there):
    file_in(draft(), "یک.jpg")
    file_in(draft(), "دو.jpg", status="pending", due_at=draft().created_at)
    file_in(draft(), "سه.pdf", format="pdf", status="refused", refusal=Refusal.LOCKED)

    page = go_to_check(there)

    rows = {step.slug: rows for step, rows in page.context["pages"]}
    assert rows["files"] == [("پیوست‌ها", "\u2068یک.jpg\u2069، \u2068دو.jpg\u2069")]
    assert [notice.text for notice in soup(page).select(".notice")] == [f"سه.pdf: {Refusal.LOCKED.label}"]


def test_page_for_checking_says_that_there_is_none(there):
    rows = {step.slug: rows for step, rows in go_to_check(there).context["pages"]}

    assert rows["files"] == [("پیوست‌ها", "")]


def test_case_has_the_files_that_were_not_refused(there):
    file_in(draft(), "یک.jpg")
    file_in(draft(), "دو.jpg", status="pending", due_at=draft().created_at)
    file_in(draft(), "سه.pdf", format="pdf", status="refused", refusal=Refusal.LOCKED)
    file_in(draft(), "چهار.jpg", status="arriving")
    go_to_check(there)

    there.post(CHECK, SEND)

    assert labels(Message.objects.get(ticket=Ticket.objects.get()).attachments) == ["یک.jpg", "دو.jpg"]


def test_another_browser_cannot_remove_my_file_by_its_key(there):
    add(there)
    stranger = Client()
    fill(stranger, before("files"))

    stranger.post(PAGE, {"remove": Attachment.objects.get().key})

    assert labels(Attachment.objects.exclude(draft=None)) == ["کارنامه.jpg"]


@pytest.mark.parametrize("key", ["", "x", "1", "\x00", "../..", NOBODYS, "0" * 99])
def test_guessed_key_removes_nothing(there, key):
    add(there)

    page = there.post(PAGE, {"remove": key}, follow=True)

    assert (page.status_code, labels(draft().attachments)) == (200, ["کارنامه.jpg"])


def test_key_of_a_file_that_was_sent_removes_nothing(there):
    add(there)
    go_to_check(there)
    there.post(CHECK, SEND)
    key = Attachment.objects.get().key
    there.get("/complaints/")
    fill(there, before("files"))

    there.post(PAGE, {"remove": key})

    assert labels(Message.objects.get().attachments) == ["کارنامه.jpg"]


@pytest.mark.parametrize("name", ["<b>x<b>.jpg", '"onload="x".jpg', "{{ form }}.jpg", "&lt;i&gt;.jpg"])
def test_name_is_shown_as_it_is_called(there, name):
    file_in(draft(), name)

    page = there.get(PAGE)
    checked = go_to_check(there)

    assert (listed(page)[0][0], soup(page).select_one(".file b, .file i, [onload]")) == (name, None)
    assert f"\u2068{name}\u2069" in soup(checked).select_one(".summary").text


@pytest.mark.parametrize(("files", "status"), [(20, 303), (21, 413)])
def test_more_files_at_once_than_anybody_chooses_are_refused_unread(there, files, status):
    response = there.post(PAGE, {"file": [photo(f"{number}.jpg") for number in range(files)], "add": "file"})

    assert (response.status_code, Attachment.objects.count()) == (status, 5 if status == 303 else 0)
