"""The page of a case in a real browser: what only a browser shows."""

import pytest
from django.conf import settings

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


def test_who_leaves_quickly_finds_no_case_on_the_way_back(case):
    address = case.url
    case.route(settings.QUICK_EXIT_URL, lambda route: route.fulfill(body="An encyclopaedia", content_type="text/html"))

    with case.expect_request("**/track/end/"):
        case.locator("[data-leave]").click()
    case.wait_for_url(settings.QUICK_EXIT_URL)

    case.go_back()
    assert case.url != address
    case.goto(address)
    assert not case.locator(".timeline").is_visible()
