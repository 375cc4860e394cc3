"""Numbers people identify themselves by: the forms accepted, and each refusal by its sentence in both languages."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from persian import dates, validators
from persian.digits import to_persian_digits

MOBILE_FORMS = [
    "09123456789",
    "۰۹۱۲۳۴۵۶۷۸۹",
    "٠٩١٢٣٤٥٦٧٨٩",
    "0912۳۴۵6789",
    "0912 345 6789",
    "0912-345-67-89",
    "0912–345—6789",
    "(0912) 345.6789",
    "0912/3456789",
    " \u200e09123456789\u202c ",
    "0912\u200c345\u200b6789",
    "+989123456789",
    "+98 912 345 6789",
    "＋98 9123456789",
    "+۹۸۹۱۲۳۴۵۶۷۸۹",
    "00989123456789",
    "0098 912 3456789",
    "989123456789",
    "+9809123456789",
    "9123456789",
    "۹۱۲۳۴۵۶۷۸۹",
]


@pytest.mark.parametrize("typed", MOBILE_FORMS)
def test_a_mobile_number_has_one_form(typed):
    assert validators.normalise_mobile(typed) == "09123456789"


def test_a_mobile_number_that_starts_like_the_country_code_is_kept():
    assert validators.normalise_mobile("9891234567") == "09891234567"


@pytest.mark.parametrize("typed", ["0012345679", "۰۰۱۲۳۴۵۶۷۹", "001-234567-9", "٠٠١ ٢٣٤ ٥٦٧٩", "\u202b0012345679"])
def test_a_national_code_has_one_form(typed):
    assert validators.normalise_national_code(typed) == "0012345679"


@pytest.mark.parametrize("typed", ["0499370899", "0790419904", "0084575948"])
def test_published_national_codes_are_valid(typed):
    assert validators.normalise_national_code(typed) == typed


@given(st.text("0123456789", min_size=9, max_size=9))
def test_each_national_code_has_one_check_digit(first_nine):
    accepted = [digit for digit in "0123456789" if is_accepted(validators.normalise_national_code, first_nine + digit)]

    assert len(accepted) == (0 if len(set(first_nine)) == 1 else 1)


@pytest.mark.parametrize("typed", ["10380284790", "14007650912", "۱۰۳۸۰۲۸۴۷۹۰", "103 8028 4790"])
def test_published_company_ids_are_valid(typed):
    assert validators.normalise_company_id(typed) in {"10380284790", "14007650912"}


@given(st.text("0123456789", min_size=10, max_size=10).filter(lambda first_ten: len(set(first_ten)) > 1))
def test_each_company_id_has_one_check_digit(first_ten):
    accepted = [digit for digit in "0123456789" if is_accepted(validators.normalise_company_id, first_ten + digit)]

    assert len(accepted) == 1


@pytest.mark.parametrize(("typed", "stored"), [("۱۲۳۴۵۶۷۸", "12345678"), ("123-456-789-012", "123456789012")])
def test_a_foreigner_code_has_one_form(typed, stored):
    assert validators.normalise_foreigner_code(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("a12345678", "A12345678"), ("Ｐ ۱۲۳-۴۵۶", "P123456"), ("123456", "123456"), ("12AB34CD", "12AB34CD")],
)
def test_a_passport_number_has_one_form(typed, stored):
    assert validators.normalise_passport(typed) == stored


MOBILE = ("mobile", "شمارهٔ همراه را با ۱۱ رقم بنویسید، مانند ۰۹۱۲۳۴۵۶۷۸۹", "Enter an 11-digit mobile number")
NATIONAL_LENGTH = ("length", "کد ملی ۱۰ رقم است. رقم‌ها را دوباره ببینید", "National code has 10 digits")
NATIONAL_CHECK = ("check_digit", "کد ملی درست نیست. رقم‌ها را دوباره ببینید", "Check the digits of the national code")
COMPANY_LENGTH = ("length", "شناسهٔ ملی ۱۱ رقم است. رقم‌ها را دوباره ببینید", "Company ID has 11 digits")
COMPANY_CHECK = ("check_digit", "شناسهٔ ملی درست نیست. رقم‌ها را دوباره ببینید", "Check the digits of the company ID")
FOREIGNER = (
    "length",
    "کد فراگیر ۸ تا ۱۲ رقم است. رقم‌ها را دوباره ببینید",
    "The foreign national’s code has 8 to 12 digits",
)
PASSPORT = (
    "passport",
    "شمارهٔ گذرنامه ۶ تا ۱۲ حرف لاتین و رقم است. آن را دوباره ببینید",
    "A passport number has 6 to 12 Latin letters and digits",
)


@pytest.mark.parametrize(
    ("normalise", "typed", "error"),
    [
        (validators.normalise_mobile, "0912345678", MOBILE),
        (validators.normalise_mobile, "091234567890", MOBILE),
        (validators.normalise_mobile, "02833330100", MOBILE),
        (validators.normalise_mobile, "+14155550100", MOBILE),
        (validators.normalise_mobile, "0912345678a", MOBILE),
        (validators.normalise_mobile, "०९१२३४५६७८९", MOBILE),  # Devanagari digits
        (validators.normalise_mobile, "0" * 61, MOBILE),
        (validators.normalise_mobile, "", MOBILE),
        (validators.normalise_national_code, "12345679", NATIONAL_LENGTH),
        (validators.normalise_national_code, "00123456790", NATIONAL_LENGTH),
        (validators.normalise_national_code, "०००१२३४५६७", NATIONAL_LENGTH),
        (validators.normalise_national_code, "0012345678", NATIONAL_CHECK),
        (validators.normalise_national_code, "۱۱۱۱۱۱۱۱۱۱", NATIONAL_CHECK),
        (validators.normalise_national_code, "0000000000", NATIONAL_CHECK),
        (validators.normalise_company_id, "1038028479", COMPANY_LENGTH),
        (validators.normalise_company_id, "10380284791", COMPANY_CHECK),
        (validators.normalise_company_id, "00000000000", COMPANY_CHECK),
        (validators.normalise_foreigner_code, "1234567", FOREIGNER),
        (validators.normalise_foreigner_code, "1234567890123", FOREIGNER),
        (validators.normalise_passport, "A1234", PASSPORT),
        (validators.normalise_passport, "A123456789012", PASSPORT),
        (validators.normalise_passport, "ABCDEFGH", PASSPORT),
        (validators.normalise_passport, "علی۱۲۳۴۵", PASSPORT),
    ],
)
def test_what_is_wrong_is_said(normalise, typed, error):
    with pytest.raises(ValidationError) as raised:
        normalise(typed)

    assert_error(raised.value, *error)


def test_a_day_to_come_is_refused():
    validators.not_in_future(dates.today())

    with pytest.raises(ValidationError) as raised:
        validators.not_in_future(dates.today() + timedelta(days=1))

    assert_error(raised.value, "future", "تاریخ باید امروز یا پیش از آن باشد", "Date must be today or in the past")


@pytest.mark.parametrize("hostile", ["0" * 10**6, "9 " * 10**6, "\u200b" * 10**6, to_persian_digits("98" * 10**6)])
def test_huge_input_is_refused(hostile):
    """At once: were its cost to grow faster than its length, this would take hours."""
    assert not is_accepted(validators.normalise_mobile, hostile)
    assert not is_accepted(validators.normalise_passport, hostile)


def is_accepted(normalise, text):
    try:
        normalise(text)
    except ValidationError:
        return False
    return True


def assert_error(error, code, persian, english):
    assert error.code == code
    with translation.override("fa"):
        assert error.messages == [persian]
    with translation.override("en"):
        assert error.messages == [english]
