"""Who is told that the reply of a consulted unit is due, when, and that each hears of it once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.factories import create_ticket, create_user
from tests.tickets.due_dates import close
from tickets import lifecycle, replies_due, sweep
from tickets.delivery import deliver
from tickets.models import Consultation, Event, Notification
from tickets.workflow import Outcome
from workdays.calendar import add_working_days, date_before, load_calendar

TODAY = date(2026, 11, 21)  # Saturday
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
DAY = timedelta(days=1)
DUE, LATE = Event.Name.CONSULT_DUE, Event.Name.CONSULT_LATE


@pytest.fixture
def ask(office, officer, other_office, other_officer):
    """ask(due_in): `other_office` was asked days ago, to reply so many working days from today."""

    def ask(due_in, *, at=NOW - 60 * DAY, **ticket):
        calendar = load_calendar()
        due_on = add_working_days(TODAY, due_in, calendar) if due_in > 0 else date_before(TODAY, -due_in, calendar)
        case = create_ticket(unit=office, status="in_review", due_on=TODAY + 20 * DAY, submitted_at=at, **ticket)
        call = {"purpose": "question", "question": "شهریه مصوب بود؟", "due_on": due_on, "by": officer, "now": at}
        event = lifecycle.consult(ticket=case, units=[other_office], **call)
        return Consultation.objects.get(event=event)

    return ask


def told(consultation):
    """[(of what, who)] beside the question itself."""
    notices = Notification.objects.filter(ticket=consultation.ticket, event__name__in=[DUE, LATE])
    return sorted(notices.values_list("event__name", "recipient"))


def notice_to(person, name):
    return Notification.objects.get(event__name=name, recipient=f"user:{person.pk}")


def events(consultation):
    return list(consultation.ticket.events.filter(name__in=[DUE, LATE]).order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize(("due_in", "wanted"), [(3, []), (2, []), (1, [DUE]), (0, [DUE]), (-1, [LATE]), (-30, [LATE])])
def test_who_is_told_depends_on_the_working_days_left(ask, due_in, wanted):
    asked = ask(due_in)

    replies_due.remind(now=NOW)

    assert events(asked) == wanted


def test_unit_that_is_asked_is_reminded_before_and_who_asked_is_told_after(
    ask, officer, other_officer, other_office, head
):
    asked = ask(1, assignee=officer)

    for day in range(5):
        replies_due.remind(now=NOW + day * DAY)

    assert told(asked) == [
        (DUE, f"unit:{other_office.pk}"),
        (DUE, f"user:{other_officer.pk}"),
        (LATE, f"user:{officer.pk}"),
    ]
    assert asked.ticket.events.get(name=LATE).at == NOW + 2 * DAY  # Monday: the day after its date


@pytest.mark.parametrize("assignee", ["nobody", "left"])
def test_unit_that_asked_is_told_where_nobody_has_the_case_in_hand(ask, office, officer, assignee):
    gone = create_user(role="officer", unit=office, is_active=False) if assignee == "left" else None
    asked = ask(-1, assignee=gone)

    replies_due.remind(now=NOW)

    assert told(asked) == [(LATE, f"unit:{office.pk}"), (LATE, f"user:{officer.pk}")]


def test_what_was_asked_only_today_is_reminded_of_tomorrow(ask):
    asked = ask(1, at=NOW)

    counted = [replies_due.remind(now=NOW), replies_due.remind(now=NOW + DAY)]

    assert (counted, events(asked)) == ([0, 1], [DUE])


def test_nobody_is_reminded_at_night_or_on_a_day_of_rest(ask):
    asked = ask(-1)
    close(TODAY)

    night = replies_due.remind(now=NOW + DAY - timedelta(hours=6))
    rest = replies_due.remind(now=NOW)

    assert (night, rest, events(asked)) == (0, 0, [])


@pytest.mark.parametrize("end", ["replied", "not needed", "answered"])
def test_of_what_has_ended_nobody_is_told(ask, officer, other_officer, end):
    asked = ask(-1)
    if end == "replied":
        lifecycle.advise(consultation=asked, text="بله", by=other_officer, now=NOW)
    elif end == "not needed":
        lifecycle.end_consultation(consultation=asked, by=officer, now=NOW)
    else:
        lifecycle.answer(ticket=asked.ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=officer, now=NOW)

    assert (replies_due.remind(now=NOW), events(asked)) == (0, [])


def test_reminder_leads_the_unit_to_the_question(ask, other_officer, mailoutbox, settings):
    asked = ask(1)
    replies_due.remind(now=NOW)
    notice = notice_to(other_officer, DUE)

    deliver(notification_id=notice.pk, now=NOW)

    page = f"{settings.SITE_URL}/admin/tickets/consultation/{asked.pk}/change/"
    subject, body = mailoutbox[0].subject, mailoutbox[0].body
    assert (subject.startswith("مهلت پاسخ واحد شما دربارهٔ پرونده‌ای نزدیک است: "), page in body) == (True, True)
    assert "/tickets/ticket/" not in body


def test_reminder_of_what_is_replied_meanwhile_is_not_sent(ask, other_officer, mailoutbox):
    asked = ask(1)
    replies_due.remind(now=NOW)
    lifecycle.advise(consultation=asked, text="بله", by=other_officer, now=NOW)
    notice = notice_to(other_officer, DUE)

    deliver(notification_id=notice.pk, now=NOW)

    notice.refresh_from_db()
    assert (notice.status, mailoutbox) == (Notification.Status.NEEDLESS, [])


def test_who_asked_reads_that_no_reply_came(ask, mailoutbox, settings, officer):
    asked = ask(-1, assignee=officer)
    replies_due.remind(now=NOW)

    deliver(notification_id=notice_to(officer, LATE).pk, now=NOW)

    page = f"{settings.SITE_URL}/admin/tickets/ticket/{asked.ticket_id}/change/"
    assert mailoutbox[0].subject.startswith("واحد دیگر تا تاریخ خود دربارهٔ پرونده‌ای پاسخ نداده است: ")
    assert page in mailoutbox[0].body


def test_consultation_that_cannot_be_recorded_holds_up_no_other(ask, caplog):
    broken, sound = ask(-2), ask(-1)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'broken'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON tickets_event FOR EACH ROW "
            f"WHEN (NEW.ticket_id = {broken.ticket_id}) EXECUTE FUNCTION pg_temp.refuse()"
        )

    assert replies_due.remind(now=NOW) == 1

    broken.refresh_from_db()
    assert (broken.warned, events(broken), events(sound)) == (0, [], [LATE])
    assert "The reminder of a reply failed" in caplog.text


def test_sweep_reminds(ask):
    asked = ask(1)

    sweep.sweep(now=NOW)

    assert events(asked) == [DUE]


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_them_costs_the_same_for_many(ask, count, django_assert_num_queries):
    for _consultation in range(count):
        ask(5)

    with django_assert_num_queries(4):  # the calendar (2), those due soon, those late
        assert replies_due.remind(now=NOW) == 0
