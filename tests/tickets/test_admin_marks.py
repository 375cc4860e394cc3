"""The signs of what came back to the unit: an answer that its head returned, the reply of a unit it consulted."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone

from persian.dates import today
from tests.factories import create_complaint
from tests.tickets.desk import QUEUE
from tickets import lifecycle
from tickets.models import Consultation
from tickets.workflow import Outcome

RETURNED, REPLIED = ("returned", "پاسخ را رئیس برگردانده است"), ("replied", "واحد طرف استعلام پاسخ داده است")
NOW = timezone.now()
ANSWER = {"text": "بررسی شد و مبلغ برگردانده شد.", "outcome": Outcome.UPHELD}


@pytest.fixture
def ticket(office, officer, head):
    office.needs_approval = True
    office.save(update_fields=["needs_approval"])
    return create_complaint(unit=office)


def propose(ticket, officer):
    lifecycle.propose(ticket=ticket, by=officer, now=NOW, **ANSWER)


def send_back(ticket, officer, head):
    propose(ticket, officer)
    lifecycle.send_back(ticket=ticket, text="قانون را هم بنویسید.", by=head, now=NOW)


def ask(ticket, officer, other_office):
    call = {"purpose": "question", "question": "شهریه مصوب بود؟", "due_on": today()}
    lifecycle.consult(ticket=ticket, units=[other_office], by=officer, now=NOW, **call)


def reply(ticket, other_officer):
    consultation = Consultation.objects.open().get(ticket=ticket)
    lifecycle.advise(consultation=consultation, text="بله", by=other_officer, now=NOW)


def marks(client, officer, state=""):
    client.force_login(officer)
    (row,) = client.get(QUEUE + state).context_data["cl"].rows
    return [mark for mark in row.marks if mark in (RETURNED, REPLIED)]


def test_officer_sees_that_the_head_returned_the_answer_until_it_is_proposed_again(client, ticket, officer, head):
    send_back(ticket, officer, head)

    returned = marks(client, officer)
    propose(ticket, officer)

    assert (returned, marks(client, officer)) == ([RETURNED], [])


def test_officer_sees_that_the_unit_consulted_has_replied_until_somebody_acts(
    client, ticket, officer, other_office, other_officer
):
    ask(ticket, officer, other_office)
    asked = marks(client, officer)
    reply(ticket, other_officer)

    replied = marks(client, officer)
    lifecycle.note(ticket=ticket, text="خواندم.", by=officer, now=NOW)

    assert (asked, replied, marks(client, officer)) == ([], [REPLIED], [])


def test_both_are_said(client, ticket, officer, head, other_office, other_officer):
    ask(ticket, officer, other_office)
    send_back(ticket, officer, head)
    reply(ticket, other_officer)

    assert marks(client, officer) == [RETURNED, REPLIED]


def test_reading_and_handing_on_leave_the_signs(client, ticket, officer, colleague, head):
    send_back(ticket, officer, head)

    lifecycle.open_sender(ticket=ticket, by=officer, now=NOW)
    lifecycle.assign(ticket=ticket, assignee=colleague, by=officer, now=NOW)

    assert marks(client, colleague) == [RETURNED]


def test_what_is_answered_bears_them_no_more(client, ticket, officer, head, other_office, other_officer):
    ask(ticket, officer, other_office)
    reply(ticket, other_officer)

    lifecycle.answer(ticket=ticket, by=head, now=NOW, **ANSWER)

    assert marks(client, officer, "?state=answered") == []


def test_what_the_citizen_withdrew_bears_them_no_more(client, ticket, officer, head):
    send_back(ticket, officer, head)

    lifecycle.withdraw(ticket=ticket, now=NOW)

    assert marks(client, officer, "?state=all") == []


def test_every_sign_is_drawn(client, ticket, officer, head, other_office, other_officer):
    ask(ticket, officer, other_office)
    send_back(ticket, officer, head)
    reply(ticket, other_officer)
    client.force_login(officer)
    sheet = BeautifulSoup((settings.BASE_DIR / "static/admin-icons.svg").read_bytes(), "html.parser")

    page = BeautifulSoup(client.get(QUEUE).content, "html.parser")

    used = {use["href"].partition("#")[2] for use in page.select('use[href*="admin-icons"]')}
    assert ({"returned", "replied"} <= used, used <= {symbol["id"] for symbol in sheet.select("symbol")}) == (
        True,
        True,
    )
