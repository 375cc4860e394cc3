"""The main job, end to end: browser, web server, worker process, mail server, Django admin."""

from django.utils import timezone

from suggestions.assessing import assess
from tests.browser.citizen import COMPLAINT, SUGGESTION, Citizen
from tests.browser.conftest import DESK
from tests.browser.officer import Officer
from tests.factories import create_user
from tests.processes import wait_until
from tickets import tracking
from tickets.models import Ticket
from tickets.workflow import Outcome, Status

ANSWER = "سلام. مدرسه را بررسی کردیم و دستور دادیم پول شما را برگرداند."


def routed(code):
    """The ticket, once the worker has routed it."""
    return wait_until(
        lambda: Ticket.objects.filter(pk=tracking.find(tracking.normalise(code)).pk, status=Status.ROUTED).first(),
        "The ticket was not routed",
    )


def mail_to(mail, address, *, about=""):
    """The accepted message to `address` whose subject has the words `about`."""
    return wait_until(
        lambda: next((message for message in mail.sent_to(address) if about in message["Subject"]), None),
        f"No mail to {address}",
    )


def whole_text(message):
    return " ".join(part.get_content() for part in message.walk() if part.get_content_maintype() == "text")


def test_complaint_on_a_phone_in_persian(open_page, look, officer, mail):
    citizen = Citizen(open_page(), look)
    citizen.opens_the_form("complaints")
    citizen.fills_in(COMPLAINT)
    code = citizen.sends("Send the complaint")
    ticket = routed(code)
    notice = mail_to(mail, officer.email)
    receipt = mail_to(mail, "maryam@mail.example")

    clerk = Officer(open_page(size=DESK), look, officer)
    clerk.logs_in()
    clerk.opens_the_queue()
    clerk.opens(ticket)
    clerk.takes("accept")
    clerk.opens_the_sender()
    assert "مریم رضایی" in clerk.page.inner_text("main")
    clerk.answers(ANSWER, Outcome.UPHELD)
    wait_until(lambda: len(mail.sent_to("maryam@mail.example")) == 2, "No word that the answer is ready")
    citizen.tracks(code)

    assert ticket.unit == officer.unit
    assert ANSWER in citizen.page.inner_text("main")
    assert "مریم" not in citizen.page.inner_text("main")
    for message in (notice, receipt, *mail.accepted):
        assert code.replace(" ", "") not in whole_text(message).replace(" ", "")
        assert "رضایی" not in whole_text(message)


def test_suggestion_on_a_phone_in_persian(open_page, look, officer, mail):
    citizen = Citizen(open_page(), look)
    citizen.opens_the_form("suggestions")
    citizen.fills_in(SUGGESTION)
    code = citizen.sends("Send the suggestion")
    ticket = routed(code)

    head = create_user(role="head", unit=officer.unit)  # on suggestions the head decides
    assess(ticket=ticket, effect=4, cost=1, feasibility=5, by=officer, now=timezone.now())
    clerk = Officer(open_page(size=DESK), look, head)
    clerk.logs_in()
    clerk.opens_the_queue("suggestions", "suggestion")
    clerk.opens(ticket)
    clerk.answers("از پیشنهاد شما سپاسگزاریم؛ از مهر آینده اجرا می‌شود.", Outcome.ACCEPTED)
    citizen.tracks(code)

    assert mail_to(mail, officer.email)
    assert "از مهر آینده اجرا می‌شود" in citizen.page.inner_text("main")


def test_complaint_in_english(open_page, look, officer, mail):
    citizen = Citizen(open_page(), look, language="en")
    citizen.opens_the_form("complaints")
    citizen.fills_in(COMPLAINT | {"place": {"district": "District Qazvin 1", "school_text": ""}})
    code = citizen.sends("Send the complaint")
    ticket = routed(code)
    receipt = mail_to(mail, "maryam@mail.example")

    clerk = Officer(open_page(size=DESK), look, officer, language="en")
    clerk.logs_in()
    clerk.opens_the_queue("complaints", "complaint")
    clerk.opens(ticket)
    clerk.answers("The school was told to return the money.", Outcome.UPHELD)
    citizen.tracks(code)

    assert "The school was told to return the money." in citizen.page.inner_text("main")
    assert ticket.language == "en"
    assert receipt["Subject"].isascii()


def test_complaint_without_javascript(open_page, look, officer, mail):
    citizen = Citizen(open_page(javascript=False), look)
    citizen.opens_the_form("complaints")
    citizen.fills_in(COMPLAINT)
    code = citizen.sends("Send the complaint")
    ticket = routed(code)

    clerk = Officer(open_page(size=DESK, javascript=False), look, officer)
    clerk.logs_in()
    clerk.opens_the_queue()
    clerk.opens(ticket)
    clerk.answers(ANSWER, Outcome.UPHELD)
    citizen.tracks(code)

    assert ANSWER in citizen.page.inner_text("main")
    citizen.presses("End and leave")
    citizen.page.go_back()
    assert ANSWER not in citizen.page.inner_text("main")
