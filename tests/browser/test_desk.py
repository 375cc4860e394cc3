"""The officer's page of a case in a real browser: which button Enter presses, and what must not be lost."""

import pytest

from tests.browser.conftest import DESK
from tests.browser.look import Look
from tests.browser.officer import Officer
from tests.factories import create_complaint, create_user
from tickets.models import Event
from units.models import Unit

ANSWER = "سلام. مدرسه پول را برگرداند."


@pytest.fixture
def complaint(site):
    return create_complaint(unit=Unit.objects.get(code="d_q1.nongov"), name="مریم رضایی")


@pytest.fixture
def officer(open_page, complaint):
    """An officer with the case open and half an answer typed."""
    officer = Officer(open_page(size=DESK), Look(), create_user(role="officer", unit=complaint.unit))
    officer.logs_in()
    officer.opens_the_queue()
    officer.opens(complaint)
    officer.page.locator("[name=answer-text]").fill(ANSWER)
    return officer


def happened(complaint):
    return set(complaint.events.values_list("name", flat=True))


def test_opening_the_sender_leaves_the_answer_in_its_box(officer, complaint):
    officer.opens_the_sender()

    assert officer.page.locator("[name=answer-text]").input_value() == ANSWER
    assert officer.page.get_by_text("مریم رضایی").is_visible()
    assert happened(complaint) == {Event.Name.SUBMITTED, Event.Name.SENDER_OPENED}


def test_enter_in_a_line_of_the_answer_sends_the_answer_and_presses_nothing_else(officer, complaint):
    officer.page.locator("[name=answer-outcome]").select_option("out_of_scope")
    officer.page.locator("[name=answer-other_body]").fill("شهرداری")
    with officer.page.expect_navigation():
        officer.page.locator("[name=answer-other_body]").press("Enter")

    assert happened(complaint) == {Event.Name.SUBMITTED, Event.Name.ANSWERED}


def test_leaving_with_words_unsent_is_asked_about_and_sending_them_is_not(officer, complaint):
    asked = []
    officer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    officer.page.reload()
    officer.page.locator("[name=answer-text]").fill(ANSWER)
    officer.page.locator("[name=answer-outcome]").select_option("upheld")
    officer.takes("answer")

    assert (asked, happened(complaint)) == (["beforeunload"], {Event.Name.SUBMITTED, Event.Name.ANSWERED})


def test_answer_waits_in_its_box_while_there_is_no_connection(officer, complaint):
    officer.page.context.set_offline(True)
    officer.page.locator("[name=answer-outcome]").select_option("upheld")
    officer.page.get_by_role("button", name=officer.words("Send the answer")).click()

    assert officer.page.get_by_role("alert").filter(has_text="اینترنت شما قطع است").is_visible()
    officer.page.context.set_offline(False)
    officer.takes("answer")

    assert happened(complaint) == {Event.Name.SUBMITTED, Event.Name.ANSWERED}
