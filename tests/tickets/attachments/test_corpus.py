"""The whole corpus from the browser to the vault: nothing hostile gets in whole, everything genuine does."""

import io

import pytest
from PIL import Image

from tests.files.genuine import GENUINE
from tests.files.hostile import HOSTILE
from tests.files.metadata import traces
from tests.tickets.attachments.conftest import NOW
from tests.tickets.attachments.sending import upload
from tickets.attachments import vault
from tickets.attachments.examining import examine
from tickets.attachments.formats import FORMATS, PHOTO
from tickets.attachments.receiving import receive
from tickets.attachments.refusals import Refused
from tickets.models import Attachment

PICTURES = [sent for sent in GENUINE if sent.content_type.startswith("image/")]


@pytest.fixture
def send(draft):
    """Send a file, have it examined, and return its row; None when it was not even taken."""

    def send(sent):
        uploaded = upload(sent.filename, sent.content)
        if uploaded is None:
            return None
        try:
            attachment = receive(uploaded, draft=draft, address="192.0.2.1", now=NOW)
        except Refused:
            return None
        examine(attachment_id=attachment.pk, now=NOW)
        return Attachment.objects.get(pk=attachment.pk)

    return send


def kept(attachment):
    """All that is kept of it, as it would be shown."""
    if attachment is None or not attachment.is_ready:
        return []
    is_photo = FORMATS[attachment.format].sort == PHOTO
    return [vault.get(attachment, part) for part in (vault.CLEANED, vault.THUMBNAIL)[: 1 + is_photo]]


@pytest.mark.parametrize("sent", [sent for sent in HOSTILE if not sent.neutralise], ids=str)
def test_hostile_file_is_refused_and_nothing_of_it_kept(send, stored, sent):
    attachment = send(sent)

    assert (attachment and attachment.status, stored()) == (attachment and "refused", [])


@pytest.mark.parametrize("sent", [sent for sent in HOSTILE if sent.neutralise], ids=str)
def test_hostile_file_that_may_be_kept_has_lost_what_it_brought(send, sent):
    attachment = send(sent)

    holding = [part for part in kept(attachment) if sent.payload and sent.payload in part]
    found = [trace for part in kept(attachment) for trace in traces(part)]
    assert (holding, found, attachment and attachment.due_at) == ([], [], None)


@pytest.mark.parametrize("sent", GENUINE, ids=str)
def test_genuine_file_is_ready_and_tells_of_nobody(send, stored, sent):
    attachment = send(sent)

    parts = kept(attachment)
    assert (attachment.status, attachment.attempts, len(stored())) == ("ready", 1, len(parts))
    assert [traces(part) for part in parts] == [[]] * len(parts)


@pytest.mark.parametrize("sent", PICTURES, ids=str)
def test_genuine_picture_has_a_thumbnail(send, sent):
    photo, thumbnail = (Image.open(io.BytesIO(part)) for part in kept(send(sent)))

    assert (photo.format, thumbnail.format, max(thumbnail.size)) == ("JPEG", "JPEG", 480)
