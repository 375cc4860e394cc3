"""The page of a case in a real browser: what only a browser shows."""

import pytest

from tests.browser.citizen import Citizen
from tests.factories import create_ticket


@pytest.fixture
def case(open_page, site):
    """The page of a sensitive case, opened with its code."""
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.tracks(create_ticket(sensitive=True).code)
    return citizen.page


def test_timeline_has_dots_in_place_of_numbers(case):
    timeline = case.locator(".timeline")

    assert timeline.evaluate("list => getComputedStyle(list).listStyleType") == "none"
