"""Without a connection, in a real browser."""

from playwright.sync_api import expect

from tests.browser.citizen import COMPLAINT, Citizen


def test_form_stays_says_so_and_loses_nothing(open_page, look):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.opens_the_form("complaints")
    citizen.fills_in({slug: COMPLAINT[slug] for slug in ("kind", "topic", "place")}, and_errs=False)
    citizen.answers("when", "unsure")
    citizen.answers("text", "روز ثبت‌نام پول خواستند.")
    go_on = citizen.page.get_by_role("button", name=citizen.words("Continue"))

    citizen.page.context.set_offline(True)
    go_on.click()
    said = citizen.page.get_by_role("alert")
    expect(said).to_contain_text("اینترنت شما قطع است")
    look(citizen.page)
    expect(citizen.page.locator("[name=text]")).to_have_value("روز ثبت‌نام پول خواستند.")
    citizen.page.context.set_offline(False)
    expect(said).to_have_count(0)
    go_on.click()

    citizen.page.wait_for_url("**/respondent/")


def test_sentence_is_in_view_whatever_was_pressed(open_page):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.opens_the_form("complaints")
    pages = ("kind", "topic", "place", "story")
    citizen.fills_in({slug: COMPLAINT[slug] for slug in pages}, and_errs=False)
    page = citizen.page
    presses = [
        lambda: page.locator("[name=respondent_role]").press("Enter"),
        lambda: page.locator("button.back").click(),
        lambda: page.locator("button.language").click(),
        lambda: page.locator(".brand").click(),
    ]

    page.context.set_offline(True)
    for press in presses:
        press()
        expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
        assert page.get_by_role("alert").bounding_box()["width"] > 200
        page.evaluate("document.getElementById('offline').remove()")


def test_answers_are_not_sent_before_the_browser_is_back(open_page):
    """The proof of work would otherwise fail first, and bring a picture that cannot be fetched."""
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.opens_the_form("complaints")
    citizen.fills_in(COMPLAINT, and_errs=False)
    send = citizen.page.get_by_role("button", name=citizen.words("Send the complaint"))
    expect(citizen.page.locator("[data-proof] [role=status]")).to_have_text(
        citizen.words("Checked automatically. There is nothing for you to do here.")
    )

    citizen.page.context.set_offline(True)
    send.click()
    expect(citizen.page.get_by_role("alert")).to_be_visible()
    citizen.page.context.set_offline(False)
    send.click()

    citizen.page.wait_for_url("**/done/")
