"""The quality gate: what it finds in texts made up by hand (quality.csv), and what it must never find."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.personal_numbers import PersonalNumber
from tickets.quality import Facts, Weight, findings

EXAMPLES = list(
    csv.DictReader(StringIO(Path(__file__).with_name("quality.csv").read_text(encoding="utf-8"), newline=""))
)
TEMPLATE = "با سلام. موضوع در «…» بررسی شد: «…»"


def codes(text, **facts):
    return [finding.code for finding in findings(text, Facts(**facts))]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:30])
def test_examples(example):
    expected = [code for code in example["findings"].split("|") if code]

    assert codes(example["text"], outcome=example["outcome"]) == expected


def test_there_are_examples_enough_of_both_sorts():
    clean = [example for example in EXAMPLES if not example["findings"]]

    assert (len(EXAMPLES) >= 40, len(clean) >= 15) == (True, True)


def test_number_of_the_sender_or_an_office_may_stand():
    text = "با شمارهٔ ۰۹۱۲۳۴۵۶۷۸۹ به کد ملی ۰۰۱۲۳۴۵۶۷۹ تماس گرفتیم."

    known = {PersonalNumber("mobile", "09123456789")}

    assert codes(text, may_stand=known.__contains__) == ["national_code"]


def test_finding_does_not_repeat_the_number():
    (found,) = findings("شمارهٔ خانم رضایی 09123456789 است.", Facts())

    assert ("۰۹۱" in found.said, "۰۹۱۲" in found.said) == (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEMPLATE, ["gap"]),
        ("با سلام. موضوع در بررسی شد", ["template"]),
        ("با سلام، موضوع در «» بررسی شد: ", ["gap"]),
        ("با سلام. موضوع در مدرسه بررسی شد: پول برگشت", []),
    ],
)
def test_ready_text_must_be_filled(text, expected):
    assert codes(text, begun_with=(TEMPLATE,)) == expected


def test_question_may_be_short_and_may_say_whose_affair_it_is():
    assert codes("چه روزی؟", is_answer=False) == []
    assert codes("اگر به ما مربوط نیست بگویید.", is_answer=False) == []


def test_question_says_something():
    assert codes("سلام", is_answer=False) == ["empty"]


def test_gravest_comes_first():
    weights = [finding.weight for finding in findings("به ما مربوط نیست «…» {x}", Facts())]

    assert weights == [Weight.BLOCKS, Weight.BLOCKS, Weight.ASKS]


@given(st.text(st.characters(exclude_categories=["Nd"])))
def test_text_without_digits_raises_no_number(text):
    assert not {"national_code", "mobile"} & set(codes(text))


@given(st.text(), st.booleans())
def test_no_text_breaks_the_gate(text, is_answer):
    assert len(set(codes(text, is_answer=is_answer))) <= len(codes(text, is_answer=is_answer))


@given(st.text("ابپتثجچ ‌\n.", min_size=1), st.text("«».…\u200c ", min_size=1))
def test_gap_is_found_wherever_it_stands(words, dots):
    assert "gap" in codes(f"{words}«{dots.replace('«', '').replace('»', '')}»{words}")
