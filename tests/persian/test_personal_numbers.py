"""Numbers that name a person, found in running text; and numbers that only look like them."""

import iranian_national_code
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from persian.digits import ARABIC_DIGITS, ASCII_DIGITS, PERSIAN_DIGITS
from persian.personal_numbers import MOBILE, NATIONAL_CODE, PersonalNumber, personal_numbers

CODE, MOBILE_NUMBER = "0012345679", "09123456789"
SEPARATORS = ("", " ", "-", "\u200c", " - ", "–", "_", ".", "\u00a0")


@st.composite
def national_codes(draw):
    """Ten digits with a right check digit."""
    nine = draw(st.text(ASCII_DIGITS, min_size=9, max_size=9).filter(lambda digits: len(set(digits)) > 1))
    return next(nine + last for last in ASCII_DIGITS if iranian_national_code.validate(nine + last))


@st.composite
def spaced(draw, number):
    """`number` in some set of digits, with separators at some places."""
    digits = draw(st.sampled_from([ASCII_DIGITS, PERSIAN_DIGITS, ARABIC_DIGITS]))
    separator = draw(st.sampled_from(SEPARATORS))
    places = draw(st.sets(st.integers(1, len(number) - 1)))
    parts = "".join(separator + digit if place in places else digit for place, digit in enumerate(number))
    return parts.translate(str.maketrans(ASCII_DIGITS, digits))


def looks_like_a_case_number(text):
    return "-" in text and text.index("-") == 4


@given(st.data(), national_codes())
def test_any_national_code_is_found_in_any_digits_and_spacing(data, code):
    written = data.draw(spaced(code))
    assume(not looks_like_a_case_number(written))

    assert personal_numbers(f"کد ملی او {written} است.") == [PersonalNumber(NATIONAL_CODE, code)]


@given(st.data(), st.text(ASCII_DIGITS, min_size=9, max_size=9), st.sampled_from(["0", "+98", "0098", "98", "+980"]))
def test_any_mobile_is_found_in_any_digits_and_spacing(data, rest, prefix):
    written = data.draw(spaced(f"{prefix.removeprefix('+')}9{rest}"))
    plus = "+" if prefix.startswith("+") else ""
    assume(not looks_like_a_case_number(written))

    assert PersonalNumber(MOBILE, f"09{rest}") in personal_numbers(f"شماره {plus}{written} از اوست")


@given(st.text(st.characters(exclude_categories=["Nd"])))
@example("کد ملی و شمارهٔ همراه")
def test_text_without_digits_has_no_number(text):
    assert personal_numbers(text) == []


@given(st.text(ASCII_DIGITS + PERSIAN_DIGITS + " -/٬.:IRکد", max_size=80))
def test_no_text_of_digits_breaks_it(text):
    assert all(len(number.digits) in (10, 11) for number in personal_numbers(text))


@pytest.mark.parametrize(
    "text",
    [
        "(0912) 345.6789",
        "۰۹۱۲/۳۴۵۶۷۸۹",
        "+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹",
        "همراه:۰۹۱۲۳۴۵۶۷۸۹.",
        "۰۹۱۲۳۴۵۶۷۸۹ ریال",
    ],
)
def test_mobile_is_found_as_people_write_it(text):
    assert personal_numbers(text) == [PersonalNumber(MOBILE, MOBILE_NUMBER)]


def test_numbers_stand_in_the_order_of_the_text_and_once():
    found = personal_numbers(f"{CODE} {MOBILE_NUMBER}، {CODE}")

    assert found == [PersonalNumber(NATIONAL_CODE, CODE), PersonalNumber(MOBILE, MOBILE_NUMBER)]


@pytest.mark.parametrize(
    "text",
    [
        "۰۰۱۲۳۴۵۶۷۸",  # the check digit is wrong
        "۰۰۱۲۳۴۵۶۷۹۱",  # eleven digits
        "۰۰۱۲۳۴۵۶۷۹ ریال",
        "مبلغ ۰۰۱۲۳۴۵۶۷۹ تومان",
        "کد پستی ۰۰۱۲۳۴۵۶۷۹",
        "نامهٔ شمارهٔ ۰۰۱۲۳۴۵۶۷۹",
        "نامه به شماره: ۰۰۱۲۳۴۵۶۷۹",
        "شمارهٔ پروندهٔ ۰۰۱۲۳۴۵۶۷۹",
        "letter no. 0012345679",
        "۰۰۱۲/۳۴۵۶۷۹",  # so letters are numbered
        "۰٬۰۱۲٬۳۴۵٬۶۷۹",
        "۱۴۰۵-۰۰۰۰۲۷",  # a case number that would pass as a code
        "۱۴۰۵/۰۸/۳۰ ساعت ۱۰:۳۰",
        "۱۴۰۵/۰۸/۳۰ ۱۰",
        "۹۸۹۱ ۲۳۴۵ ۶۷۸۹ ۰۱۲۳",  # a tracking code that begins like a mobile
        "۶۰۳۷-۹۹۱۱-۲۳۴۵-۶۷۸۹",
        "IR06 0960 0000 0001 0032 4200 01",
        "۰۲۸ ۳۳۳۳ ۰۱۰۰ و ۰۲۸۳۳۳۳۰۱۱۰",
        "ماده ۱۱۲۷۱۲۸ مورخ ۱۳۹۵/۱۲/۲۸",
        "9123456789",  # ten digits with no 0 before them, and no code
    ],
)
def test_other_numbers_are_left_alone(text):
    assert personal_numbers(text) == []


def test_words_beside_a_number_excuse_no_other_one():
    assert personal_numbers("نامهٔ خانم رضایی با کد ملی ۰۰۱۲۳۴۵۶۷۹") == [PersonalNumber(NATIONAL_CODE, CODE)]
