"""Who is told that a case waits too long, when, and that each hears of it once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils.translation import gettext, gettext_lazy

from tests.factories import create_ticket, create_user
from tests.tickets.due_dates import close
from tickets import clock, reminders, sweep
from tickets.delivery import deliver
from tickets.models import Event, Notification, Ticket, Warned
from units.models import Unit
from workdays.calendar import add_working_days, date_before, load_calendar
from workdays.deadline import legal_limit

TODAY = date(2026, 11, 21)  # Saturday
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def waiting(unit, *, due_in=9, status="in_review", at=NOW - DAY, **ticket):
    """A case under review, due so many working days from today."""
    calendar = load_calendar()
    due_on = add_working_days(TODAY, due_in, calendar) if due_in > 0 else date_before(TODAY, -due_in, calendar)
    return create_ticket(unit=unit, status=status, due_on=due_on, submitted_at=at, **ticket)


def events(ticket):
    told = ticket.events.filter(name__in=[Event.Name.REMINDED, Event.Name.ESCALATED]).order_by("pk")
    return [(event.name, event.details) for event in told]


def told(ticket):
    return set(Notification.objects.filter(ticket=ticket).values_list("recipient", flat=True))


def to(*people):
    return {f"user:{person.pk}" for person in people}


REMINDED = ("reminded", {"to": "officer"})
HEADS, INSPECTORS, LIMIT = (("escalated", {"to": who}) for who in ("head", "inspector", "limit"))
ACCEPTANCE = ("reminded", {"of": "acceptance"})


@pytest.mark.parametrize(
    ("due_in", "wanted"),
    [
        (3, []),
        (2, [REMINDED]),
        (1, [REMINDED]),
        (0, [REMINDED]),
        (-1, [HEADS]),
        (-4, [HEADS]),
        (-5, [HEADS, INSPECTORS]),
        (-9, [HEADS, INSPECTORS]),
    ],
)
def test_who_is_told_depends_on_the_working_days_left(office, due_in, wanted):
    ticket = waiting(office, due_in=due_in)

    reminders.remind(now=NOW)

    assert events(ticket) == wanted


def test_assignee_is_reminded_in_person(office, officer, colleague):
    ticket = waiting(office, due_in=2, assignee=officer)

    assert reminders.remind(now=NOW) == 1

    assert told(ticket) == to(officer)


@pytest.mark.parametrize("reason", ["nobody's", "left"])
def test_unit_is_reminded_of_a_case_without_an_assignee_who_is_there(office, officer, reason):
    Unit.objects.filter(pk=office.pk).update(email="office@edu.example")
    gone = create_user(role="officer", unit=office, is_active=False)
    ticket = waiting(office, due_in=2, assignee=gone if reason == "left" else None)

    reminders.remind(now=NOW)

    assert told(ticket) == {f"unit:{office.pk}"} | to(officer)


def test_heads_hear_of_it_once_overdue_and_inspectors_after_five_days(office, officer, head, inspector):
    ticket = waiting(office, due_in=-1, assignee=officer)
    reminders.remind(now=NOW)
    first = told(ticket)

    reminders.remind(now=NOW + 4 * DAY)  # Wednesday, the fifth working day

    assert (first, told(ticket)) == (to(head), to(head, inspector))


def test_nobody_is_told_twice(office):
    tickets = [waiting(office, due_in=days) for days in (2, -1, -9)]

    assert [reminders.remind(now=NOW), reminders.remind(now=NOW + timedelta(hours=1))] == [4, 0]
    assert [len(events(ticket)) for ticket in tickets] == [1, 1, 2]


def test_moved_due_date_is_one_to_be_told_of_again(office):
    ticket = waiting(office, due_in=-1)
    reminders.remind(now=NOW)
    moved = Ticket.objects.get(pk=ticket.pk)
    clock.moved(moved, clock.count(TODAY, 2, load_calendar()))
    moved.save()

    reminders.remind(now=NOW)

    assert events(ticket) == [HEADS, REMINDED]


@pytest.mark.parametrize("status", ["awaiting_citizen", "answered", "withdrawn"])
def test_of_a_case_that_does_not_run_nobody_is_told(office, status):
    ticket = waiting(office, due_in=-9, status=status)

    assert (reminders.remind(now=NOW), events(ticket)) == (0, [])


@pytest.mark.parametrize(
    ("now", "number"),
    [
        (datetime(2026, 11, 21, 3, 59, tzinfo=UTC), 0),  # 7:29 in Tehran
        (datetime(2026, 11, 21, 4, 0, tzinfo=UTC), 1),
        (datetime(2026, 11, 27, 8, 0, tzinfo=UTC), 0),  # Friday
    ],
)
def test_reminders_go_out_on_working_days_from_half_past_seven(office, now, number):
    waiting(office, due_in=-1)

    assert reminders.remind(now=now) == number


def test_districts_own_closures_count(office, district, small_district):
    close(TODAY + DAY, unit=district)
    here, there = (waiting(office, due_in=3, district=place) for place in (district, small_district))

    reminders.remind(now=NOW)

    assert (events(here), events(there)) == ([REMINDED], [])


def test_closed_district_is_left_alone_today(office, district):
    close(TODAY, unit=district)
    here, elsewhere = waiting(office, due_in=-1, district=district), waiting(office, due_in=-1)

    reminders.remind(now=NOW)

    assert (events(here), events(elsewhere)) == ([], [HEADS])


def started(ticket, on):
    ticket.due_on = clock.count(on, 200, load_calendar()).due_on
    ticket.save(update_fields=["due_on"])
    clock.keep(ticket.events.get(), clock.count(on, 200, load_calendar()), 200)
    return ticket


@pytest.mark.parametrize("status", ["in_review", "awaiting_citizen"])
def test_heads_and_inspectors_are_told_ten_working_days_before_the_legal_limit(office, head, inspector, status):
    near = add_working_days(TODAY, reminders.BEFORE_LIMIT, load_calendar())
    start = next(day for age in range(70, 100) if legal_limit(day := TODAY - DAY * age) <= near)
    ticket, later = (started(waiting(office, status=status), day) for day in (start, start + 3 * DAY))

    reminders.remind(now=NOW)
    again = reminders.remind(now=NOW)

    assert (events(ticket), events(later), again) == ([LIMIT], [], 0)
    assert told(ticket) == to(head, inspector)
    assert Ticket.objects.get(pk=ticket.pk).warned == Warned.NOBODY  # of the due date itself they hear as well


def test_case_nobody_accepts_within_two_working_days_is_told_to_the_head(office, head):
    old, new = (
        waiting(office, status="routed", at=NOW - days * DAY) for days in (5, 4)
    )  # Monday; Tuesday: two working days until today, the second of them

    reminders.remind(now=NOW)
    reminders.remind(now=NOW)

    assert (events(old), told(old)) == ([ACCEPTANCE], to(head))
    assert events(new) == []


def test_case_that_came_anew_has_two_days_again(office):
    ticket = waiting(office, status="routed", at=NOW - 30 * DAY, due_in=20)
    arrival = {"ticket": ticket, "to_status": "routed", "kind": ticket.kind, "topic": ticket.topic}
    Event.objects.create(name=Event.Name.TRANSFERRED, at=NOW - DAY, **arrival)

    early = reminders.remind(now=NOW)
    late = [reminders.remind(now=NOW + days * DAY) for days in (9, 10)]

    assert (early, late) == (0, [1, 0])


def test_only_who_may_see_the_case_is_told(office, unit, head, inspector, district_inspector, district):
    accused = create_user(role="inspector", unit=unit("complaints"))
    elsewhere = create_user(role="inspector", unit=unit("d_takestan.complaints"))
    ticket = waiting(office, due_in=-9, respondent_user=accused)
    about = waiting(unit("finance"), due_in=-9, about=district)
    homeless = create_user(role="inspector")

    reminders.remind(now=NOW)

    assert told(ticket) == to(head, inspector, district_inspector)
    assert told(about) == to(inspector, accused)
    assert not Notification.objects.filter(recipient__in=to(elsewhere, homeless)).exists()


def test_sensitive_case_is_told_to_the_cleared_alone(office, officer):
    cleared = create_user(role="officer", unit=office)
    cleared.groups.add(create_user(role="cleared", unit=office).groups.get())
    ticket = waiting(office, due_in=2, sensitive=True, assignee=officer)

    reminders.remind(now=NOW)

    assert told(ticket) - {f"unit:{office.pk}"} == to(cleared)


def test_few_and_many_told_of_already_take_the_same_queries(office, django_assert_num_queries):
    for number in (2, 20):
        for _ in range(number):
            waiting(office, due_in=-9)
        reminders.remind(now=NOW)
        with django_assert_num_queries(10):
            reminders.remind(now=NOW)


def test_sweep_reminds(office):
    ticket = waiting(office, due_in=-1)

    sweep.sweep(now=NOW)

    assert events(ticket) == [HEADS]


@pytest.mark.parametrize(
    ("case", "subject"),
    [
        ({"due_in": 2}, gettext_lazy("The due date of a case comes near")),
        ({"due_in": -1}, gettext_lazy("A case is overdue")),
        ({"status": "routed", "at": NOW - 9 * DAY}, gettext_lazy("Nobody has begun to review a case")),
    ],
)
def test_notice_says_what_it_is_about(office, head, officer, mailoutbox, case, subject):
    ticket = waiting(office, assignee=officer, **case)
    reminders.remind(now=NOW)

    deliver(notification_id=Notification.objects.get(ticket=ticket).pk, now=NOW)

    assert mailoutbox[0].subject.startswith(f"{subject}: ")


def test_notice_of_the_limit_says_so(office, head, mailoutbox):
    ticket = started(waiting(office), TODAY - 85 * DAY)
    reminders.remind(now=NOW)

    deliver(notification_id=Notification.objects.get(ticket=ticket).pk, now=NOW)

    assert mailoutbox[0].subject.startswith(gettext("The legal limit of a case comes near"))


def test_case_that_cannot_be_recorded_holds_up_no_other(office, caplog):
    broken, sound = waiting(office, due_in=-2), waiting(office, due_in=-1)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'broken'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON tickets_event FOR EACH ROW "
            f"WHEN (NEW.ticket_id = {broken.pk}) EXECUTE FUNCTION pg_temp.refuse()"
        )

    reminders.remind(now=NOW)

    assert (events(broken), events(sound)) == ([], [HEADS])
    assert "A reminder failed" in caplog.text
