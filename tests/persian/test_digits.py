from decimal import Decimal

import pytest
from django.utils import translation

from persian.digits import format_number, group_digits, localise_digits, to_ascii_digits, to_persian_digits

THREE_SETS = "0123456789 ۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩"


def test_every_digit_set_becomes_ascii():
    assert to_ascii_digits(THREE_SETS) == " ".join(["0123456789"] * 3)


def test_every_digit_set_becomes_persian():
    assert to_persian_digits(THREE_SETS) == " ".join(["۰۱۲۳۴۵۶۷۸۹"] * 3)


def test_other_characters_stay():
    assert (to_ascii_digits("کلاس ۳/b"), to_persian_digits("کلاس 3/b")) == ("کلاس 3/b", "کلاس ۳/b")


@pytest.mark.parametrize(
    ("number", "persian", "english"),
    [
        (0, "۰", "0"),
        (999, "۹۹۹", "999"),
        (4000, "۴٬۰۰۰", "4,000"),
        (-1234567, "-۱٬۲۳۴٬۵۶۷", "-1,234,567"),
        (1234.5, "۱٬۲۳۴٫۵", "1,234.5"),
        (Decimal("97.50"), "۹۷٫۵۰", "97.50"),
    ],
)
def test_numbers_are_grouped_in_the_active_language(number, persian, english):
    assert group_digits(number) == persian
    with translation.override("fa"):
        assert format_number(number) == persian
    with translation.override("en"):
        assert format_number(number) == english


@pytest.mark.parametrize(("language", "expected"), [("fa", "۱۴۰۵-۰۰۰۱۲"), ("en", "1405-00012"), (None, "1405-00012")])
def test_digits_follow_the_active_language(language, expected):
    with translation.override(language):
        assert localise_digits("1405-00012") == expected
