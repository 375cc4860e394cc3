"""After a change of the calendar: open due dates are counted again, once, whatever happens meanwhile."""

import random
from datetime import timedelta

import pytest
from django.utils.translation import override

from persian.dates import gregorian
from tests.factories import create_clock_reason, create_pause, create_ticket, create_topic
from tests.tickets.due_dates import CLOSED, LATER, NOW, close, due, recounts, register
from tickets import clock, lifecycle, recount, tasks
from tickets.models import DueDate, Event, Notification, Ticket, Warned
from tickets.workflow import Outcome
from workdays.calendar import add_working_days, load_calendar
from workdays.changes import note_change
from workdays.deadline import Deadline, legal_limit
from workdays.models import CalendarChange, Holiday

ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_waits(reference):
    CalendarChange.objects.all().delete()  # load_reference leaves one


def test_closure_moves_the_due_date_with_an_event_and_its_derivation(office):
    ticket = register(unit=office)
    was, moved_to = ticket.due_on, add_working_days(ticket.due_on, 1, load_calendar())
    close(CLOSED)

    assert recount.recount(now=LATER) == 1

    event = recounts(ticket)[0]
    assert due(ticket) == moved_to
    assert event.details == {"due_on": moved_to.isoformat(), "was": was.isoformat()}
    assert (event.at, event.by, event.from_status, event.to_status) == (LATER, None, "routed", "routed")
    kept = event.ticket.due_dates.get(event=event)
    assert (kept.due_on, kept.promised_days) == (moved_to, 15)
    assert [day.name_fa for day in Deadline.from_json(kept.derivation).days if day.on == CLOSED] == ["برف"]


def test_recount_sends_nothing(office):
    register(unit=office, mobile="09121234567")
    close(CLOSED)

    recount.recount(now=LATER)

    assert Notification.objects.count() == 0


def test_case_whose_date_stays_gets_neither_event_nor_row(office):
    ticket = register(unit=office)
    close(ticket.due_on + ONE_DAY)

    assert recount.recount(now=LATER) == 0
    assert (recounts(ticket), ticket.due_dates.count()) == ([], 1)


def test_recount_without_a_change_looks_at_nothing(office, django_assert_num_queries):
    register(unit=office)
    Holiday.objects.create(date=CLOSED, name_fa="برف")

    with django_assert_num_queries(1):
        assert recount.recount(now=LATER) == 0


def test_second_recount_moves_nothing_more(office):
    ticket = register(unit=office)
    close(CLOSED)

    assert [recount.recount(now=LATER), recount.recount(now=LATER)] == [1, 0]
    assert len(recounts(ticket)) == 1


def test_closure_entered_after_the_fact_moves_a_case_that_is_overdue_already(office):
    ticket = register(unit=office, at=NOW - timedelta(days=30))
    was = ticket.due_on
    close(was)

    recount.recount(now=LATER)

    assert due(ticket) == add_working_days(was, 1, load_calendar())


def test_closure_deleted_again_brings_the_old_date_back(office):
    ticket = register(unit=office)
    close(CLOSED)
    recount.recount(now=LATER)

    Holiday.objects.filter(date=CLOSED).delete()
    note_change(by=None, now=LATER)
    recount.recount(now=LATER + timedelta(minutes=5))

    assert due(ticket) == ticket.due_on
    assert [event.details["due_on"] for event in recounts(ticket)][1] == ticket.due_on.isoformat()


def test_district_closure_moves_only_that_district(office, district, small_district):
    here, there, nowhere = (register(unit=office, district=place) for place in (district, small_district, None))
    close(CLOSED, unit=district)

    recount.recount(now=LATER)

    assert [due(ticket) == ticket.due_on for ticket in (here, there, nowhere)] == [False, True, True]


def test_province_closure_moves_a_case_without_a_district(office, directorate):
    ticket = register(unit=office)
    close(CLOSED, unit=directorate)

    recount.recount(now=LATER)

    assert due(ticket) > ticket.due_on


def test_new_date_is_one_to_be_warned_of_again(office):
    ticket = register(unit=office)
    Ticket.objects.filter(pk=ticket.pk).update(warned=Warned.HEAD)
    close(CLOSED)

    recount.recount(now=LATER)

    assert Ticket.objects.get(pk=ticket.pk).warned == Warned.NOBODY


def test_only_open_cases_are_counted(office):
    answered = register(unit=office, status="answered")
    withdrawn = register(unit=office, status="withdrawn")
    unrouted = register()
    close(CLOSED)

    assert recount.recount(now=LATER) == 1
    assert [len(recounts(ticket)) for ticket in (answered, withdrawn, unrouted)] == [0, 0, 1]


def test_case_of_which_no_derivation_was_kept_stays_as_it_is(office):
    ticket = create_ticket(unit=office, submitted_at=NOW, due_on=CLOSED)
    close(CLOSED)

    assert recount.recount(now=LATER) == 0
    assert due(ticket) == CLOSED


def test_pauses_and_extensions_of_this_round_are_counted_again(office, officer):
    paused, extended = register(unit=office), register(unit=office)
    create_pause(event=paused.events.get(), days=7)
    reason = create_clock_reason(purpose="extension")
    lifecycle.extend(ticket=extended, reason=reason, days=5, text="زمان بیشتر", by=officer, now=NOW)
    close(CLOSED)

    recount.recount(now=LATER)

    for ticket in (paused, extended):
        assert due(ticket) == clock.count_again(Ticket.objects.get(pk=ticket.pk)).due_on
        assert ticket.due_dates.order_by("-pk").first().promised_days == 15


def test_change_is_put_away_once_who_read_the_old_calendar_is_done():
    note_change(by=None, now=NOW)

    recount.recount(now=NOW + timedelta(seconds=59))
    waiting = recount.is_due(NOW + timedelta(seconds=60))
    recount.recount(now=NOW + timedelta(seconds=60))

    assert waiting
    assert CalendarChange.objects.get().counted_at == NOW + timedelta(seconds=60)
    assert not recount.is_due(NOW + timedelta(days=1))


def test_few_and_many_cases_take_the_same_queries(office, django_assert_num_queries):
    for number, closed in ((3, CLOSED), (30, CLOSED - ONE_DAY)):
        for _ in range(number):
            register(unit=office)
        close(closed)
        with django_assert_num_queries(14):
            recount.recount(now=LATER)


def test_a_thousand_random_cases_end_where_counting_each_by_itself_ends(district, small_district):
    drawn = random.Random(1405)
    places = (district, small_district, None)
    close(CLOSED, unit=district)
    drawn_cases = [
        (NOW - ONE_DAY * drawn.randrange(40), drawn.randrange(1, 40), drawn.choice(places)) for _ in range(1000)
    ]
    topic = create_topic()
    rows = [create_ticket(topic=topic, submitted_at=start, district=place) for start, _days, place in drawn_cases]
    DueDate.objects.bulk_create(
        DueDate(
            ticket=row,
            event_id=row.events.get().pk,
            round=0,
            start=gregorian(start),
            promised_days=days,
            due_on=row.due_on,
            derivation={},
        )
        for row, (start, days, _place) in zip(rows, drawn_cases, strict=True)
    )

    recount.recount(now=LATER)

    found = dict(Ticket.objects.values_list("pk", "due_on"))
    calendars = {place: load_calendar(district=place) for place in places}
    wanted = {
        row.pk: slowly(gregorian(start), days, calendars[place])
        for row, (start, days, place) in zip(rows, drawn_cases, strict=True)
    }
    assert found == wanted


def slowly(start, days, calendar):
    """One day after the other, and back to a working day where the law ends it."""
    day = start
    while days:
        day += ONE_DAY
        days -= calendar.is_working(day)
    while day > legal_limit(start) or not calendar.is_working(day):
        day -= ONE_DAY
    return day


def test_killed_between_batches_it_finishes_the_next_time(office, monkeypatch):
    tickets = [register(unit=office) for _ in range(5)]
    close(CLOSED)
    monkeypatch.setattr(recount, "BATCH", 2)
    batches = recount._batches(LATER)
    next(batches)
    batches.close()

    before = Event.objects.filter(name=Event.Name.RECOUNTED).count()
    recount.recount(now=LATER)

    assert before == 2
    assert [len(recounts(ticket)) for ticket in tickets] == [1] * 5
    assert CalendarChange.objects.waiting().count() == 0


def test_answer_taken_back_finds_a_calendar_that_changed_meanwhile(office, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    ticket = register(unit=office)
    lifecycle.answer(ticket=ticket, by=officer, text="پاسخ", outcome=Outcome.UPHELD, now=NOW)
    close(CLOSED)
    recount.recount(now=NOW + timedelta(minutes=2))
    counted_while_answered = len(recounts(ticket))

    lifecycle.take_back(ticket=ticket, by=officer, now=NOW + timedelta(minutes=3))

    assert counted_while_answered == 0
    assert due(ticket) > ticket.due_on
    assert len(recounts(ticket)) == 1


def test_change_rings_and_says_how_many(office, django_capture_on_commit_callbacks):
    register(unit=office)

    with django_capture_on_commit_callbacks() as rung:
        note_change(by=None, now=NOW)

    assert recount.ring in rung
    with override("en"):
        assert recount.announcement() == "The due date of 1 open case is being counted again."


def test_bell_counts(office):
    ticket = register(unit=office)
    close(CLOSED)

    tasks.recount()

    assert len(recounts(ticket)) == 1
