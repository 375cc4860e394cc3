"""The page an invitation leads to: a password, once, and never the key in an address."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from config import invitations
from tests.config.newcomers import invite_newcomer
from units.models import User

PAGE = "/admin/invitation/"
PASSWORD = "an unusual sentence 7"
CLOSED = "این دعوت دیگر باز نیست"


@pytest.fixture
def newcomer(head, office):
    return invite_newcomer(by=head, unit=office, now=timezone.now())


def link(person):
    return f"{PAGE}{invitations.key_of(person)}/"


def choose(browser, password=PASSWORD, again=None):
    return browser.post(PAGE, {"new_password1": password, "new_password2": again or password})


def test_link_leads_on_to_an_address_without_the_key(client, newcomer):
    answer = client.get(link(newcomer))

    page = client.get(answer.url)
    assert (answer.status_code, answer.url, page.status_code) == (302, PAGE, 200)
    assert ("new@edu.example" in page.content.decode(), invitations.key_of(newcomer) in page.content.decode()) == (
        True,
        False,
    )


def test_password_is_set_and_lets_in(client, newcomer):
    client.get(link(newcomer))

    answer = choose(client)

    assert (answer.url, Client().login(username="new@edu.example", password=PASSWORD)) == ("/admin/login/", True)
    assert "گذرواژهٔ شما" in client.get(answer.url).content.decode()


def test_used_link_opens_nothing(client, client_of_somebody_else, newcomer):
    address = link(newcomer)
    client.get(address)
    client_of_somebody_else.get(address)
    choose(client)

    late = choose(client_of_somebody_else, "another sentence 88")
    page = client_of_somebody_else.get(address, follow=True)

    assert ([late.status_code, page.status_code], CLOSED in page.content.decode()) == ([404, 404], True)
    assert User.objects.get(pk=newcomer.pk).check_password(PASSWORD)


def link_of_before(person, age):
    """The link as it went out `age` ago."""
    tokens = invitations.tokens
    token = tokens._make_token_with_timestamp(person, tokens._num_seconds(tokens._now() - age), tokens.secret)
    return f"{PAGE}{person.pk}-{token}/"


def test_link_is_good_for_three_days(client, newcomer):
    days, minute = timedelta(days=3), timedelta(minutes=1)

    in_time = client.get(link_of_before(newcomer, days - minute), follow=True)
    late = client.get(link_of_before(newcomer, days + minute), follow=True)

    assert (in_time.status_code, late.status_code, CLOSED in late.content.decode()) == (200, 404, True)


@pytest.mark.parametrize("key", ["1-abc", "nonsense", "999999999-c1-0f"])
def test_unknown_link_reads_as_a_used_one(client, newcomer, key):
    page = client.get(f"{PAGE}{key}/", follow=True)

    assert (page.status_code, CLOSED in page.content.decode()) == (404, True)


def test_page_without_a_link_offers_nothing(client, newcomer):
    assert [client.get(PAGE).status_code, choose(client).status_code] == [404, 404]
    assert not User.objects.get(pk=newcomer.pk).has_usable_password()


@pytest.mark.parametrize(
    ("password", "again"), [("short", None), (PASSWORD, "not the same 99"), ("password1234", None)]
)
def test_weak_or_mistyped_password_is_refused(client, newcomer, password, again):
    client.get(link(newcomer))

    page = choose(client, password, again)

    assert (page.status_code, bool(page.context["form"].errors)) == (200, True)
    assert not User.objects.get(pk=newcomer.pk).has_usable_password()


def test_who_was_logged_in_there_is_logged_out(client, newcomer, officer):
    client.force_login(officer)
    client.get(link(newcomer))

    choose(client)

    assert client.get("/admin/tickets/ticket/").status_code == 302


def test_page_reads_in_english_as_well(client, newcomer):
    client.get(link(newcomer))

    assert 'lang="en"' in client.get("/en" + PAGE).content.decode()
