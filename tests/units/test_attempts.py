from datetime import UTC, datetime, timedelta

import pytest

from units import attempts
from units.models import Attempt

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
SOMEBODY = {"address": "192.0.2.1"}
SOMEBODY_ELSE = {"address": "192.0.2.2"}

pytestmark = pytest.mark.django_db


def fail(times, *, purpose=attempts.TRACKING, keys=SOMEBODY, at=NOW):
    for _ in range(times):
        attempts.record(purpose, keys, at)


def test_nine_failures_need_no_captcha():
    fail(9)

    assert attempts.needs_captcha(attempts.TRACKING, SOMEBODY, NOW) is False


def test_ten_failures_from_one_address_need_a_captcha_there_only():
    fail(10)

    assert attempts.needs_captcha(attempts.TRACKING, SOMEBODY, NOW) is True
    assert attempts.needs_captcha(attempts.TRACKING, SOMEBODY_ELSE, NOW) is False


def test_failures_are_forgiven_after_fifteen_minutes():
    fail(10, at=NOW - timedelta(minutes=15))

    assert attempts.needs_captcha(attempts.TRACKING, SOMEBODY, NOW) is False
    assert attempts.needs_captcha(attempts.TRACKING, SOMEBODY, NOW - timedelta(seconds=1)) is True


@pytest.mark.parametrize(("failures", "expected"), [(299, False), (300, True)])
def test_three_hundred_failures_from_many_addresses_need_a_captcha_everywhere(failures, expected):
    for number in range(failures):
        attempts.record(attempts.TRACKING, {"address": f"10.0.{number // 250}.{number % 250}"}, NOW)

    assert attempts.needs_captcha(attempts.TRACKING, SOMEBODY, NOW) is expected


def test_login_counts_address_and_user_name_apart():
    for number in range(5):
        attempts.record(attempts.LOGIN, {"address": f"10.0.0.{number}", "user": "Karimi"}, NOW)

    assert attempts.needs_captcha(attempts.LOGIN, SOMEBODY | {"user": "karimi"}, NOW) is True
    assert attempts.needs_captcha(attempts.LOGIN, {"address": "10.0.0.1", "user": "rezaei"}, NOW) is False


def test_login_counts_one_address_trying_many_user_names():
    for number in range(5):
        attempts.record(attempts.LOGIN, SOMEBODY | {"user": f"user-{number}"}, NOW)

    assert attempts.needs_captcha(attempts.LOGIN, SOMEBODY | {"user": "fresh"}, NOW) is True
    assert attempts.needs_captcha(attempts.LOGIN, SOMEBODY_ELSE | {"user": "fresh"}, NOW) is False


def test_purposes_are_counted_apart():
    fail(10, purpose=attempts.TRACKING)

    assert attempts.needs_captcha(attempts.LOGIN, SOMEBODY | {"user": "karimi"}, NOW) is False


@pytest.mark.parametrize(
    ("address", "neighbour", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "::ffff:192.0.2.2", False),
        ("unix:", "unix:", True),
    ],
)
def test_address_stands_for_the_network_one_person_commands(address, neighbour, same):
    fail(10, keys={"address": address})

    assert attempts.needs_captcha(attempts.TRACKING, {"address": neighbour}, NOW) is same


def test_rows_hold_hashes_only():
    attempts.record(attempts.LOGIN, SOMEBODY | {"user": "karimi"}, NOW)

    keys = [bytes(attempt.key) for attempt in Attempt.objects.all()]

    assert [len(key) for key in keys] == [32, 32]
    assert not any(word in key for key in keys for word in (b"karimi", b"192.0.2.1"))


def test_asking_costs_one_query(django_assert_num_queries):
    fail(3)

    with django_assert_num_queries(1):
        attempts.needs_captcha(attempts.TRACKING, SOMEBODY, NOW)


def test_clean_deletes_what_is_a_day_old():
    fail(1, at=NOW - timedelta(days=1))
    fail(1, at=NOW - timedelta(hours=23))

    deleted = attempts.clean(now=NOW)

    assert (deleted, Attempt.objects.count()) == (2, 2)
