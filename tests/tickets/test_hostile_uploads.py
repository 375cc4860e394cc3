"""The whole corpus, sent to a page as browsers and attackers send it: an answer every time, and never a crash."""

import pytest
from django.test.client import MULTIPART_CONTENT

from tests.factories import create_ticket
from tests.files.genuine import GENUINE
from tests.files.hostile import HOSTILE, ODD_NAMES
from tests.tickets.attachments.sending import body
from tests.tickets.follow_up_pages import PAGE, tray_of
from tests.tickets.tracking_pages import opens
from tickets.attachments.refusals import MOST_FILES
from tickets.models import Attachment

LED_BACK, UNREADABLE = 303, 400  # a name of kilobytes makes the request itself unreadable


@pytest.fixture
def page(client, reference):
    """A browser on the page for explanations and documents."""
    opens(client, create_ticket())
    client.get(PAGE)
    return client


def test_every_file_is_answered_and_a_message_takes_five(page):
    sent = {one.label: body((one.filename, one.content), draft=tray_of(page), add="") for one in (*HOSTILE, *GENUINE)}

    answers = {label: page.generic("POST", PAGE, posted, MULTIPART_CONTENT) for label, posted in sent.items()}

    statuses = {label: answer.status_code for label, answer in answers.items()}
    unreadable = [label for label, status in statuses.items() if status == UNREADABLE]
    assert {label for label, status in statuses.items() if status != LED_BACK} == set(unreadable)
    assert (unreadable, Attachment.objects.count()) == (["name_long_bad_ending", "photo_name_long"], MOST_FILES)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_name_breaks_the_page_that_shows_it(page, language):
    for one in ODD_NAMES:
        posted = body((one.filename, b"MZ"), draft=tray_of(page), add="")
        page.generic("POST", PAGE, posted, MULTIPART_CONTENT)

        shown = page.get(PAGE if language == "fa" else f"/en{PAGE}")

        assert (shown.status_code, "<script>.jpg" in shown.content.decode()) == (200, False)
