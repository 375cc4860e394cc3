"""Two units and one case: one asks, the other replies, the first reads it; with scripts or without, in fa and en."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.look import Look
from tests.browser.officer import Officer
from tests.factories import create_complaint, create_user
from tickets.models import Consultation
from units.models import Unit

WORDS, PART, REPLY = "از من پول خواستند.", "مصوبهٔ شهریه را بفرستید.", "شهریه مصوب است."


@pytest.fixture
def complaint(site):
    """A case of an office beside which others have staff: in the same district, and in the directorate."""
    for code in ("d_q1.complaints", "complaints"):
        create_user(role="officer", unit=Unit.objects.get(code=code))
    return create_complaint(unit=Unit.objects.get(code="d_q1.nongov"), text=WORDS)


@pytest.fixture
def sit(open_page):
    """sit(unit, …): an officer of `unit`, logged in."""

    def sit(unit, *, language, size, javascript):
        page = open_page(size=size, javascript=javascript)
        officer = Officer(page, Look(), create_user(role="officer", unit=unit), language=language)
        officer.logs_in()
        return officer

    return sit


def opens_the_case(officer, complaint):
    officer.page.goto(f"{officer.prefix}/admin/tickets/ticket/{complaint.pk}/change/")


def shares(officer, unit):
    """Gives `unit` its part: first with nothing filled in, then by ticking its box in a place that is folded."""
    page = officer.page
    page.get_by_text(officer.words("Handle together with other units")).click()
    officer.takes("share")
    page.locator(".unit-boxes summary").last.click()
    page.get_by_label(unit.name_fa if officer.language == "fa" else unit.name_en, exact=True).check()
    page.locator("[name=share-text]").fill(PART)
    officer.takes("share")


@pytest.mark.parametrize(
    ("language", "size", "javascript"),
    [("fa", PHONE, True), ("fa", DESK, False), ("en", DESK, True), ("en", PHONE, False)],
)
def test_one_unit_asks_and_the_other_replies(sit, complaint, language, size, javascript):
    finance = Unit.objects.get(code="finance")
    how = {"language": language, "size": size, "javascript": javascript}
    asking, replying = sit(complaint.unit, **how), sit(finance, **how)

    opens_the_case(asking, complaint)
    shares(asking, finance)
    replying.opens_the_queue(model="consultation")
    replying.page.locator("table.queue a").click()
    replying.look(replying.page)
    read = [replying.page.get_by_text(words).is_visible() for words in (WORDS, PART)]
    replying.takes("reply")
    replying.page.locator("[name=reply-text]").fill(REPLY)
    replying.takes("reply")
    opens_the_case(asking, complaint)
    asking.look(asking.page)

    assert (read, Consultation.objects.get().reply.text) == ([True, True], REPLY)
    assert asking.page.locator(".asked-units").get_by_text(REPLY).is_visible()


def test_several_parts_and_the_refused_answer_in_the_dark(sit, complaint):
    create_user(role="officer", unit=Unit.objects.get(code="finance"))
    officer = sit(complaint.unit, language="fa", size=DESK, javascript=True)
    officer.page.emulate_media(color_scheme="dark")
    opens_the_case(officer, complaint)
    shares(officer, Unit.objects.get(code="finance"))

    officer.page.locator("[name=answer-outcome]").select_option("upheld")
    officer.page.locator("[name=answer-text]").fill("مبلغ برگردانده شد.")
    with officer.page.expect_navigation():
        officer.page.locator("button.primary[value=answer]").click()
    officer.page.problems.clear()  # a refusal is a 409, which the console notes
    officer.look(officer.page)
    refused = officer.page.get_by_role("alert").filter(has_text="سهم خود را انجام نداده").is_visible()
    officer.takes(f"end_consultation:{Consultation.objects.get().pk}")

    assert (refused, Consultation.objects.open().exists()) == (True, False)
    assert officer.page.locator("[name=answer-text]").input_value() == "مبلغ برگردانده شد."
