"""Every address of the admin × every role × an own and another's case: not one canary where it may not be."""

import re

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, URLPattern, reverse

from tests.factories import create_complaint, create_suggestion, create_user

CANARY, IDENTITY = "TOPSECRET-B", "قناری زرد"
ROLES = ("officer", "head", "inspector", "director", "administrator", "superuser", "nobody")
READS_ALL = {"director", "inspector"}


def named_urls(patterns=None):
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield pattern.name
        else:
            yield from named_urls(pattern.url_patterns)


NAMES = sorted(set(named_urls()) - {"logout", "login", "jsi18n"})


def addresses(ticket):
    """Every admin page, with the number of `ticket` wherever a page is about one row."""
    for name in NAMES:
        for args in ([], [ticket.pk], ["tickets"]):
            try:
                yield reverse(f"admin:{name}", args=args)
            except NoReverseMatch:
                continue


@pytest.fixture
def reader(request, officer, head, inspector, director, administrator, superuser, directorate):
    return {
        "officer": officer,
        "head": head,
        "inspector": inspector,
        "director": director,
        "administrator": administrator,
        "superuser": superuser,
        "nobody": create_user(unit=directorate),
    }[request.param]


@pytest.fixture(params=[create_complaint, create_suggestion], ids=["complaint", "suggestion"])
def foreign_ticket(request, other_office):
    """A case of an office that neither `officer` nor `head` has anything to do with."""
    return request.param(unit=other_office, text=CANARY, school_text=CANARY, name=IDENTITY)


@pytest.mark.parametrize(("reader", "role"), [(role, role) for role in ROLES], indirect=["reader"])
def test_no_page_shows_another_units_case_or_any_identity(client, reader, role, foreign_ticket):
    client.force_login(reader)

    pages = {address: client.get(address) for address in addresses(foreign_ticket)}

    leaks = [
        address
        for address, page in pages.items()
        if page.status_code == 200
        and ((CANARY in page.content.decode() and role not in READS_ALL) or IDENTITY in page.content.decode())
    ]
    assert (leaks, len(pages) >= len(NAMES)) == ([], True)


@pytest.mark.parametrize(("reader", "role"), [(role, role) for role in ROLES], indirect=["reader"])
def test_forged_posts_change_and_show_nothing(client, reader, role, other_office, office):
    foreign_ticket = create_complaint(unit=other_office, name=IDENTITY)
    client.force_login(reader)
    before = (foreign_ticket.status, foreign_ticket.unit_id, foreign_ticket.events.count())
    forged = {"step": "answer", "answer-seen": 0, "answer-text": "x", "answer-outcome": "upheld"}
    forged |= {"status": "closed", "unit": office.pk, "identity": "named", "sensitive": "on", "assignee": reader.pk}
    forged |= {"action": "delete_selected", "_selected_action": foreign_ticket.pk, "post": "yes"}

    pages = [client.post(address, forged) for address in addresses(foreign_ticket)]

    foreign_ticket.refresh_from_db()
    assert (foreign_ticket.status, foreign_ticket.unit_id, foreign_ticket.events.count()) == before
    assert not [page for page in pages if IDENTITY in page.content.decode()]


@pytest.mark.parametrize(
    ("reader", "theirs"), [("officer", []), ("head", ["units/user"]), ("director", [])], indirect=["reader"]
)
def test_section_of_another_role_does_not_exist(client, reader, theirs):
    client.force_login(reader)

    sections = ("units/user", "units/unit", "tickets/topic", "tickets/notification", "workdays/holiday")
    assert [name for name in sections if client.get(f"/admin/{name}/").status_code != 404] == theirs


def test_administrator_has_no_queue(client, administrator):
    client.force_login(administrator)

    assert [client.get(f"/admin/{path}").status_code for path in ("tickets/ticket/", "tickets/topic/")] == [404, 200]


def test_stranger_is_sent_to_log_in(client, office):
    ticket = create_complaint(unit=office)

    for address in (f"/admin/tickets/ticket/{ticket.pk}/change/", "/admin/tickets/ticket/", "/admin/nonsense/"):
        assert client.get(address).url.startswith("/admin/login/")


def test_open_session_follows_the_person_to_another_unit(client, officer, office, other_office):
    left, found = create_complaint(unit=office), create_complaint(unit=other_office)
    client.force_login(officer)

    type(officer).objects.filter(pk=officer.pk).update(unit=other_office)

    pages = [client.get(f"/admin/tickets/ticket/{ticket.pk}/change/") for ticket in (left, found)]
    assert [page.status_code for page in pages] == [404, 200]


@pytest.mark.parametrize("gone", [{"is_active": False}, {"is_staff": False}])
def test_open_session_ends_with_the_account(client, officer, office, gone):
    address = f"/admin/tickets/ticket/{create_complaint(unit=office).pk}/change/"
    client.force_login(officer)

    type(officer).objects.filter(pk=officer.pk).update(**gone)

    pages = [client.get(address), client.post(address, {"step": "open_sender"})]
    assert [page.url.startswith("/admin/login/") for page in pages] == [True, True]


def test_session_without_roles_any_more_finds_nothing(client, officer, office):
    ticket = create_complaint(unit=office)
    client.force_login(officer)

    officer.groups.clear()

    assert client.get(f"/admin/tickets/ticket/{ticket.pk}/change/").status_code == 404


def test_citizens_words_never_run(client, officer, office):
    attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    ticket = create_complaint(
        unit=office, text=attack, school_text=attack, desired_outcome=attack, respondent_name=attack, name=attack
    )
    client.force_login(officer)
    address = f"/admin/tickets/ticket/{ticket.pk}/change/"

    pages = [client.get("/admin/tickets/ticket/"), client.get(address), client.post(address, {"step": "open_sender"})]

    assert [attack in page.content.decode() or "<img src=x" in page.content.decode() for page in pages] == [False] * 3


def test_pages_run_under_a_strict_policy(client, officer, office):
    ticket = create_complaint(unit=office)
    client.force_login(officer)

    for address in ("/admin/tickets/ticket/", f"/admin/tickets/ticket/{ticket.pk}/change/"):
        page = client.get(address)
        policy = page["Content-Security-Policy"]
        assert ("script-src 'self'" in policy, "unsafe" in policy, "no-store" in page["Cache-Control"]) == (
            True,
            False,
            True,
        )
        assert re.findall(r"<script(?! src=)|<style| style=| onclick=", page.content.decode()) == []


@pytest.mark.parametrize("page", ["", "bulk/", "shortcuts/", "views/", "views/1/delete/"])
@pytest.mark.parametrize("reader", ["administrator", "superuser", "nobody"], indirect=True)
def test_who_has_no_queue_has_none_of_its_pages(client, reader, page):
    client.force_login(reader)

    sent = client.post(f"/admin/tickets/ticket/{page}", {"name": "x", "query": "", "shortcuts": "on", "do": "remind"})

    assert sent.status_code == 404


def test_director_reads_a_case_that_no_unit_has(client, director):
    ticket = create_complaint(text=CANARY)
    client.force_login(director)

    assert CANARY in client.get(f"/admin/tickets/ticket/{ticket.pk}/change/").content.decode()
