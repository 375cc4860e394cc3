"""Counting due dates again, and reminding, while others have the cases in hand, in real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.tickets.due_dates import CLOSED, LATER, NOW, close, due, recounts, register
from tests.waiting import wait_for_waiting
from tickets import lifecycle, recount, reminders
from tickets.models import Ticket
from tickets.workflow import Outcome
from workdays.calendar import add_working_days, load_calendar
from workdays.models import CalendarChange

ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_waits(reference):
    CalendarChange.objects.all().delete()  # load_reference leaves one


@pytest.fixture
def elsewhere():
    """Runs functions in connections of their own."""

    def closing(function):
        try:
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        yield lambda function: pool.submit(closing, function)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["answered", "kept"])
def test_case_in_somebodys_hand_is_waited_for_alone(office, officer, elsewhere, ends):
    held, free = register(unit=office), register(unit=office)
    close(CLOSED)

    with transaction.atomic():
        Ticket.objects.select_for_update().get(pk=held.pk)
        counting = elsewhere(lambda: recount.recount(now=LATER))
        wait_for_waiting(1)
        others = len(recounts(free))  # committed already
        if ends == "answered":
            lifecycle.answer(ticket=held, by=officer, text="پاسخ", outcome=Outcome.UPHELD, now=LATER)
    counting.result()

    assert others == 1
    assert len(recounts(held)) == (0 if ends == "answered" else 1)
    assert CalendarChange.objects.waiting().count() == 0


@pytest.mark.django_db(transaction=True)
def test_change_made_during_the_count_waits_for_the_next(office, elsewhere):
    ticket = register(unit=office)
    close(CLOSED)

    with transaction.atomic():
        Ticket.objects.select_for_update().get(pk=ticket.pk)
        counting = elsewhere(lambda: recount.recount(now=LATER))
        wait_for_waiting(1)
        close(CLOSED - ONE_DAY)
    counting.result()

    assert [change.counted_at for change in CalendarChange.objects.order_by("pk")] == [LATER, None]
    assert due(ticket) == add_working_days(NOW.date(), 15, load_calendar())  # read after the wait: it knows both


@pytest.mark.django_db(transaction=True)
def test_two_recounts_at_once_move_each_case_once(office, elsewhere, monkeypatch):
    tickets = [register(unit=office) for _ in range(12)]
    close(CLOSED)
    monkeypatch.setattr(recount, "BATCH", 3)

    running = [elsewhere(lambda: recount.recount(now=LATER)) for _ in range(2)]

    assert sum(count.result() for count in running) == 12
    assert [len(recounts(ticket)) for ticket in tickets] == [1] * 12


@pytest.mark.django_db(transaction=True)
def test_case_in_somebodys_hand_is_reminded_of_the_next_time(office, elsewhere):
    ticket = register(unit=office, days=2)

    with transaction.atomic():
        Ticket.objects.select_for_update().get(pk=ticket.pk)
        meanwhile = elsewhere(lambda: reminders.remind(now=NOW)).result()

    assert (meanwhile, reminders.remind(now=NOW)) == (0, 1)
