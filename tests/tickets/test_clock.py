"""The due date of a ticket: promise, pauses and extensions of its round, and the account that is kept of each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import create_clock_reason, create_pause, create_rule, create_ticket, create_topic
from tests.tickets.due_dates import CLOSED, NOW, close, register
from tickets import clock
from tickets.models import DueDate, Event, Extension, Pause, RoutingRule, Ticket, Warned
from workdays.calendar import add_working_days, load_calendar
from workdays.deadline import Deadline, derive, legal_limit

TODAY = date(2026, 11, 21)


def fresh(ticket):
    return Ticket.objects.get(pk=ticket.pk)


def event_of(ticket):
    return Event.objects.create(
        ticket=ticket, name=Event.Name.NOTED, at=NOW, to_status=ticket.status, kind=ticket.kind, topic=ticket.topic
    )


def extend(ticket, days, **changes):
    values = {"reason": create_clock_reason(purpose="extension"), "round": 0} | changes
    return Extension.objects.create(ticket=ticket, event=event_of(ticket), days=days, **values)


def test_promise_is_the_rules_days_then_the_topics(reference):
    RoutingRule.objects.all().delete()
    hasty, slow = create_topic(working_days=7), create_topic(working_days=20)
    create_rule(order=1, office="finance", topic=hasty, working_days=3)
    create_rule(order=2, office="finance")

    assert [clock.promised_days(create_ticket(topic=topic)) for topic in (hasty, slow)] == [3, 20]


def test_promise_without_a_rule_is_the_topics_and_without_both_fifteen(reference):
    RoutingRule.objects.all().delete()
    topic = create_topic(working_days=7)
    silent = create_ticket()
    silent.topic.working_days = None

    assert [clock.promised_days(ticket) for ticket in (create_ticket(topic=topic), silent)] == [7, 15]


def test_clock_begins_on_the_tehran_day_with_the_districts_closures(district):
    close(CLOSED, unit=district)
    late = datetime(2026, 11, 20, 21, tzinfo=UTC)  # half past midnight in Tehran, on the 21st

    deadline = clock.begin(create_ticket(topic=create_topic(working_days=5), district=district), late)

    assert (deadline.start, deadline.due_on) == (TODAY, add_working_days(TODAY, 6, load_calendar()))


def test_promise_is_the_latest_due_date(office):
    ticket = register(unit=office)
    later = clock.keep(event_of(ticket), clock.count(TODAY, 3, load_calendar()), 3)

    assert clock.promise_of(ticket) == later


@pytest.mark.parametrize("days", [1, 15])
def test_promise_of_an_old_ticket_is_counted_back_from_its_due_date(office, days):
    due_on = add_working_days(TODAY, days, load_calendar())
    ticket = create_ticket(unit=office, submitted_at=NOW, due_on=due_on)

    promise = clock.promise_of(ticket)

    assert (promise.pk, promise.round, promise.start) == (None, 0, TODAY)
    assert (promise.promised_days, clock.count_again(ticket).due_on) == (days, due_on)


def test_promise_of_an_old_ticket_due_on_a_day_that_was_closed_reaches_the_next_working_day(office):
    ticket = create_ticket(unit=office, submitted_at=NOW, due_on=CLOSED)
    close(CLOSED)

    assert clock.count_again(ticket).due_on == load_calendar().next_working_day(CLOSED)


def test_promise_of_an_old_ticket_due_at_once_has_a_day(office):
    ticket = create_ticket(unit=office, submitted_at=NOW, due_on=TODAY - timedelta(days=9))

    assert clock.promise_of(ticket).promised_days == 1


def test_pauses_and_extensions_of_this_round_move_the_due_date(office):
    ticket = register(unit=office, days=5)
    create_pause(event=ticket.events.get(), days=7, is_over=True)
    extend(ticket, 4)
    extend(ticket, 50, round=1)

    wanted = clock.count(TODAY, 9, load_calendar(), pauses=ticket.pauses.all()).due_on
    assert clock.count_again(ticket).due_on == wanted
    assert wanted > add_working_days(TODAY, 9, load_calendar())


def test_more_days_and_an_unsaved_pause_are_counted_as_if_they_were_there(office):
    ticket = register(unit=office, days=5)
    pause = Pause(ticket=ticket, since=TODAY, until=TODAY + timedelta(days=7))

    asked = clock.count_again(ticket, changed=[pause], more_days=2, calendar=load_calendar())

    assert asked == clock.count(TODAY, 7, load_calendar(), pauses=[pause])


def test_changed_pause_stands_for_its_own_row(office):
    ticket = register(unit=office, days=5)
    pause = create_pause(event=ticket.events.get(), days=14)
    pause.until = pause.since

    assert clock.count_again(ticket, changed=[pause]).due_on == ticket.due_on


def test_due_date_never_passes_the_legal_limit(office):
    assert clock.count(TODAY, 400, load_calendar()).due_on <= legal_limit(TODAY)


def test_a_new_round_forgets_what_moved_the_last_one(office):
    ticket = register(unit=office, days=5)
    extend(ticket, 4)
    ticket.times_reopened = 1
    deadline = clock.count(TODAY, 5, load_calendar())
    clock.keep(event_of(ticket), deadline, 5)

    assert clock.count_again(ticket).due_on == deadline.due_on
    assert clock.extensions_of_round(ticket) == 0


def test_counting_many_says_what_counting_each_says(office, district, small_district):
    tickets = [register(unit=office, district=place, days=days) for place in (district, None) for days in (5, 15)]
    tickets += [register(unit=office, district=small_district)]
    create_pause(event=tickets[0].events.get(), days=7)
    extend(tickets[1], 4)
    extend(tickets[1], 3)
    extend(tickets[2], 9, round=1)
    close(CLOSED, unit=district)

    found = {ticket: (promise, deadline) for ticket, promise, deadline in clock.count_all_again(tickets)}

    assert found == {ticket: (clock.promise_of(ticket), clock.count_again(fresh(ticket))) for ticket in tickets}


def test_counting_many_leaves_out_the_old(office):
    assert list(clock.count_all_again([create_ticket(unit=office)])) == []


def test_counting_many_asks_five_questions(office, django_assert_num_queries):
    tickets = [register(unit=office) for _ in range(5)]

    for few_or_many in (tickets[:1], tickets):
        with django_assert_num_queries(5):
            list(clock.count_all_again(few_or_many))


def test_moved_says_from_when_to_when_and_nobody_is_warned_of_it_yet(office):
    ticket = create_ticket(unit=office, due_on=TODAY)
    ticket.warned = Warned.HEAD

    details = clock.moved(ticket, derive(TODAY, 1, load_calendar()))

    assert details == {"due_on": "2026-11-22", "was": "2026-11-21"}
    assert (ticket.due_on, ticket.warned) == (date(2026, 11, 22), Warned.NOBODY)
    assert set(clock.MOVED) == {"due_on", "warned"}


def test_kept_is_what_was_promised_and_how_it_was_counted(office):
    ticket = create_ticket(unit=office)
    ticket.times_reopened = 2
    event = ticket.events.get()
    event.ticket = ticket
    deadline = derive(TODAY, 8, load_calendar())

    kept = clock.keep(event, deadline, 5)

    assert (kept.event, kept.round, kept.start, kept.promised_days) == (event, 2, TODAY, 5)
    assert Deadline.from_json(DueDate.objects.get().derivation) == deadline


def test_many_are_kept_as_one_is(office):
    tickets = [create_ticket(unit=office) for _ in range(2)]
    deadline = derive(TODAY, 8, load_calendar())

    clock.keep_all((ticket.events.get(), deadline, 8) for ticket in tickets)

    kept = DueDate.objects.order_by("pk").values_list("ticket", "due_on", "promised_days")
    assert list(kept) == [(ticket.pk, deadline.due_on, 8) for ticket in tickets]


def test_running_pause_is_the_one_that_is_not_over(office):
    ticket = create_ticket(unit=office)
    over = create_pause(event=event_of(ticket), is_over=True)
    running = create_pause(event=event_of(ticket))

    assert clock.running_pause(ticket) == running != over
    assert clock.running_pause(create_ticket(unit=office)) is None


def test_clock_runs_since_the_registration_or_the_last_reopening(office):
    yesterday = NOW - timedelta(days=1)
    old = create_ticket(unit=office, submitted_at=yesterday)
    registered = register(unit=office, at=yesterday)
    reopened = register(unit=office, at=yesterday)
    clock.keep(event_of(reopened), clock.count(TODAY, 5, load_calendar()), 5)

    def begun(day):
        return set(clock.begun_by(Ticket.objects.filter(unit=office), day))

    assert begun(TODAY - timedelta(days=2)) == set()
    assert begun(TODAY - timedelta(days=1)) == {old, registered}
    assert begun(TODAY) == {old, registered, reopened}
