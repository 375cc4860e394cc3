"""«I have lost my code»: one answer and one piece of work, whatever was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import create_ticket
from tests.tickets.sent_files import soup
from tests.tickets.tracking_pages import text_of, url
from tickets.human_check.fields import HumanCheckField
from tickets.models import CodeRequest, Event

pytestmark = pytest.mark.django_db
EMAIL, MOBILE = "citizen@mail.example", "09121234567"
SOLVED = {"captcha_0": "any", "captcha_1": "PASSED"}  # CAPTCHA_TEST_MODE


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, email=EMAIL, code_may_be_sent=True)


def asks(client, number, address, **more):
    return client.post(url("lost", "en"), {"number": number, "address": address, **SOLVED, **more})


def said(response):
    return [error.get_text(" ", strip=True) for error in soup(response).select(".error-summary li")]


def kept():
    return [(request.number, request.address) for request in CodeRequest.objects.all()]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (EMAIL, EMAIL),
        (" Citizen@mail.example ", "Citizen@mail.example"),
        ("۰۹۱۲ ۱۲۳ ۴۵۶۷", MOBILE),
        ("+98 912 123 4567", MOBILE),
    ],
)
def test_it_keeps_a_request_and_says_what_happens(client, ticket, typed, address):
    response = asks(client, f" {ticket.number} ".translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), typed)

    assert (response.status_code, response.url) == (303, url("lost_asked", "en"))
    assert kept() == [(ticket.number, address)]
    assert not ticket.events.filter(name=Event.Name.CODE_RENEWED).exists()  # that is a worker's affair


def test_answer_and_work_are_the_same_for_a_stranger(client, ticket):
    def work(number, address):
        with CaptureQueriesContext(connection) as queries:
            response = asks(client, number, address)
        return response.status_code, response.url, [query["sql"].split(" VALUES ")[0] for query in queries]

    answers = [work(ticket.number, EMAIL), work(ticket.number, MOBILE), work("1405-999999", EMAIL)]

    statements = [" ".join(sql for sql in done[2] if "tickets_" in sql) for done in answers]
    assert len({answer[:2] for answer in answers}) == len(set(statements)) == 1
    assert "tickets_ticket" not in statements[0]


@pytest.mark.parametrize(
    ("number", "address", "errors"),
    [
        ("", "", ["Enter the case number with its year, as it stands on the receipt", None]),
        ("123", EMAIL, ["Enter the case number with its year, as it stands on the receipt"]),
        ("1405-123", "0912", [None]),
        ("1405-123", "a@b", [None]),
    ],
)
def test_what_cannot_be_right_is_pointed_out_and_kept_in_the_boxes(client, reference, number, address, errors):
    response = asks(client, number, address)

    told = [error or "Enter an 11-digit mobile number, or an e-mail address" for error in errors]
    shown = [soup(response).find("input", {"name": name}).get("value", "") for name in ("number", "address")]
    assert (said(response), kept(), shown) == (told, [], [number, address])


@pytest.mark.parametrize("answer", ["", "wrong"])
def test_a_person_must_ask_each_time(client, ticket, answer):
    response = asks(client, ticket.number, EMAIL, captcha_1=answer)

    code = "invalid" if answer else "required"
    assert said(response) == [str(HumanCheckField().error_messages[code])] if answer else said(response)
    assert kept() == []


def test_another_picture_keeps_what_was_typed_without_an_error(client, ticket):
    response = asks(client, "1405-1", EMAIL, another_picture="1")

    shown = [soup(response).find("input", {"name": name})["value"] for name in ("number", "address")]
    assert (said(response), shown, kept()) == ([], ["1405-1", EMAIL], [])


def test_pages_lead_to_each_other_and_name_the_other_way(client, reference):
    track, lost, asked = (client.get(url(name)) for name in ("track", "lost", "lost_asked"))

    assert soup(track).find("a", href=url("lost")) is not None
    assert ["با کارت شناسایی" in text_of(response) for response in (lost, asked)] == [True, True]
    assert "no-store" in lost.headers["Cache-Control"]


def test_what_is_typed_is_kept_out_of_error_reports(client, reference):
    assert asks(client, "1405-1", EMAIL).wsgi_request.sensitive_post_parameters == "__ALL__"
