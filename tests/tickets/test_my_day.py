"""What one has answered of late: whose answers count, how long they took, which came back; and what is due next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import create_ticket
from tests.tickets.due_dates import close
from tickets import lifecycle
from tickets.models import Ticket
from tickets.my_day import Report, has_a_day, next_of, reports_of
from tickets.tabs import Day
from tickets.workflow import Outcome

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)  # Wednesday; the next working day is Saturday
TODAY = date(2026, 11, 25)
DAYS = timedelta(days=1)


@pytest.fixture
def answered(office, officer):
    """answered(days_ago, after): `officer` answered a case so many days ago that had come in days before."""

    def answered(days_ago=0, *, after=1, by=officer, **ticket):
        at = NOW - days_ago * DAYS
        case = create_ticket(unit=office, submitted_at=at - after * DAYS, due_on=TODAY + 30 * DAYS, **ticket)
        lifecycle.answer(ticket=case, text="بررسی و برگردانده شد.", outcome=Outcome.UPHELD, by=by, now=at)
        return Ticket.objects.get(pk=case.pk)

    return answered


def reports(person):
    return {report.days: report for report in reports_of(person, day=Day(TODAY))}


def test_each_period_counts_its_own_days(answered, officer):
    for days_ago in (0, 1, 6, 7, 29, 30):
        answered(days_ago)

    assert {days: report.answered for days, report in reports(officer).items()} == {1: 1, 7: 3, 30: 5}


def test_median_is_of_working_days(answered, officer):
    close(TODAY - 1 * DAYS)
    for after in (1, 3, 12):  # from Tuesday, from Sunday, from Friday of the week before last
        answered(after=after)

    assert reports(officer)[1] == Report(days=1, answered=3, median=2, came_back=0)


def test_closure_of_a_district_counts_for_its_cases_only(answered, officer, district):
    close(TODAY - 1 * DAYS, unit=district)

    answered(after=3, district=district)
    there = reports(officer)[1].median
    answered(after=3)
    answered(after=3)

    assert (there, reports(officer)[1].median) == (2, 3)


def test_what_nobody_answered_has_no_median(officer):
    assert reports(officer)[7] == Report(days=7, answered=0, median=None, came_back=0)


def test_answer_counts_for_who_wrote_it_not_for_who_approved_it(office, officer, head):
    office.needs_approval = True
    office.save(update_fields=["needs_approval"])
    case = create_ticket(unit=office, submitted_at=NOW - DAYS)
    lifecycle.propose(ticket=case, text="بررسی شد.", outcome=Outcome.UPHELD, by=officer, now=NOW)
    before = reports(officer)[1].answered
    lifecycle.approve(ticket=case, by=head, now=NOW)

    assert (before, reports(officer)[1].answered, reports(head)[1].answered) == (0, 1, 0)


def test_answer_that_was_taken_back_is_none(answered, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    lifecycle.take_back(ticket=answered(), by=officer, now=NOW + timedelta(minutes=1))

    assert reports(officer)[1].answered == 0


def test_colleagues_answers_are_not_counted(answered, officer, colleague):
    answered(by=colleague)

    assert (reports(officer)[1].answered, reports(colleague)[1].answered) == (0, 1)


@pytest.mark.parametrize("comes_back", [lifecycle.reopen, lifecycle.object_to])
def test_what_the_citizen_brings_back_is_counted_once_and_its_time_begins_anew(office, officer, inspector, comes_back):
    start = NOW - 18 * DAYS
    case = create_ticket(unit=office, submitted_at=start, due_on=TODAY + 30 * DAYS)
    answer = {"ticket": case, "text": "بررسی و برگردانده شد.", "outcome": Outcome.UPHELD, "by": officer}
    lifecycle.answer(**answer, now=start + 1 * DAYS)
    comes_back(ticket=case, reason="هنوز حل نشده است.", now=NOW - 2 * DAYS)
    Ticket.objects.filter(pk=case.pk).update(unit=office)  # an objection took it one level up
    lifecycle.answer(**answer, now=NOW)

    assert reports(officer)[1] == Report(days=1, answered=1, median=2, came_back=0)
    assert reports(officer)[30] == Report(days=30, answered=2, median=1, came_back=1)


def test_next_is_what_is_mine_and_due_by_the_next_working_day(office, officer, colleague):
    def create(due_in, *, assignee=officer, status="in_review", **ticket):
        due_on = TODAY + due_in * DAYS
        return create_ticket(unit=office, status=status, assignee=assignee, due_on=due_on, **ticket)

    saturday, late, today, friday = create(3), create(-9), create(0), create(2)
    create(4)
    create(0, assignee=colleague)
    create(0, assignee=None)
    create(0, status="awaiting_citizen")
    create(0, status="answered")

    assert list(next_of(officer, day=Day(TODAY))) == [late, today, friday, saturday]


def test_what_is_kept_from_the_reader_is_not_listed(office, officer):
    create_ticket(unit=office, status="in_review", assignee=officer, due_on=TODAY, respondent_user=officer)

    assert not next_of(officer, day=Day(TODAY)).exists()


@pytest.mark.parametrize(
    ("reader", "has_one"),
    [("officer", True), ("head", True), ("inspector", True), ("director", False), ("administrator", False)],
)
def test_who_answers_cases_has_a_day(request, reader, has_one):
    assert has_a_day(request.getfixturevalue(reader)) is has_one


@pytest.mark.parametrize("count", [1, 6])
def test_queries_do_not_grow_with_answers(answered, officer, count, django_assert_num_queries):
    for _answer in range(count):
        answered()

    with django_assert_num_queries(3):  # the calendar (2), the answers
        assert reports_of(officer, day=Day(TODAY))[0].answered == count
