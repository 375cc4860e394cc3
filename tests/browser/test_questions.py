"""The pages of questions in a real browser: what only a browser shows."""

import pytest

from tests.browser.citizen import COMPLAINT, Citizen
from tests.factories import create_unit
from units.models import Unit


@pytest.fixture
def citizen(open_page):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.opens_the_form("complaints")
    citizen.fills_in({slug: COMPLAINT[slug] for slug in ("kind", "topic")}, and_errs=False)
    return citizen


def style(field, name):
    return field.evaluate("(field, name) => getComputedStyle(field)[name]", name)


def test_question_which_school_is_meant_has_the_focus(citizen, look):
    create_unit(name_fa="دبیرستان آزادی", level="school", stage="secondary", parent=Unit.objects.get(code="d_q1"))
    citizen.answers("district", COMPLAINT["place"]["district"])
    citizen.answers("school_text", "آزادی")
    citizen.presses("Continue")

    focused = citizen.page.locator(":focus")

    assert focused.locator("legend").inner_text() == citizen.words("Which of these schools?")
    look(citizen.page)


def test_empty_input_runs_with_the_page_and_a_full_one_with_its_words(citizen):
    field = citizen.page.locator("[name=school_text]")

    directions = []
    for words in ("", "Azadi", "آزادی"):
        field.fill(words)
        directions.append(style(field, "direction"))

    assert directions == ["rtl", "ltr", "rtl"]


def test_counter_beyond_the_limit_looks_like_an_error(citizen):
    citizen.fills_in({"place": COMPLAINT["place"]}, and_errs=False)
    text, counter = citizen.page.locator("[name=text]"), citizen.page.locator("#id_text_counter")

    text.fill("x" * 4000)
    within = style(counter, "color")
    text.fill("x" * 4001)

    assert style(counter, "color") != within
    assert style(counter, "fontWeight") == "700"
