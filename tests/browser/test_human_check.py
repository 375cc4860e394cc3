"""Are you a person? In a real browser, under the real Content-Security-Policy, with and without JavaScript."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.citizen import SUGGESTION, Citizen
from units import attempts

DONE = re.compile("/done/$")


@pytest.fixture
def guessed_codes(site):
    """So many wrong codes came from this address that the tracking form asks for a person."""
    for _attempt in range(10):
        attempts.record(attempts.TRACKING, {"address": "127.0.0.1"}, timezone.now())


def test_sending_before_the_proof_is_ready_waits_for_it(open_page):
    citizen = Citizen(open_page(), look=lambda page: None)
    challenges = []
    citizen.page.route("**/challenge/", lambda route: challenges.append(route))  # the answer is held back
    citizen.opens_the_form("suggestions")
    citizen.fills_in(SUGGESTION, and_errs=False)

    citizen.page.get_by_role("button", name=citizen.words("Send the suggestion")).click()
    expect(citizen.page.locator("[data-proof]")).to_contain_text("در حال بررسی")
    challenges[0].continue_()

    expect(citizen.page).to_have_url(DONE)


@pytest.mark.parametrize("missing", ["**/challenge/", "**/altcha/*.js"])
def test_picture_comes_back_when_the_browser_cannot_prove(open_page, guessed_codes, missing):
    page = open_page()
    page.route(missing, lambda route: route.abort())

    page.goto("/track/")

    expect(page.get_by_label("رقم‌های تصویر")).to_be_visible()


def test_picture_for_who_prefers_it_and_back(open_page, look, guessed_codes):
    page = open_page()
    page.goto("/track/")
    expect(page.get_by_label("رقم‌های تصویر")).to_be_hidden()
    look(page)

    page.get_by_role("button", name="به‌جای آن، رقم‌های تصویر را می‌نویسم").click()
    expect(page.get_by_label("رقم‌های تصویر")).to_be_focused()
    look(page)
    page.get_by_role("button", name="بررسی خودکار انجام شود").click()

    expect(page.locator("[data-proof]")).to_have_text("بررسی خودکار انجام شد. در اینجا لازم نیست کاری بکنید.")


@pytest.mark.parametrize("javascript", [True, False])
def test_another_picture_keeps_what_was_typed(open_page, guessed_codes, javascript):
    page = open_page(javascript=javascript)
    page.goto("/track/")
    page.get_by_label("کد رهگیری").fill("۱۲۳۴")
    if javascript:
        page.get_by_role("button", name="به‌جای آن، رقم‌های تصویر را می‌نویسم").click()
    first = page.get_by_role("img", name="تصویر").get_attribute("src")

    page.get_by_role("button", name="تصویر دیگر").click()

    expect(page.get_by_role("img", name="تصویر")).not_to_have_attribute("src", first)
    expect(page.get_by_label("کد رهگیری")).to_have_value("۱۲۳۴")
    expect(page.locator(".error-summary")).to_have_count(0)


def test_enter_key_sends_and_asks_for_no_other_picture(open_page, guessed_codes):
    page = open_page(javascript=False)
    page.goto("/track/")

    page.get_by_label("کد رهگیری").press("Enter")

    expect(page.locator(".error-summary")).to_be_visible()
