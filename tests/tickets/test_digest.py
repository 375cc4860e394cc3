"""The summary of each working morning: who gets one, on which days, and once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from persian.dates import today
from tests.factories import create_ticket, create_unit, create_user
from tests.tickets.summaries import NOW, SATURDAY, row_of, sent
from tests.waiting import wait_for_waiting
from tickets import digest
from tickets.models import Notification
from tickets.workflow import Status
from units.models import User
from workdays.models import Holiday

DAY = timedelta(days=1)


@pytest.fixture
def reader(office):
    return create_user(role="officer", unit=office, notify_by="daily")


def prepared(now=NOW):
    """To whom a row was added by now."""
    digest.prepare(now=now)
    return set(Notification.objects.values_list("recipient", flat=True))


def test_those_who_chose_it_and_have_an_address_get_a_row_of_today(reader, officer, office):
    for values in ({"notify_by": "none"}, {"email": ""}, {"is_active": False}, {"is_staff": False}):
        create_user(role="officer", unit=office, **({"notify_by": "daily"} | values))

    assert prepared() == {f"user:{reader.pk}"}
    row = Notification.objects.get()
    assert (row.day, row.ticket, row.event, row.due_at) == (SATURDAY, None, None, NOW)
    assert (row.channel, row.status) == ("email", "pending")


@pytest.mark.parametrize(
    ("at", "how_many"),
    [
        (NOW - timedelta(seconds=1), 0),
        (NOW, 1),
        (NOW + timedelta(hours=4), 1),  # a late morning after an outage
        (datetime(2026, 11, 21, 10, 29, tzinfo=UTC), 1),
        (datetime(2026, 11, 21, 10, 30, tzinfo=UTC), 0),  # two in the afternoon
        (NOW - DAY, 0),  # Friday
        (NOW - 2 * DAY, 0),  # Thursday
    ],
)
def test_it_is_prepared_on_working_mornings(reader, at, how_many):
    assert len(prepared(at)) == how_many


def test_nobody_gets_one_on_a_holiday(reader):
    Holiday.objects.create(date=SATURDAY, name_fa="تعطیل")

    assert prepared() == set()


def test_nobody_gets_one_where_the_district_is_closed(reader, district, other_office):
    elsewhere = create_user(role="officer", unit=other_office, notify_by="daily")
    of_no_unit = create_user(role="officer", notify_by="daily")
    Holiday.objects.create(date=SATURDAY, name_fa="برف", unit=district)

    assert prepared() == {f"user:{elsewhere.pk}", f"user:{of_no_unit.pk}"}


def test_next_working_day_has_one_of_its_own(reader):
    assert len(prepared()) == 1
    digest.prepare(now=NOW + timedelta(minutes=1))
    digest.prepare(now=NOW + DAY)

    assert sorted(Notification.objects.values_list("day", flat=True)) == [SATURDAY, SATURDAY + DAY]


@pytest.mark.parametrize("count", [1, 30])
def test_many_are_prepared_in_as_many_queries_as_one(office, count, django_assert_num_queries):
    for _each in range(count):
        create_user(role="officer", unit=create_unit(parent=office), notify_by="daily")

    with django_assert_num_queries(4):  # who, the days off (2), the rows
        digest.prepare(now=NOW)
    with django_assert_num_queries(1):  # everybody has theirs
        digest.prepare(now=NOW)

    assert Notification.objects.count() == count


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_one_mail(reader, office, mailoutbox):
    create_ticket(unit=office)

    def elsewhere():
        try:
            digest.prepare(now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            digest.prepare(now=NOW)
            second = pool.submit(elsewhere)
            wait_for_waiting(1)
        second.result()
    row = Notification.objects.get()
    states = [sent(row, NOW), sent(row, NOW + timedelta(minutes=1))]

    assert (states, len(mailoutbox)) == (["sent", "sent"], 1)


def test_worker_that_dies_before_it_sends_leaves_it_to_the_next(reader, office, mailoutbox, settings):
    create_ticket(unit=office)
    digest.prepare(now=NOW)
    lapse = timedelta(seconds=settings.NOTICE_CLAIM_SECONDS)
    Notification.objects.update(status="sending", attempts=1, due_at=NOW + lapse)  # and the worker is killed
    digest.prepare(now=NOW + lapse)
    row = Notification.objects.due(NOW + lapse).get()

    assert (sent(row, NOW + lapse), sent(row, NOW + 2 * lapse), len(mailoutbox)) == ("sent", "sent", 1)


def test_row_is_of_an_event_or_of_a_day_and_never_of_both(reader, office):
    ticket = create_ticket(unit=office)
    row, event = row_of(reader), ticket.events.get()

    for values in (
        {"day": None},
        {"ticket": ticket},
        {"ticket": ticket, "event": event},
        {"day": None, "event": event},
    ):
        with pytest.raises(IntegrityError, match="notification_is_of_an_event_or_a_day"), transaction.atomic():
            Notification.objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    "change",
    [{"notify_by": "each"}, {"notify_by": "none"}, {"is_active": False}, {"is_staff": False}, {"email": ""}],
)
def test_who_left_or_chose_otherwise_meanwhile_gets_none(reader, office, mailoutbox, change):
    create_ticket(unit=office)
    row = row_of(reader)
    User.objects.filter(pk=reader.pk).update(**change)

    assert (sent(row), mailoutbox) == ("needless", [])


def test_yesterday_s_is_not_sent_today(reader, office, mailoutbox):
    create_ticket(unit=office)

    assert (sent(row_of(reader, day=today() - DAY)), mailoutbox) == ("needless", [])


def test_late_one_is_sent_while_it_is_that_day_and_not_at_midnight(reader, office, mailoutbox):
    create_ticket(unit=office, submitted_at=NOW)
    digest.prepare(now=NOW)
    row = Notification.objects.get()

    assert sent(row, datetime(2026, 11, 21, 20, 30, tzinfo=UTC)) == "needless"
    Notification.objects.update(status="pending", due_at=NOW)
    assert sent(row, datetime(2026, 11, 21, 20, 29, tzinfo=UTC)) == "sent"


@pytest.mark.parametrize(
    "states", [[], [Status.ANSWERED, Status.WITHDRAWN, Status.CLOSED], [Status.AWAITING_CITIZEN]], ids=str
)
def test_nothing_is_sent_where_nothing_waits(reader, office, other_office, mailoutbox, states):
    create_ticket(unit=other_office)
    for status in states:
        create_ticket(unit=office, status=status)

    assert (sent(row_of(reader)), mailoutbox) == ("needless", [])


def test_who_may_read_no_case_gets_none(office, mailoutbox):
    create_ticket(unit=office)
    keeper = create_user(role="administrator", unit=office, notify_by="daily")

    assert (sent(row_of(keeper)), mailoutbox) == ("needless", [])


def test_mail_server_that_is_away_puts_it_off(reader, office, mailoutbox, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    create_ticket(unit=office)
    row = row_of(reader)

    assert (sent(row), row.attempts, row.error) == ("pending", 1, "ConnectionRefusedError")
