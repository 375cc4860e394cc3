"""Formats: what is called and looks like one of eight kinds is taken, and nothing that is something else too."""

import pytest

from tests.files.genuine import GENUINE
from tests.files.hostile_kinds import SVG
from tests.files.payloads import PAGE, PHP, jar
from tickets.attachments.formats import ACCEPT, FORMATS, recognise
from tickets.attachments.refusals import Refused

BEGINNINGS = {
    "jpeg": b"\xff\xd8\xff\xe1",
    "png": b"\x89PNG\r\n\x1a\n",
    "webp": b"RIFF\0\0\0\0WEBP",
    "heic": b"\0\0\0\x18ftypheic",
    "pdf": b"%PDF-1.7",
    "m4a": b"\0\0\0\x18ftypM4A ",
    "mp3": b"ID3\4",
    "ogg": b"OggS",
}
ENDINGS = {name: format_.extensions[0] for name, format_ in FORMATS.items()}


def refusal(name, content):
    with pytest.raises(Refused) as refused:
        recognise(name, content)
    return str(refused.value)


@pytest.mark.parametrize("sent", GENUINE, ids=str)
def test_genuine_file_is_recognised(sent):
    ending = sent.filename.rpartition(".")[2].lower()

    assert recognise(sent.filename, sent.content).name == {"jpg": "jpeg"}.get(ending, ending)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.jpe", b"\xff\xd8\xff", "jpeg"),
        ("a.JFIF", b"\xff\xd8\xff", "jpeg"),
        ("a.heif", b"\0\0\0\x18ftypmif1", "heic"),
        ("a.b.oga", b"OggS", "ogg"),
        ("a.opus", b"OggS", "ogg"),
        ("a.mp3", b"\xff\xfb\x90", "mp3"),
        ("a.mp3", b"\xff\xe3\x90", "mp3"),
        ("a.m4a", b"\0\0\0\x20ftypisom", "m4a"),
        ("a.pdf ", b"%PDF-1.7", "pdf"),
    ],
)
def test_other_endings_and_beginnings_of_the_same_kinds(name, content, found):
    assert recognise(name, content).name == found


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("ending", BEGINNINGS)
def test_name_and_beginning_must_agree(ending, beginning):
    try:
        found = recognise(f"a.{ENDINGS[ending]}", BEGINNINGS[beginning]).name
    except Refused as refused:
        found = f"refused: {refused}"

    assert found == (ending if ending == beginning else "refused: type")


@pytest.mark.parametrize(
    "name", ["", "a", "a.exe", "a.jpg.exe", "a.jpg.", "a.svg", "a.gif", "a.mp4", "a.html", "a.jpg\0"]
)
def test_other_endings_are_refused(name):
    assert refusal(name, b"\xff\xd8\xff") == "type"


@pytest.mark.parametrize(
    ("ending", "content"),
    [("mp3", b"\xff"), ("mp3", b"\xff\xf1\x50"), ("heic", b"\0\0\0\x18ftypmp42"), ("m4a", b"\0\0\0\x18ftypheic")],
)
def test_neighbours_of_the_kinds_are_refused(ending, content):
    assert refusal(f"a.{ending}", content) == "type"


def test_nothing_is_told_apart_from_a_wrong_kind():
    assert refusal("a.exe", b"") == "empty"


@pytest.mark.parametrize("guest", [PAGE, PHP, SVG, b"<SCRIPT\n", b"<iframe src=x>", b"<body/onload=x>"])
@pytest.mark.parametrize("ending", ["jpeg", "ogg"])
def test_page_in_a_photo_or_a_voice_is_unsafe(ending, guest):
    assert refusal(f"a.{ENDINGS[ending]}", BEGINNINGS[ending] + guest) == "unsafe"


@pytest.mark.parametrize("host", ["png", "pdf", "mp3"])
def test_archive_behind_any_file_is_unsafe(host):
    assert refusal(f"a.{ENDINGS[host]}", BEGINNINGS[host] + jar()) == "unsafe"


@pytest.mark.parametrize("words", [b"a < b", b"<scripture>", b"<x:xmpmeta>", b"<?xpacket"])
def test_other_angle_brackets_are_not(words):
    assert recognise("a.jpg", b"\xff\xd8\xff" + words).name == "jpeg"


def test_words_of_a_pdf_may_speak_of_pages():
    assert recognise("a.pdf", b"%PDF-1.7 <html>").name == "pdf"


def test_browser_is_told_the_kinds():
    types = "application/pdf,audio/mp4,audio/mpeg,audio/ogg,image/heic,image/jpeg,image/png,image/webp"
    endings = ".jpg,.jpeg,.jpe,.jfif,.png,.webp,.heic,.heif,.pdf,.m4a,.mp3,.ogg,.oga,.opus"

    assert f"{types},{endings}" == ACCEPT
