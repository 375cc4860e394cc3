"""The owner of an accepted suggestion is reminded before its date, and the heads are told after it: once each."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail

from persian.dates import TEHRAN, format_date, gregorian
from suggestions.assessing import implement
from suggestions.leaving import hand_over
from suggestions.models import Undertaking
from tests.tickets.desk import address, words_of
from tests.tickets.due_dates import close
from tickets import lifecycle, reminders
from tickets.delivery import deliver
from tickets.models import Event, Notification, Ticket
from units.models import User
from workdays.calendar import load_calendar

from .test_assessing import LATER, SPRING, accepted, own, suggestion  # noqa: F401 - fixtures

DAY = timedelta(days=1)


def on(days):
    """Eight in the morning, so many working days before SPRING; after it where they are below zero."""
    calendar, day = load_calendar(), SPRING
    for _number in range(abs(days)):
        day += DAY if days < 0 else -DAY
        while not calendar.is_working(day):
            day += DAY if days < 0 else -DAY
    return datetime.combine(day, time(8), tzinfo=TEHRAN)


@pytest.fixture
def promised(accepted, officer, head):  # noqa: F811
    """The officer is to implement it by SPRING, a working day."""
    own(accepted, head, officer)
    Notification.objects.all().delete()
    return accepted


def told():
    return [(notice.event.name, notice.recipient) for notice in Notification.objects.order_by("pk")]


def reminder(*people):
    return [("reminded", f"user:{person.pk}") for person in people]


def alarm(*people):
    return [("escalated", f"user:{person.pk}") for person in people]


def test_spring_begins_on_a_working_day(reference):
    assert load_calendar().is_working(SPRING)


@pytest.mark.parametrize(("days", "is_told"), [(3, False), (2, True), (1, True), (0, True)])
def test_owner_is_reminded_two_working_days_before_the_date(promised, officer, days, is_told):
    reminders.remind(now=on(days))

    assert told() == (reminder(officer) if is_told else [])


def test_heads_are_told_on_the_first_working_day_after_it(promised, officer, head):
    for days in (2, 1, 0, -1, -2, -9):
        reminders.remind(now=on(days))
        reminders.remind(now=on(days) + timedelta(hours=1))

    assert told() == reminder(officer) + alarm(head)
    assert Event.objects.get(name="escalated").at == on(-1)


def test_day_off_after_the_date_is_no_day_to_tell_of_it(promised, head, reference):
    close(gregorian(on(-1)))

    reminders.remind(now=on(0) + DAY)

    assert told() == []


def test_who_was_named_today_is_not_reminded_the_same_day(promised, officer, head):
    own(promised, head, officer, due_on=gregorian(LATER) + DAY)
    Notification.objects.all().delete()

    reminders.remind(now=LATER)
    first = told()
    reminders.remind(now=LATER + DAY)

    assert (first, told()) == ([], reminder(officer))


def test_new_date_is_one_to_be_told_of_again(promised, officer, head):
    reminders.remind(now=on(2))
    own(promised, head, officer, now=on(2), due_on=SPRING + DAY)
    Notification.objects.all().delete()

    reminders.remind(now=on(1))

    assert told() == reminder(officer)


def test_who_takes_it_over_late_does_not_have_the_heads_told_twice(promised, officer, colleague, head):
    reminders.remind(now=on(-1))
    User.objects.filter(pk=officer.pk).update(is_active=False)
    hand_over(person=officer, to=colleague, by=head, now=on(-2))
    Notification.objects.all().delete()

    reminders.remind(now=on(-3))

    assert told() == []


def test_heads_hear_of_what_has_no_owner_who_could_see_to_it(promised, officer, head):
    Undertaking.objects.update(owner=None)

    reminders.remind(now=on(2))

    assert told() == reminder(head)


@pytest.mark.parametrize("end", ["implemented", "reopened"])
def test_of_what_is_done_or_open_again_nobody_is_told(promised, officer, end):
    if end == "implemented":
        implement(ticket=promised, what_changed="اجرا شد.", by=officer, now=LATER + DAY)
    else:
        lifecycle.reopen(ticket=promised, reason="ناقص", now=LATER + DAY)
        Ticket.objects.update(due_on=SPRING + 99 * DAY)
    Notification.objects.all().delete()

    reminders.remind(now=on(2))
    reminders.remind(now=on(-1))

    assert [recipient for _name, recipient in told() if recipient == f"user:{officer.pk}"] == []
    assert not Event.objects.filter(details__of="undertaking").exists()


@pytest.mark.parametrize(
    ("days", "is_owned", "subject"),
    [
        (2, True, "تاریخ اجرای پیشنهادی که با شماست نزدیک است"),
        (2, False, "تاریخ اجرای یک پیشنهاد نزدیک است و مسئولی ندارد"),
        (-1, True, "تاریخ اجرای یک پیشنهاد گذشته و اجرا نشده است"),
    ],
)
def test_mail_says_when_it_is_to_be_implemented_and_not_when_to_be_answered(promised, days, is_owned, subject):
    if not is_owned:
        Undertaking.objects.update(owner=None)
    reminders.remind(now=on(days))

    deliver(notification_id=Notification.objects.get().pk, now=on(days))

    sent = mail.outbox[0]
    date = format_date(SPRING)
    assert sent.subject.startswith(f"{subject}: ")
    for part in (sent.body, sent.alternatives[0].content):
        assert (date in part, "زمان اجرا" in part, "پاسخ تا" in part) == (True, True, False)


def test_page_of_the_case_tells_it(client, promised, officer, head):
    reminders.remind(now=on(2))
    reminders.remind(now=on(-1))
    client.force_login(head)

    words = words_of(client.get(address(promised)))

    assert "یادآوری: تاریخ اجرای پیشنهاد نزدیک است" in words
    assert "تاریخ اجرای پیشنهاد گذشت: به مقام بالاتر خبر داده شد" in words
    assert words.count(f"مسئول: {officer}") >= 2
