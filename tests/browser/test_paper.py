"""What a printer makes of the pages that people print, in a real browser."""

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.citizen import COMPLAINT, Citizen
from tests.factories import create_ticket


def sheets(page):
    """The text of each A4 sheet."""
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]


def test_answers_to_check_and_confirmation(open_page):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.opens_the_form("complaints")
    citizen.fills_in(COMPLAINT, and_errs=False)
    answers = sheets(citizen.page)
    code = citizen.sends("Send the complaint")
    confirmation = sheets(citizen.page)

    assert len(answers) == 1
    assert len(confirmation) <= 2
    assert all(group in confirmation[0] for group in code.split())  # the heading does not stand alone on a sheet


def test_case_prints_without_what_only_a_screen_can_do(open_page, site):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.tracks(create_ticket().code)

    printed = sheets(citizen.page)
    citizen.page.emulate_media(media="print")

    assert len(printed) == 1
    expect(citizen.page.locator(".screen-only").filter(visible=True)).to_have_count(0)
    expect(citizen.page.get_by_role("button")).to_have_count(0)


def test_address_of_the_site_stands_on_paper_only(open_page, site):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.opens_the_form("complaints")
    citizen.fills_in(COMPLAINT, and_errs=False)
    citizen.sends("Send the complaint")
    addresses = citizen.page.locator(".print-only")

    on_screen = [address.is_visible() for address in addresses.all()]
    citizen.page.emulate_media(media="print")

    assert (on_screen, [address.is_visible() for address in addresses.all()]) == ([False] * 2, [True] * 2)
