"""A day of an officer with the keyboard only; drafts that survive; and two officers at one case."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from persian.dates import today
from tests.browser.conftest import DESK
from tests.browser.keys import goes, press, tab_to
from tests.browser.officer import Officer
from tests.factories import create_complaint, create_user
from tests.processes import wait_until
from tickets.models import DeskDraft, Event, Ticket
from units.models import Unit, User

ANSWER = "سلام. مدرسه پول را برگرداند."


@pytest.fixture
def office(site):
    return Unit.objects.get(code="d_q1.nongov")


@pytest.fixture
def cases(office):
    return [
        create_complaint(unit=office, due_on=today() + timedelta(days=number), text=f"متن {number}")
        for number in range(3)
    ]


@pytest.fixture
def sit_down(open_page, look, office):
    """An officer of the office, logged in."""

    def sit_down():
        officer = Officer(open_page(size=DESK), look, create_user(role="officer", unit=office))
        officer.logs_in()
        return officer

    return sit_down


def name_of_focus(page):
    return page.evaluate("document.activeElement.name ?? ''")


def happened(ticket):
    return set(ticket.events.values_list("name", flat=True))


def test_whole_day_with_the_keyboard_only(sit_down, look, cases):
    officer = sit_down()
    page = officer.page
    officer.opens_the_queue()

    # the tab of what must be answered today, then its only case, by j and Enter
    tab_to(page, '.views a[href*="today"]')
    goes(page, "Enter")
    look(page)
    press(page, "j")
    goes(page, "Enter")

    # r enters the answer; Shift+Tab leads up to the outcome; Enter presses the button
    press(page, "r")
    assert name_of_focus(page) == "answer-text"
    page.keyboard.type(ANSWER)
    press(page, "Shift+Tab", "Shift+Tab")
    assert name_of_focus(page) == "answer-outcome"
    press(page, "ArrowDown")
    tab_to(page, 'button[value="answer"]')
    goes(page, "Enter")
    look(page)
    assert Event.Name.ANSWERED in happened(cases[0])

    # u leads back to the list as it was, / from there into the search
    goes(page, "u")
    assert "state=today" in page.url
    press(page, "/")
    assert name_of_focus(page) == "q"
    page.keyboard.type(str(cases[1].case_number))
    goes(page, "Enter")
    tab_to(page, '.views a[href*="state=all"]')  # it was searched for among what is due today
    goes(page, "Enter")
    look(page)

    # t in the list opens the case at its transfer
    press(page, "j")
    goes(page, "t")
    expect(page.locator("[name=transfer-reason]")).to_be_focused()
    press(page, "Tab")
    goes(page, "u")

    # the queue from the menu, without what was searched for; two cases ticked with x, given to a colleague
    tab_to(page, ".sections a")
    goes(page, "Enter")
    press(page, "j", "x", "j", "x")
    tab_to(page, 'button[value="assign"]')
    goes(page, "Enter")
    look(page)
    tab_to(page, "[name=assignee]")
    press(page, "ArrowDown")
    tab_to(page, "button.primary")
    goes(page, "Enter")
    look(page)

    assert Ticket.objects.open().exclude(assignee=None).count() == len(cases) - 1


def test_keys_work_by_their_place_and_rest_while_one_types_or_holds_control(sit_down, cases):
    officer = sit_down()
    page = officer.page
    officer.opens_the_queue()

    page.locator("#q").fill("")
    page.keyboard.type("jkot/")
    assert page.locator("#q").input_value() == "jkot/"

    page.locator("h1").first.click()
    page.evaluate(
        """() => document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key: "ت", code: "KeyJ", bubbles: true}))"""
    )
    first = page.evaluate("document.activeElement.href")
    page.evaluate(
        """() => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: "ت", code: "KeyJ", ctrlKey: true, bubbles: true}))"""
    )

    assert first == page.evaluate("document.activeElement.href")
    assert f"/{cases[0].pk}/change/" in first


def test_help_opens_and_switches_the_keys_off(sit_down, look, cases):
    officer = sit_down()
    page = officer.page
    officer.opens_the_queue()

    press(page, "Shift+Slash")
    expect(page.locator("#shortcuts dl")).to_be_visible()
    look(page)
    tab_to(page, "[name=shortcuts]")
    goes(page, "Enter")
    press(page, "j")

    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert User.objects.get(pk=officer.user.pk).shortcuts is False


def test_draft_survives_a_crash_the_end_of_the_session_and_another_device(sit_down, open_page, look, cases):
    officer = sit_down()
    officer.opens_the_queue()
    officer.opens(cases[0])
    officer.page.locator("[name=answer-text]").fill(ANSWER)
    wait_until(lambda: DeskDraft.objects.filter(owner=officer.user).exists(), lambda: "no draft was kept")
    officer.page.context.close()

    again = Officer(open_page(), look, officer.user)
    again.logs_in()
    again.opens_the_queue()
    again.opens(cases[0])

    assert again.page.locator("[name=answer-text]").input_value() == ANSWER
    expect(again.page.locator("[data-kept]")).to_contain_text("پیش‌نویس شما از")


def test_two_officers_at_one_case_see_that_the_other_writes(sit_down, cases):
    first, second = sit_down(), sit_down()
    for officer in (first, second):
        officer.opens_the_queue()
        officer.opens(cases[0])

    first.page.locator("[name=answer-text]").fill(ANSWER)
    wait_until(lambda: DeskDraft.objects.filter(owner=first.user).exists(), lambda: "no draft was kept")
    second.page.reload()
    expect(second.page.locator("[data-writing]")).to_contain_text(str(first.user))
    second.page.locator("[name=note-text]").evaluate("box => box.closest('details').open = true")
    second.page.locator("[name=note-text]").fill("یادداشت")
    expect(second.page.locator("[data-kept]")).to_contain_text("نگه داشته شد")
    second.opens_the_queue()

    expect(second.page.locator(".queue .writing")).to_contain_text(str(first.user))
