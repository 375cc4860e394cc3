"""The Persian catalogue: complete, and in the Persian that experience.md asks for."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from deploy import ROOT

CATALOGUE = ROOT / "locale/fa/LC_MESSAGES/django.po"
OURS = ("persian", "units", "workdays", "tickets", "complaints", "suggestions", "config", "templates")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]")
FORMATS = re.compile(r"\b(M4A|MP3|UTF-8)\b")  # they have but one name


def texts_in_the_code():
    with (ROOT / "deploy/babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=is_ours)
    for _file, _line, message, _comments, context in found:
        yield (message[0] if isinstance(message, tuple) else message), context


def is_ours(folder):
    path = Path(folder).relative_to(ROOT)
    return path.parts[0] in OURS


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fa")


def persian(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_every_text_in_the_code_has_its_persian(catalogue):
    missing = set()
    for text, context in texts_in_the_code():
        message = catalogue.get(text, context)
        if message is None or message.fuzzy or not all(persian(message)):
            missing.add(text)

    assert missing == set()


def test_catalogue_holds_no_text_that_nothing_uses(catalogue):
    used = set(texts_in_the_code())
    texts = {(message.id if isinstance(message.id, str) else message.id[0], message.context) for message in catalogue}

    assert texts - used == {("", None)}  # the header of the file


def test_placeholders_survive_translation(catalogue):
    wrong = [
        message.id
        for message in catalogue
        if message.id
        for text in persian(message)
        if text
        and set(PLACEHOLDER.findall(text))
        - set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[-1]))
    ]

    assert wrong == []


def test_english_has_english_quotation_marks(catalogue):
    assert [message.id for message in catalogue if message.id and re.search('[«»"]', str(message.id))] == []


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("Arabic letters", r"[يكة]"),
        ("Arabic digits", r"[٠-٩]"),
        ("ASCII digits", r"[0-9]"),
        ("straight quotation marks", r'"'),
        ("a space where a zero-width non-joiner belongs", r"\bن?می [آ-ی]|[آ-ی] ها\b|[آ-ی] های\b"),
        ("words to avoid", r"تیکت|آپلود|لاگین|کاربر گرامی"),
        ("exclamation marks", r"!"),
    ],
)
def test_persian_is_written_well(catalogue, fault, pattern):
    wrong = [
        text
        for message in catalogue
        if message.id
        for text in persian(message)
        if text and re.search(pattern, FORMATS.sub("", PLACEHOLDER.sub("", text)))
    ]

    assert wrong == [], fault
