"""The date in three inputs: reading, refusing, and the page it makes."""

from datetime import date, timedelta

import pytest
from django import forms
from django.utils import translation

from persian import dates
from persian.date_field import JalaliDateField
from persian.validators import not_in_future

ABAN_30 = date(2026, 11, 21)


class WhenForm(forms.Form):
    when = JalaliDateField(label="چه روزی بود؟", help_text="مانند ۳۰ آبان ۱۴۰۵", validators=[not_in_future])


class OptionalWhenForm(forms.Form):
    when = JalaliDateField(required=False)


def typed(day, month, year):
    return {"when_day": day, "when_month": month, "when_year": year}


def test_three_inputs_make_a_date():
    form = WhenForm(typed("۳۰", "اسفند", "۱۴۰۳"))

    assert form.is_valid()
    assert form.cleaned_data == {"when": date(2025, 3, 20)}


@pytest.mark.parametrize(
    "parts", [("30", "8", "1405"), ("30", "Aban", "1405"), ("21", "November", "2026"), ("30", "آبان", "1405")]
)
def test_english_pages_take_both_calendars(parts):
    with translation.override("en"):
        assert JalaliDateField().clean(list(parts)) == ABAN_30


@pytest.mark.parametrize(
    ("parts", "persian", "english"),
    [
        (("", "", ""), "تاریخ را بنویسید", "Enter a date"),
        ((" ", "\u200b", " "), "تاریخ را بنویسید", "Enter a date"),
        (("۳۰", "آبان", ""), "روز، ماه و سال را بنویسید", "Date must include a day, a month and a year"),
        (("۳۰", "آبان", "۰۵"), "سال را با چهار رقم بنویسید، مانند ۱۴۰۵", "Year must include 4 numbers"),
    ],
)
def test_a_wrong_date_is_refused_with_one_sentence(parts, persian, english):
    form = WhenForm(typed(*parts))

    with translation.override("fa"):
        assert form.errors == {"when": [persian]}
    with translation.override("en"):
        assert WhenForm(typed(*parts)).errors == {"when": [english]}


def test_validators_of_the_field_see_the_date():
    tomorrow = dates.today() + timedelta(days=1)
    form = WhenForm(typed(str(tomorrow.day), str(tomorrow.month), str(tomorrow.year)))

    with translation.override("fa"):
        assert form.errors == {"when": ["تاریخ باید امروز یا پیش از آن باشد"]}


@pytest.mark.parametrize("parts", [("", "", ""), (" ", " ", " ")])
def test_an_optional_date_may_be_missing(parts):
    form = OptionalWhenForm(typed(*parts))

    assert form.is_valid()
    assert form.cleaned_data == {"when": None}


def test_an_optional_date_may_not_be_half_there():
    with translation.override("fa"):
        assert OptionalWhenForm(typed("۳۰", "", "")).errors == {"when": ["روز، ماه و سال را بنویسید"]}


@pytest.mark.parametrize(("language", "parts"), [("fa", ["۳۰", "۸", "۱۴۰۵"]), ("en", ["21", "11", "2026"])])
def test_a_stored_date_comes_back_as_its_reader_would_type_it(language, parts):
    with translation.override(language):
        shown = JalaliDateField().widget.decompress(ABAN_30)

        assert shown == parts
        assert JalaliDateField().clean(shown) == ABAN_30


@pytest.mark.parametrize(("day", "changed"), [("30", False), ("29", True)])
def test_an_untouched_date_has_not_changed(day, changed):
    with translation.override("fa"):
        assert JalaliDateField().has_changed(["30", "8", "1405"], [day, "8", "1405"]) is changed


def test_nothing_typed_is_lost():
    with translation.override("fa"):
        page = WhenForm(typed("۳۰", "آبانن", "۰۵"))["when"].as_widget()

    assert [value in page for value in ('value="۳۰"', 'value="آبانن"', 'value="۰۵"')] == [True, True, True]


@pytest.mark.parametrize(("language", "labels"), [("fa", ["روز", "ماه", "سال"]), ("en", ["Day", "Month", "Year"])])
def test_each_input_has_its_label_inside_one_legend(language, labels):
    with translation.override(language):
        page = WhenForm(use_required_attribute=False, label_suffix="").as_div()

    assert '<fieldset aria-describedby="id_when_helptext">' in page
    assert "<legend>چه روزی بود؟</legend>" in page
    keyboards = {"day": "numeric", "month": "text", "year": "numeric"}  # a month may be a name
    for place, ((part, mode), label) in enumerate(zip(keyboards.items(), labels, strict=True)):
        assert f'<label class="form-label" for="id_when_{place}">{label}</label>' in page
        assert (
            f'<input type="text" name="when_{part}" inputmode="{mode}" autocomplete="off" id="id_when_{place}">'
            in page
        )
