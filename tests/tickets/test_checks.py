"""What `make check` says of cases that wait too long; the rest is in tests/config/test_checks.py."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from persian.dates import today
from tests.factories import create_ticket, create_user
from tickets import clock
from workdays.calendar import load_calendar
from workdays.changes import note_change
from workdays.deadline import latest_start
from workdays.models import CalendarChange

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def warned(*ids):
    messages = run_checks(include_deployment_checks=True, databases=["default"])
    return [message.msg for message in messages if message.id in ids]


@pytest.mark.parametrize(
    ("age", "said"), [(59 * MINUTE, []), (61 * MINUTE, ["Due dates wait to be counted again for over an hour."])]
)
def test_change_of_the_calendar_that_nobody_counts(reference, age, said):
    CalendarChange.objects.all().delete()
    note_change(by=None, now=timezone.now() - age)

    assert warned("tickets.W008") == said


def test_change_that_was_counted_waits_no_more(reference):
    CalendarChange.objects.all().delete()
    change = note_change(by=None, now=timezone.now() - DAY)
    CalendarChange.objects.update(counted_at=change.made_at)

    assert warned("tickets.W008") == []


def test_case_open_beyond_three_months(office):
    last = latest_start(today())  # its limit is not over yet, or ends today
    _within, beyond, _answered, reopened = (
        create_ticket(unit=office, submitted_at=timezone.now() - (today() - last + age * DAY), status=status)
        for age, status in ((0, "routed"), (4, "routed"), (4, "answered"), (4, "routed"))
    )
    clock.keep(reopened.events.get(), clock.count(today(), 15, load_calendar()), 15)

    assert warned("tickets.W009") == [f"Cases open beyond the legal limit: {beyond.number}."]


def test_open_cases_of_who_left_are_found(officer, colleague):
    create_ticket(unit=officer.unit, assignee=officer)
    create_ticket(unit=colleague.unit, assignee=colleague)
    before = warned("tickets.W010")
    officer.is_active = False
    officer.save()

    said = f"Open cases of people who may not work on them: {officer.username}."
    assert (before, warned("tickets.W010")) == ([], [said])


def test_unit_whose_answers_nobody_can_approve_is_found(officer, other_officer, head):
    said = f"Nobody can approve answers of {other_officer.unit.code}."

    assert warned("tickets.W011") == [said]


def test_inspector_of_a_unit_approves_where_no_head_does(other_officer, other_office):
    create_user(role="inspector", unit=other_office)

    assert warned("tickets.W011") == []


def test_nobody_in_the_complaints_office_to_decide_what_is_about_the_directorate(complaints_office, directorate):
    create_user(role="head", unit=directorate)
    create_user(role="officer", unit=complaints_office)
    before = warned("tickets.W011")

    create_user(role="inspector", unit=complaints_office)

    said = f"Nobody can approve answers about the directorate itself: {complaints_office.code}."
    assert (before, warned("tickets.W011")) == ([said], [])
