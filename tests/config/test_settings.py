"""Settings that a promise rests on, asked of what runs by them."""

from django.conf import settings
from django.db import connection


def asked(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_commit_is_on_disk_before_a_code_is_shown(db):
    assert asked("SHOW synchronous_commit") == "on"


def test_no_statement_waits_for_ever(db):
    waits = {name: asked(f"SHOW {name}") for name in ("statement_timeout", "lock_timeout")}

    assert waits == {"statement_timeout": "15s", "lock_timeout": "10s"}


def test_cookies_are_sent_by_our_own_pages_only():
    assert (settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE) == ("Lax", "Lax")
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY) == (True, True)
