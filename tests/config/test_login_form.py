"""Logging in: a check of being human after five failures, for an address or a user name; never a locked door."""

import pytest
from django.utils import timezone

from tests.factories import PASSWORD, create_user
from tests.tickets.human_checks import ALWAYS
from units.attempts import LIMITS, LOGIN, record

LOG_IN = "/admin/login/?next=/admin/tickets/ticket/"
FAILURES = LIMITS[LOGIN]["user"]


def enter(client, username, password, address="192.0.2.1", **more):
    return client.post(LOG_IN, {"username": username, "password": password, **more}, REMOTE_ADDR=address)


def asks_for_more(response):
    return response.status_code == 200 and set(response.context["form"].fields) > {"username", "password"}


def test_right_password_opens_the_queue_with_a_new_session(client, officer):
    before = client.session.session_key

    response = enter(client, officer.username, PASSWORD)

    assert response.status_code == 302, response.context["form"].errors
    assert response.url == "/admin/tickets/ticket/"
    assert client.session.session_key not in (None, before)


def test_hours_that_a_citizens_draft_stretched_are_those_of_staff_again(client, officer, settings):
    client.post("/complaints/kind/", {"kind": "complaint"})
    stretched = client.session.get_expiry_age()

    enter(client, officer.username, PASSWORD)

    assert stretched > settings.SESSION_COOKIE_AGE == client.session.get_expiry_age()


@pytest.mark.parametrize("password", ["wrong", ""])
def test_wrong_password_is_refused_in_words(client, officer, password):
    response = enter(client, officer.username, password)

    assert (response.status_code, "خطا:" in response.content.decode()) == (200, True)


def test_unknown_name_and_wrong_password_read_the_same(client, officer):
    known, unknown = (enter(client, name, "wrong") for name in (officer.username, "nobody-here"))

    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_failures_for_one_name_from_many_addresses_bring_the_check(client, officer):
    responses = [enter(client, officer.username, "wrong", address=f"192.0.2.{n}") for n in range(FAILURES + 1)]

    assert [asks_for_more(response) for response in responses] == [False] * (FAILURES - 1) + [True] * 2
    assert [name for name in responses[-1].context["form"].errors if name == "captcha"] == []


def test_failures_from_one_address_for_many_names_bring_the_check(client, officer):
    for number in range(FAILURES):
        enter(client, f"guess-{number}", "wrong")

    assert asks_for_more(client.get(LOG_IN, REMOTE_ADDR="192.0.2.1"))
    assert not asks_for_more(client.get(LOG_IN, REMOTE_ADDR="192.0.2.2"))


def test_right_password_without_the_check_is_not_even_tried(client, officer):
    record_failures(officer)

    response = enter(client, officer.username, PASSWORD)

    assert (response.status_code, "_auth_user_id" in client.session) == (200, False)
    assert (asks_for_more(response), dict(response.context["form"].errors)) == (True, {})  # it was not asked before


def test_right_password_with_the_check_opens_the_door(client, officer):
    record_failures(officer)

    response = enter(client, officer.username, PASSWORD, **ALWAYS)

    assert response.status_code == 302, response.context["form"].errors
    assert response.url == "/admin/tickets/ticket/"


def test_person_without_staff_rights_is_told_so(client, db):
    create_user(username="guest", is_staff=False)

    assert enter(client, "guest", PASSWORD).status_code == 200


def test_logged_in_person_without_staff_rights_may_log_in_as_another(client, db):
    client.force_login(create_user(username="guest", is_staff=False))

    assert "guest" in client.get(LOG_IN).content.decode()


def record_failures(user):
    for _failure in range(FAILURES):
        record(LOGIN, {"address": "192.0.2.9", "user": user.username}, timezone.now())


@pytest.mark.parametrize("onward", ["", "https://evil.example/", "//evil.example/"])
def test_door_leads_to_the_staff_pages_only(client, officer, onward):
    response = client.post(LOG_IN, {"username": officer.username, "password": PASSWORD, "next": onward})

    assert (response.status_code, response.url) == (302, "/admin/")
