"""The three forms that ask whether a person is there: sending, tracking and logging in."""

import pytest
from django.utils import timezone

from tests.journeys import COMPLAINT, errors, fill
from tests.tickets.human_checks import solved
from tests.tickets.tracking_pages import page
from tickets.human_check.fields import HumanCheckField
from tickets.models import Ticket
from units import attempts
from units.models import Attempt


@pytest.fixture
def guessing(reference):
    """Somebody at this address has guessed codes and passwords."""
    for purpose, more in ((attempts.TRACKING, {}), (attempts.LOGIN, {"user": "karimi"})):
        for _attempt in range(10):
            attempts.record(purpose, {"address": "127.0.0.1"} | more, timezone.now())


def test_script_is_loaded_only_where_it_is_needed(client, reference):
    def scripts(address):
        return [script["src"] for script in page(client.get(address)).find_all("script")]

    fill(client, COMPLAINT)

    pages = ("/track/", "/complaints/check/")
    assert [any("human-check" in source for source in scripts(path)) for path in pages] == [False, True]


def test_another_picture_keeps_the_code_that_was_typed(client, guessing):
    counted = Attempt.objects.count()

    response = client.post("/track/", {"code": "۱۲۳۴ ۵", "captcha_0": "key", "another_picture": "1"})

    soup = page(response)
    assert (soup.find("input", {"name": "code"})["value"], errors(response)) == ("۱۲۳۴ ۵", {})
    assert soup.find("input", {"name": "captcha_1"}) is not None
    assert Attempt.objects.count() == counted


def test_another_picture_keeps_the_user_name_and_is_no_failed_login(client, guessing):
    counted = Attempt.objects.count()

    response = client.post("/admin/login/", {"username": "karimi", "password": "x", "another_picture": "1"})

    assert (page(response).find("input", {"name": "username"})["value"], errors(response)) == ("karimi", {})
    assert Attempt.objects.count() == counted


def test_another_picture_on_the_last_page_leads_back_to_it(client, reference):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")

    response = client.post("/complaints/check/", {"another_picture": "1"})

    assert (response.status_code, response.url) == (303, "/complaints/check/#id_captcha_1")
    assert Ticket.objects.count() == 0


def test_proof_opens_all_three_forms(client, guessing, officer):
    fill(client, COMPLAINT)
    client.get("/complaints/check/")
    officer.set_password("long enough 1")
    officer.save()
    login = {"username": officer.username, "password": "long enough 1"}

    sent = client.post("/complaints/check/", {"captcha_2": solved()})
    tracked = client.post("/track/", {"code": "1", "captcha_2": solved()})
    logged_in = client.post("/admin/login/", login | {"captcha_2": solved()})

    assert (sent.url, list(errors(tracked)), logged_in.status_code) == ("/complaints/done/", ["code"], 302)


def test_login_asks_and_tries_no_password_without_an_answer(client, guessing, officer):
    officer.set_password("long enough 1")
    officer.save()

    login = {"username": officer.username, "password": "long enough 1"}
    response = client.post("/admin/login/", login | {"captcha_0": "", "captcha_1": "", "captcha_2": ""})

    assert errors(response) == {"captcha": [HumanCheckField().error_messages["required"]]}
