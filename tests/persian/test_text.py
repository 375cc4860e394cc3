"""`clean` and `fold`: a table of cases people can read, and what must hold for every text there is."""

import csv
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persian.text import MAX_COMBINING_MARKS, ZWJ, ZWNJ, clean, clean_line, fold, with_persian_letters

TABLE = Path(__file__).with_name("text_cases.csv")
INVISIBLE = [
    chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) in {"Cf", "Cc", "Cs"}
]
MARKS = [chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) in {"Mn", "Me", "Mc"}]

# hostile characters beside the letters and spaces they hide among
hostile_text = st.text(
    st.sampled_from(INVISIBLE + MARKS) | st.sampled_from("یيىئکكهةۀوؤاآأإ۰٠0aZ .«»\n" + ZWNJ + ZWJ) | st.characters(),
    max_size=30,
)
thorough = settings(max_examples=400)


def read_table():
    """The rows of the table; `{200C}` in it stands for the character with that number."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            texts = [re.sub(r"\{([0-9A-F]{4,5})\}", lambda code: chr(int(code[1], 16)), text) for text in row.values()]
            yield pytest.param(*texts[1:], id=row["what"])


def test_table_has_the_promised_length():
    assert len(list(read_table())) >= 120


@pytest.mark.parametrize(("typed", "cleaned", "folded"), list(read_table()))
def test_text_as_typed_is_cleaned_and_folded(typed, cleaned, folded):
    assert (clean(typed), fold(typed), fold(cleaned)) == (cleaned, folded, folded)


@thorough
@given(hostile_text)
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


@thorough
@given(hostile_text)
def test_clean_twice_is_clean_once(text):
    assert clean(clean(text)) == clean(text)


@thorough
@given(hostile_text)
def test_clean_line_twice_is_clean_line_once(text):
    assert clean_line(clean_line(text)) == clean_line(text)


@thorough
@given(hostile_text)
def test_cleaned_text_is_found_by_what_was_typed(text):
    assert fold(clean(text)) == fold(clean_line(text)) == fold(text)


@thorough
@given(hostile_text)
def test_cleaned_text_hides_nothing(text):
    cleaned = clean(text)

    hidden = [c for c in cleaned if unicodedata.category(c) in {"Cf", "Cc", "Cs"} and c not in {"\n", ZWNJ, ZWJ}]
    assert hidden == []
    assert not re.search(f"[{ZWNJ}{ZWJ}]{{2}}", cleaned)
    assert not re.search(rf"(^|\s){ZWNJ}|{ZWNJ}(\s|$)", cleaned)
    assert cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize("characters", [INVISIBLE, MARKS], ids=["invisible", "marks"])
def test_every_hostile_character_folds_and_cleans_to_the_end(characters):
    texts = [text for c in characters for text in (c, f"ب{c}ه", f"{c}{ZWNJ}ب", f"ب{ZWNJ}{c}", f" {c}{c}{c}{c}{c}{c}")]

    assert [text for text in texts if fold(fold(text)) != fold(text)] == []
    assert [text for text in texts if clean(clean(text)) != clean(text)] == []


@thorough
@given(
    st.text(st.sampled_from([mark for mark in MARKS if unicodedata.category(mark) != "Mc"]), min_size=1, max_size=40)
)
def test_marks_do_not_pile_up(marks):
    cleaned = clean("ب" + marks)

    assert len(unicodedata.normalize("NFC", cleaned)) <= 1 + MAX_COMBINING_MARKS


def test_clean_line_makes_one_line_with_single_spaces():
    assert clean_line(" علی\r\n\r\nرضا\t  نام\u200cخانوادگی ") == "علی رضا نام\u200cخانوادگی"


def test_one_person_typed_three_ways_has_one_key():
    assert {fold("علي كاظمي"), fold("علی\u00a0کاظمی"), fold("عَلـی کاظمى\u200f")} == {"علی کاظمی"}


def test_arabic_letters_give_way_to_persian_ones_and_nothing_else_does():
    assert with_persian_letters("علي كاظمى، رئیس ۀ ١٢") == "علی کاظمی، رئیس ۀ ١٢"
