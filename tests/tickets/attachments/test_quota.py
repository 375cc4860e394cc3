"""The quota: so many bytes from one address in a day, of which the table keeps a keyed hash."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from tests.waiting import wait_for_waiting
from tickets.attachments import quota
from tickets.attachments.refusals import Refused
from tickets.models import Quota

MEGABYTE = 1024**2
LAST_MINUTE = datetime(2026, 11, 21, 20, 29, tzinfo=UTC)  # 23:59 in Qazvin
NEXT_MINUTE = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def three_megabytes(db, settings):
    settings.FILES_QUOTA_MB = 3


def is_taken(size, *, address="192.0.2.1", now=LAST_MINUTE):
    try:
        quota.spend(address, size, now=now)
    except Refused:
        return False
    return True


def test_refusal_says_that_it_is_the_quota():
    with pytest.raises(Refused, match="quota"):
        quota.spend("192.0.2.1", 4 * MEGABYTE, now=LAST_MINUTE)


def test_sizes_add_up_to_the_last_byte_and_no_further():
    taken = [is_taken(2 * MEGABYTE), is_taken(MEGABYTE), is_taken(1)]

    assert (taken, Quota.objects.get().size) == ([True, True, False], 3 * MEGABYTE)


def test_file_that_does_not_fit_leaves_room_for_a_smaller_one():
    taken = [is_taken(2 * MEGABYTE), is_taken(2 * MEGABYTE), is_taken(MEGABYTE)]

    assert taken == [True, False, True]


def test_file_larger_than_the_whole_quota_is_not_counted():
    taken = [is_taken(3 * MEGABYTE + 1), is_taken(3 * MEGABYTE)]

    assert taken == [False, True]


def test_day_ends_at_midnight_in_tehran():
    taken = [is_taken(3 * MEGABYTE), is_taken(1), is_taken(3 * MEGABYTE, now=NEXT_MINUTE)]

    assert taken == [True, False, True]
    assert sorted(Quota.objects.values_list("day", "size")) == [
        (date(2026, 11, 21), 3 * MEGABYTE),
        (date(2026, 11, 22), 3 * MEGABYTE),
    ]


@pytest.mark.parametrize(
    ("other", "shares"),
    [
        ("192.0.2.2", False),
        ("192.0.2.1", True),
        ("::ffff:192.0.2.1", True),
    ],
)
def test_addresses_have_quotas_of_their_own(other, shares):
    is_taken(3 * MEGABYTE)

    assert is_taken(1, address=other) is not shares


@pytest.mark.parametrize(("other", "shares"), [("2001:db8:1:2:ffff::9", True), ("2001:db8:1:3::1", False)])
def test_addresses_of_one_ipv6_network_share_theirs(other, shares):
    is_taken(3 * MEGABYTE, address="2001:db8:1:2::1")

    assert is_taken(1, address=other) is not shares


def test_table_names_no_address(settings):
    is_taken(1)
    (first,) = (bytes(row.address) for row in Quota.objects.all())
    settings.IDENTITY_KEYS = {1: b"k" * 32}
    is_taken(1)

    hashes = {bytes(row.address) for row in Quota.objects.all()}
    assert (len(first), len(hashes)) == (32, 2)  # of another key, another hash


def test_bytes_given_back_may_be_spent_again():
    is_taken(3 * MEGABYTE)

    quota.give_back("192.0.2.1", MEGABYTE, now=LAST_MINUTE)

    assert [is_taken(MEGABYTE), is_taken(1)] == [True, False]


def test_nothing_is_given_back_once_the_day_is_over(db):
    quota.give_back("192.0.2.1", MEGABYTE, now=NEXT_MINUTE)

    assert Quota.objects.count() == 0


def test_earlier_days_are_forgotten():
    is_taken(1)
    is_taken(2, now=NEXT_MINUTE)

    quota.clean(now=NEXT_MINUTE)

    assert Quota.objects.get().size == 2


def test_files_that_arrive_together_are_all_counted(transactional_db):
    is_taken(1)

    def spend(_number):
        try:
            return is_taken(MEGABYTE)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as browsers:
        with transaction.atomic():  # holds the count until all wait for it
            Quota.objects.select_for_update().get()
            answers = [browsers.submit(spend, number) for number in range(5)]
            wait_for_waiting(5)
        taken = sorted(answer.result() for answer in answers)

    assert (taken, Quota.objects.get().size) == ([False, False, False, True, True], 2 * MEGABYTE + 1)
