"""Each person can switch the single keys off, and then no page loads them."""

import pytest

from tests.factories import create_ticket
from tests.tickets.desk import QUEUE, address, words_of

SCRIPT = "js/shortcuts.js"


def switch(client, to, onward=QUEUE):
    return client.post(f"{QUEUE}shortcuts/", {"shortcuts": to, "next": onward})


def test_shortcuts_are_on_until_somebody_switches_them_off(client, officer, office):
    ticket = create_ticket(unit=office)
    client.force_login(officer)

    pages = (QUEUE, address(ticket))
    before = [SCRIPT in words_of(client.get(page)) for page in pages]
    switch(client, "off")
    after = [SCRIPT in words_of(client.get(page)) for page in pages]

    assert (before, after) == ([True, True], [False, False])


def test_shortcuts_are_switched_on_again(client, officer):
    officer.shortcuts = False
    officer.save()
    client.force_login(officer)

    switch(client, "on")

    officer.refresh_from_db()
    assert officer.shortcuts is True


@pytest.mark.parametrize(
    ("onward", "expected"),
    [
        (QUEUE + "?due=soon", QUEUE + "?due=soon"),
        ("https://evil.example/", QUEUE),
        ("//evil.example", QUEUE),
        ("", QUEUE),
    ],
)
def test_switch_leads_back_to_a_page_of_ours(client, officer, onward, expected):
    client.force_login(officer)

    assert switch(client, "off", onward)["Location"] == expected


def test_shortcuts_are_switched_by_pressing_only(client, officer):
    client.force_login(officer)

    assert client.get(f"{QUEUE}shortcuts/").status_code == 405
