"""Ready texts and the preview in a real browser: with the keyboard only, and without a script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.keys import goes, press
from tests.browser.look import Look
from tests.browser.officer import Officer
from tests.factories import create_canned_reply, create_complaint, create_user
from tests.processes import wait_until
from tickets.models import DeskDraft, Event
from units.models import Unit

TEXT = "سلام. مدرسه «…» بازدید شد و نتیجه این است: «…»"


@pytest.fixture
def complaint(site):
    create_canned_reply(title="درخواست مدرک", text="رسید را بفرستید.")
    create_canned_reply(title="بازدید از مدرسه", text=TEXT, order=1)
    create_canned_reply(title="موضوع مالی", text="سلام. رسید دیده شد.", order=2)
    return create_complaint(unit=Unit.objects.get(code="d_q1.nongov"))


@pytest.fixture
def sit_down(open_page, complaint):
    """An officer with the case open."""

    def sit_down(*, javascript=True):
        user = create_user(role="officer", unit=complaint.unit)
        officer = Officer(open_page(size=DESK, javascript=javascript), Look(), user)
        officer.logs_in()
        officer.opens_the_queue()
        officer.opens(complaint)
        return officer

    return sit_down


def selected(page):
    return page.evaluate("""() => {
        const box = document.activeElement;
        return box.value.slice(box.selectionStart, box.selectionEnd);
    }""")


def happened(complaint):
    return list(complaint.events.order_by("pk").values_list("name", flat=True))


def test_answer_is_begun_by_two_colons_read_and_sent_with_the_keyboard_only(sit_down, complaint):
    officer = sit_down()
    page, box = officer.page, officer.page.locator("[name=answer-text]")

    # the list opens at ::, is filtered by typing, and Enter takes what arrows chose
    press(page, "r")
    page.keyboard.type("آغاز ::")
    search = page.get_by_role("combobox", name="جستجو در متن‌های آماده")
    expect(search).to_be_focused()
    expect(page.locator(".canned-list [role=option]")).to_have_count(3)
    officer.look(page)
    page.keyboard.type("رسيد")  # with an Arabic ye
    expect(page.locator(".canned-list [role=option]")).to_have_count(2)
    expect(page.locator("[data-said]").first).to_have_text("متن‌های آماده: ۲")
    search.fill("")
    press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp")
    active = page.locator(f"#{search.get_attribute('aria-activedescendant')}")
    expect(active).to_have_text("بازدید از مدرسه")
    press(page, "Enter")

    # the focus is in the box again, on the first gap, which is typed over
    expect(box).to_be_focused()
    assert (box.input_value(), selected(page)) == (f"آغاز {TEXT}", "«…»")
    expect(page.locator("[data-said]").first).to_have_text("«بازدید از مدرسه» در متن گذاشته شد")
    page.keyboard.type("آزادی")
    assert box.input_value() == f"آغاز {TEXT.replace('«…»', 'آزادی', 1)}"
    wait_until(lambda: DeskDraft.objects.filter(owner=officer.user).exists(), lambda: "no draft was kept")

    # the preview holds back the gap that is left, and leads back to the box
    page.locator("[name=answer-outcome]").select_option("upheld")
    page.locator("button[name=preview]").focus()
    goes(page, "Enter")
    officer.look(page)
    expect(page.locator(".finding-blocks")).to_have_count(1)
    goes(page, "Enter")
    expect(box).to_be_focused()
    box.fill("سلام. مدرسهٔ آزادی بازدید شد و پول برگشت.")
    page.locator("button[name=preview]").focus()
    goes(page, "Enter")
    officer.look(page)
    assert happened(complaint) == [Event.Name.SUBMITTED]

    # the button that sends has the focus there
    goes(page, "Enter")
    assert happened(complaint) == [Event.Name.SUBMITTED, Event.Name.ANSWERED]


def test_escape_closes_the_list_and_leaves_what_was_typed(sit_down):
    page = sit_down().page
    box = page.locator("[name=answer-text]")

    press(page, "r")
    page.keyboard.type("ساعت ۸::")
    page.keyboard.type("چیزی که نیست")
    expect(page.get_by_text("هیچ متن آماده‌ای این کلمه‌ها را ندارد").first).to_be_visible()
    press(page, "Enter", "Escape")

    expect(box).to_be_focused()
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.type("۳۰")
    assert box.input_value() == "ساعت ۸::۳۰"


def test_list_beside_the_box_puts_the_text_where_the_cursor_stood(sit_down):
    page = sit_down().page
    box = page.locator("[name=answer-text]")
    select = page.locator("[name=answer-canned]")

    box.fill("پیش  پس")
    box.evaluate("box => box.setSelectionRange(4, 4)")
    select.select_option(label="درخواست مدرک")
    page.locator("button[name=canned][value=answer]").click()

    assert (box.input_value(), select.input_value()) == ("پیش رسید را بفرستید. پس", "")
    expect(box).to_be_focused()


def test_it_all_works_without_a_script(sit_down, complaint):
    officer = sit_down(javascript=False)
    page = officer.page

    page.locator("[name=answer-text]").fill("آغاز")
    page.locator("[name=answer-outcome]").select_option("upheld")
    page.locator("[name=answer-canned]").select_option(label="موضوع مالی")
    with page.expect_navigation():
        page.locator("button[name=canned][value=answer]").click()
    officer.look(page)
    text = page.locator("[name=answer-text]").input_value()
    with page.expect_navigation():
        page.locator("button[name=preview]").click()
    officer.look(page)
    with page.expect_navigation():
        page.locator("button[name=edit]").click()
    with page.expect_navigation():
        page.locator("button[name=preview]").click()
    with page.expect_navigation():
        page.locator("button[name=step]").click()

    assert text == "آغاز\n\nسلام. رسید دیده شد."
    assert happened(complaint) == [Event.Name.SUBMITTED, Event.Name.ANSWERED]
