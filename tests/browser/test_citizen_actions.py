"""A citizen who uses everything there is: replies, rates, reopens, objects, withdraws, and loses the code."""

import re

import pytest
from django.utils import timezone

from tests.browser.citizen import Citizen
from tests.factories import create_ticket, create_user
from tests.processes import wait_until
from tickets import lifecycle, tracking
from tickets.models import ClockReason, Event
from tickets.workflow import Outcome, Status
from units.models import Unit

ADDRESS = "maryam@mail.example"
QUESTION, ANSWER = "رسید پرداخت را دارید؟\nشمارهٔ آن چیست؟", "مدرسه را بررسی کردیم. تخلفی دیده نشد."


def asks(officer, ticket):
    reason = ClockReason.objects.filter(purpose=ClockReason.Purpose.PAUSE).first()
    lifecycle.ask(ticket=ticket, question=QUESTION, reason=reason, days=5, by=officer, now=timezone.now())


def extends(officer, ticket):
    reason = ClockReason.objects.filter(purpose=ClockReason.Purpose.EXTENSION).first()
    lifecycle.extend(
        ticket=ticket, reason=reason, days=3, text="کارشناس به مدرسه می‌رود.", by=officer, now=timezone.now()
    )


def answers(officer, ticket):
    lifecycle.answer(ticket=ticket, text=ANSWER, outcome=Outcome.NOT_UPHELD, by=officer, now=timezone.now())


@pytest.fixture
def superior(site):
    """An officer of the directorate, one level above `officer`."""
    return create_user(role="officer", unit=Unit.objects.get(code="nongov"))


@pytest.fixture
def ticket(officer):
    return create_ticket(unit=officer.unit, status=Status.IN_REVIEW, email=ADDRESS, code_may_be_sent=True)


@pytest.mark.parametrize(("language", "javascript"), [("fa", True), ("en", True), ("fa", False), ("en", False)])
def test_citizen_using_every_action(open_page, look, officer, superior, ticket, mail, language, javascript):
    citizen = Citizen(open_page(javascript=javascript), look, language=language)

    asks(officer, ticket)
    citizen.tracks(ticket.code)
    assert citizen.page.get_by_role("heading", name=citizen.words("We need more information")).is_visible()
    citizen.follows_up()
    assert "رسید پرداخت" in citizen.page.inner_text("main")
    citizen.says("Send to the office", text="بله، ۱۲۳۴.")

    extends(officer, ticket)
    citizen.goes_to("/track/case/")
    citizen.page.locator("details.why summary").click()
    assert citizen.page.locator("details.why tbody tr").count() > 4
    look(citizen.page)

    answers(officer, ticket)
    citizen.goes_to("/track/case/")
    citizen.follows("Was your problem solved?")
    citizen.says("Send", solved="no", score="2", text="هیچ‌کس به مدرسه نیامد.")
    citizen.follows("Reopen the case or object")
    citizen.says("Send it to be looked at again", text="به مدرسه بیایید.", level="same")

    answers(officer, ticket)
    citizen.goes_to("/track/case/")
    citizen.follows("Reopen the case or object")
    citizen.says("Send it to be looked at again", text="همان پاسخ پیشین است.", level="above")
    assert str(superior.unit.name_en if language == "en" else superior.unit.name_fa) in citizen.page.inner_text("main")

    citizen.follows("Withdraw the complaint")
    citizen.presses("Withdraw the complaint")
    citizen.presses("End and leave")
    new = asks_for_a_new_code(citizen, ticket, mail)
    citizen.tracks(new)

    ticket.refresh_from_db()
    done = [Event.Name.FOLLOWED_UP, Event.Name.RATED, Event.Name.REOPENED, Event.Name.OBJECTED, Event.Name.WITHDRAWN]
    mine = ticket.events.filter(by=None).exclude(name=Event.Name.SUBMITTED).order_by("pk")
    assert [*mine.values_list("name", flat=True)] == [*done, Event.Name.CODE_RENEWED]
    assert (ticket.status, tracking.find(ticket.code)) == (Status.WITHDRAWN, None)
    assert ANSWER in citizen.page.inner_text("main")


def asks_for_a_new_code(citizen, ticket, mail):
    """The code that arrives in a mail."""
    citizen.goes_to("/track/")
    citizen.follows("I have lost my code")
    citizen.presses("Ask for a new code")
    citizen.answers("number", ticket.number)
    citizen.answers("address", ADDRESS.upper())
    picture = citizen.page.locator('main [name="captcha_1"]')
    if picture.is_visible():
        picture.fill("passed")  # the answer in the package's own test mode
    citizen.presses("Ask for a new code")
    return wait_until(lambda: _with_a_code(mail), "No mail with a new code")


def _with_a_code(mail):
    bodies = (message.get_body(("plain",)).get_content() for message in mail.sent_to(ADDRESS))
    codes = (re.search(r"\d{4} \d{4} \d{4} \d{4}", body) for body in bodies)
    return next((tracking.normalise(code[0]) for code in codes if code), None)
