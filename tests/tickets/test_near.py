"""What is about to be late: due within two working days of the place where it happened."""

from datetime import date

import pytest

from tests.factories import create_ticket
from tests.tickets.due_dates import close
from tickets.models import Ticket
from tickets.near import due_soon
from workdays.calendar import load_days_off

SATURDAY = date(2026, 11, 21)
WEDNESDAY = date(2026, 11, 25)


def days_due_soon(day):
    return [ticket.due_on for ticket in Ticket.objects.filter(due_soon(day, load_days_off())).order_by("due_on")]


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 28)),  # Tuesday: Wednesday and, beyond the weekly rest, Saturday
        (date(2026, 11, 27), date(2026, 11, 29)),  # Friday, itself a day of rest
    ],
)
def test_it_is_what_is_due_from_today_to_the_second_working_day(office, today, last):
    for day in range(19, 31):
        create_ticket(unit=office, due_on=date(2026, 11, day))

    found = days_due_soon(today)

    assert (found[0], found[-1]) == (today, last)
    assert len(found) == (last - today).days + 1


def test_closure_of_a_district_brings_its_later_days_near(office, district, small_district):
    here = create_ticket(unit=office, district=district, due_on=WEDNESDAY)
    create_ticket(unit=office, district=small_district, due_on=WEDNESDAY)
    create_ticket(unit=office, due_on=WEDNESDAY)
    close(date(2026, 11, 22), date(2026, 11, 23), unit=district)

    assert list(Ticket.objects.filter(due_soon(SATURDAY, load_days_off()))) == [here]


def test_closure_long_ago_changes_nothing(office, district):
    create_ticket(unit=office, district=district, due_on=WEDNESDAY)
    close(date(2026, 11, 2), unit=district)

    assert days_due_soon(SATURDAY) == []


def test_days_off_are_read_with_two_questions(district, django_assert_num_queries):
    with django_assert_num_queries(2):
        days_off = load_days_off()
        due_soon(SATURDAY, days_off)
