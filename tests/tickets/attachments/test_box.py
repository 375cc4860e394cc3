"""The box: each file on its own, and a sentence of ours for each that is not taken."""

import pytest
from django.utils import translation

from tests.factories import create_attachment
from tests.files.genuine import photo
from tests.tickets.attachments.conftest import NOW
from tests.tickets.attachments.sending import uploads
from tickets.attachments import box
from tickets.drafts import Lapsed
from tickets.models import Attachment, Draft, Quota


def test_files_are_taken_in_one_by_one_and_those_refused_are_named(draft):
    sent = uploads(("a.exe", b"MZ"), ("b.jpg", photo()), ("عکس.jpg", b""))

    refused = box.take_in(sent, draft=draft, address="192.0.2.1", now=NOW)

    assert refused == [("a.exe", "type"), ("عکس.jpg", "empty")]
    assert [file.label for file in draft.attachments.all()] == ["b.jpg"]
    assert Quota.objects.get().size == len(photo())


def test_staff_have_no_quota(draft):
    box.take_in(uploads(("b.jpg", photo())), draft=draft, now=NOW)

    assert Quota.objects.count() == 0


def test_draft_that_is_gone_is_told(draft):
    Draft.objects.all().delete()

    with pytest.raises(Lapsed):
        box.take_in(uploads(("b.jpg", photo())), draft=draft, now=NOW)


def test_nothing_sent_is_nothing_refused(draft):
    assert box.take_in([], draft=draft, now=NOW) == []


def test_file_whose_button_was_pressed_is_taken_out(draft):
    first, second = create_attachment(draft=draft), create_attachment(draft=draft)

    pressed = box.remove({"remove": str(first.key)}, draft)

    assert (pressed, list(draft.attachments.all())) == (True, [second])


@pytest.mark.parametrize("posted", [{}, {"add": ""}])
def test_other_buttons_take_out_nothing(draft, posted):
    create_attachment(draft=draft)

    assert (box.remove(posted, draft), draft.attachments.count()) == (False, 1)


def test_button_of_a_tray_that_is_gone_is_no_fault(db):
    assert (box.remove({"remove": "x"}, None), Attachment.objects.count()) == (True, 0)


def test_sentence_is_persian_and_isolates_the_name():
    assert box.sentence("a.jpg", "size") == "\u2068a.jpg\u2069: حجم پیوست باید کمتر از ۱۰ مگابایت باشد"


def test_sentence_for_a_code_of_whatever_form_is_that_of_the_storage():
    with translation.override("en"):
        said = box.sentence("x" * 200, "<script>")

    reason = "The attachment could not be stored just now. Try once more in a few minutes"
    assert said == f"\u2068{'x' * 100}\u2069: {reason}"


def test_button_for_adding_without_a_file_says_what_to_do():
    refused = box.nothing_chosen({"add": "note"}, [], "note")

    assert [box.sentence(*one) for one in refused] == ["نخست یک پیوست انتخاب کنید"]


@pytest.mark.parametrize(("posted", "sent"), [({}, []), ({"add": "answer"}, []), ({"add": "note"}, ["a file"])])
def test_other_buttons_and_files_that_are_there_say_nothing(posted, sent):
    assert box.nothing_chosen(posted, sent, "note") == []
