"""Fields as a citizen meets them: what they store, what they say when it is wrong, the attributes of the input."""

import pytest
from django import forms
from django.utils import translation

from persian.forms import (
    CodeField,
    CompanyIdField,
    EmailField,
    ForeignerCodeField,
    LongTextField,
    MobileField,
    NationalCodeField,
    NumberField,
    PassportField,
    PersianCharField,
    PhoneField,
)


def errors_of(field, value, language="fa"):
    with translation.override(language), pytest.raises(forms.ValidationError) as raised:
        field.clean(value)
    with translation.override(language):
        return raised.value.messages


def input_of(field):
    return type("OneFieldForm", (forms.Form,), {"field": field})(use_required_attribute=False)["field"].as_widget()


def test_a_name_is_stored_clean_on_one_line():
    assert PersianCharField().clean(" علی\u202e \r\n رضایی\x00 ") == "علی رضایی"


def test_a_name_of_invisible_characters_is_missing():
    field = PersianCharField(error_messages={"required": "نام را بنویسید"})

    assert errors_of(field, "\u200b\u2060\u3164") == ["نام را بنویسید"]


@pytest.mark.parametrize("empty", ["", None, "  ", "\u200b"])
def test_an_optional_name_may_be_empty(empty):
    assert PersianCharField(required=False, max_length=5).clean(empty) == ""
    assert PersianCharField(required=False, max_length=5, empty_value=None).clean(empty) is None


def test_the_length_is_that_of_the_cleaned_name():
    field = PersianCharField(label="نام", max_length=3)

    assert field.clean("  ع\u200bلی  ") == "علی"
    assert errors_of(field, "علیا") == ["نام باید ۳ نویسه یا کمتر باشد"]


def test_a_field_without_a_label_still_says_what_is_wrong():
    assert errors_of(PersianCharField(max_length=1), "علی") == ["این متن باید ۱ نویسه یا کمتر باشد"]


def test_the_browser_is_not_told_to_cut_text():
    assert input_of(PersianCharField(max_length=3)) == '<input type="text" name="field" id="id_field">'


def test_a_line_end_of_a_long_text_is_one_character():
    field = LongTextField(max_length=5)

    assert field.clean("ab\r\ncd") == "ab\ncd"
    assert errors_of(field, "ab\r\n\r\ncd") == ["شرح باید ۵ نویسه یا کمتر باشد"]


def test_a_long_text_says_its_limit_in_both_languages():
    field = LongTextField()

    assert field.clean("آ" * 4000) == "آ" * 4000
    assert errors_of(field, "آ" * 4001) == ["شرح باید ۴٬۰۰۰ نویسه یا کمتر باشد"]
    assert errors_of(field, "آ" * 4001, "en") == ["Description must be 4,000 characters or less"]


def test_a_long_text_may_be_called_by_another_name():
    assert errors_of(LongTextField(called="خواسته", max_length=2), "آآآ") == ["خواسته باید ۲ نویسه یا کمتر باشد"]


def test_a_long_text_tells_the_counter_its_limit():
    assert 'data-character-limit="4000"' in input_of(LongTextField())


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        (MobileField(), "+98 ۹۱۲ ۳۴۵ ۶۷۸۹", "09123456789"),
        (NationalCodeField(), "۰۰۱۲۳۴۵۶۷۹", "0012345679"),
        (CompanyIdField(), "۱۰۳۸۰۲۸۴۷۹۰", "10380284790"),
        (ForeignerCodeField(), "۱۲۳۴۵۶۷۸۹", "123456789"),
        (PassportField(), "a۱۲۳۴۵۶۷", "A1234567"),
        (CodeField(), " ۱۴۰۵-۰۰۰۱۲۳\u200f", "1405-000123"),
        (EmailField(), " ali۱\u200b@example.com ", "ali1@example.com"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_typed_in_any_digits_is_stored_in_one_form(field, typed, stored):
    assert field.clean(typed) == stored


@pytest.mark.parametrize(
    "field_class",
    [MobileField, NationalCodeField, CompanyIdField, ForeignerCodeField, PassportField, CodeField, EmailField],
)
def test_a_field_that_is_not_required_may_be_empty(field_class):
    assert field_class(required=False).clean("  ") == ""


@pytest.mark.parametrize(
    ("field_class", "persian", "english"),
    [
        (MobileField, "شمارهٔ همراه را با ۱۱ رقم بنویسید، مانند ۰۹۱۲۳۴۵۶۷۸۹", "Enter an 11-digit mobile number"),
        (NationalCodeField, "کد ملی ۱۰ رقم است. رقم‌ها را دوباره ببینید", "National code has 10 digits"),
        (
            EmailField,
            "نشانی ایمیل را مانند name@example.com بنویسید",
            "Enter an e-mail address in the correct format, like name@example.com",
        ),
    ],
)
def test_a_wrong_value_gets_the_given_sentence(field_class, persian, english):
    assert errors_of(field_class(), "12") == [persian]
    assert errors_of(field_class(), "12", "en") == [english]


def test_an_endless_address_gets_our_own_sentence_and_is_not_cut_while_it_is_typed():
    assert errors_of(EmailField(), "a" * 400 + "@example.com") == ["نشانی ایمیل را مانند name@example.com بنویسید"]
    assert "maxlength" not in input_of(EmailField())


@pytest.mark.parametrize(
    ("field_class", "expected"),
    [
        (MobileField, 'dir="ltr" spellcheck="false" inputmode="tel" autocomplete="tel"'),
        (NationalCodeField, 'dir="ltr" spellcheck="false" inputmode="numeric" autocomplete="off"'),
        (PassportField, 'dir="ltr" spellcheck="false" inputmode="text" autocomplete="off"'),
        (EmailField, 'dir="ltr" spellcheck="false" inputmode="email" autocomplete="email"'),
    ],
)
def test_inputs_of_codes_read_left_to_right(field_class, expected):
    assert expected in input_of(field_class())


def test_the_author_of_a_form_has_the_last_word_on_attributes():
    field = MobileField(widget=forms.TextInput(attrs={"autocomplete": "off"}))

    assert field.widget.attrs == {"autocomplete": "off", "dir": "ltr", "spellcheck": "false", "inputmode": "tel"}


@pytest.mark.parametrize("typed", ["20", "۲۰", "٢٠", " ۲۰\u200f"])
def test_a_number_is_taken_in_any_digits(typed):
    assert NumberField().clean(typed) == 20


@pytest.mark.parametrize(("language", "shown"), [("fa", "۲۰"), ("en", "20")])
def test_a_number_is_shown_in_the_digits_of_the_page(language, shown):
    with translation.override(language):
        assert [NumberField().prepare_value(value) for value in (20, "۲x", None)] == [shown, "۲x", None]


def test_a_number_box_is_no_number_input():
    assert [word in input_of(NumberField()) for word in ('type="text"', 'inputmode="numeric"')] == [True, True]


@pytest.mark.parametrize(
    ("typed", "error"),
    [("بیست", "یک عدد صحیح بنویسید"), ("۰", "عدد بزرگ‌تری بنویسید"), ("۹۹", "عدد کوچک‌تری بنویسید")],
)
def test_a_number_that_does_not_fit_is_refused_without_digits_of_another_language(typed, error):
    assert errors_of(NumberField(min_value=1, max_value=50), typed) == [error]


def test_a_telephone_keeps_its_spaces_and_loses_persian_digits():
    assert PhoneField().clean("۰۲۸ ٣٣٣٣ 0100") == "028 3333 0100"
