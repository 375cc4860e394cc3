"""What moves the due date: a question to the citizen and more time. Dates are counted by hand; see conftest."""

from datetime import date, timedelta

import pytest

from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.lifecycle import LateStill, LimitReached, NeedsHead
from tickets.models import DueDate, Event, Extension, Message, Notification, Pause
from tickets.workflow import NotAllowed, Status

from .conftest import DUE, NOW

ONE_DAY = timedelta(days=1)


def ask(ticket, by, reason, **changes):
    call = {"question": "کدام روز بود؟", "days": 5, "now": NOW + ONE_DAY, **changes}
    return lifecycle.ask(ticket=ticket, reason=reason, by=by, **call)


def extend(ticket, by, reason, **changes):
    call = {"days": 5, "text": "بازدید لازم است.", "now": NOW + ONE_DAY, **changes}
    return lifecycle.extend(ticket=ticket, reason=reason, by=by, **call)


def test_question_stops_the_clock_until_the_reply_is_due(ticket, officer, explanation):
    event = ask(ticket, officer, explanation)  # on Monday 30 November, working day 1

    ticket.refresh_from_db()
    pause = Pause.objects.get()
    assert (ticket.status, ticket.assignee) == (Status.AWAITING_CITIZEN, officer)
    assert (pause.since, pause.until, pause.is_over) == (date(2026, 11, 30), date(2026, 12, 7), False)
    # working days 2 to 15 come after 7 December: 8, 9, 12–16, 19–22 (23 is a feast), 26–28
    assert ticket.due_on == date(2026, 12, 28)
    assert event.details == {"due_on": "2026-12-28", "was": "2026-12-20", "until": "2026-12-07"}


def test_question_reaches_the_citizen_at_once(ticket, officer, explanation):
    event = ask(ticket, officer, explanation)

    message = event.message
    notice = Notification.objects.get(event=event)
    assert (message.text, message.is_public, message.published_at) == ("کدام روز بود؟", True, NOW + ONE_DAY)
    assert (notice.recipient, notice.due_at) == ("sender", NOW + ONE_DAY)


def test_each_due_date_keeps_how_it_was_counted(ticket, officer, explanation):
    event = ask(ticket, officer, explanation)

    kept = DueDate.objects.get(event=event)
    assert (kept.start, kept.promised_days, kept.due_on) == (date(2026, 11, 29), 15, date(2026, 12, 28))
    assert kept.derivation["days"][1:3] == ["pause", "pause"]


def test_early_reply_gives_the_days_back(ticket, officer, explanation):
    ask(ticket, officer, explanation)

    event = lifecycle.follow_up(ticket=ticket, text="دوشنبه", now=NOW + 2 * ONE_DAY)

    ticket.refresh_from_db()
    pause = Pause.objects.get()
    assert (ticket.status, ticket.citizen_wrote_at) == (Status.IN_REVIEW, NOW + 2 * ONE_DAY)
    assert (pause.until, pause.is_over) == (date(2026, 12, 1), True)
    assert (ticket.due_on, event.details["was"]) == (date(2026, 12, 21), "2026-12-28")


def test_reply_on_the_same_day_costs_nobody_a_day(ticket, officer, explanation):
    ask(ticket, officer, explanation)

    lifecycle.follow_up(ticket=ticket, text="دوشنبه", now=NOW + ONE_DAY)

    ticket.refresh_from_db()
    assert ticket.due_on == DUE


def test_question_asked_too_late_washes_no_lateness_off(ticket, officer, explanation):
    ask(ticket, officer, explanation, now=NOW + timedelta(days=30))

    ticket.refresh_from_db()
    assert ticket.due_on == DUE


def test_second_question_is_counted_on_top_of_the_first(ticket, officer, explanation):
    ask(ticket, officer, explanation)
    lifecycle.follow_up(ticket=ticket, text="دوشنبه", now=NOW + 2 * ONE_DAY)  # one working day stood still: 1 December

    ask(ticket, officer, explanation, days=1, now=NOW + 2 * ONE_DAY)

    ticket.refresh_from_db()
    assert (Pause.objects.count(), ticket.due_on) == (2, date(2026, 12, 22))


@pytest.mark.parametrize("changes", [{"days": 0}, {"days": 11}, {"question": ""}])
def test_question_that_does_not_fit_is_refused(ticket, officer, explanation, changes):
    with pytest.raises(NotAllowed):
        ask(ticket, officer, explanation, **changes)

    assert (Pause.objects.count(), Message.objects.filter(author="staff").count()) == (0, 0)


def test_reason_for_more_time_is_none_to_ask(ticket, officer, visit, explanation):
    for step, reason in ((ask, visit), (extend, explanation)):
        with pytest.raises(NotAllowed):
            step(ticket, officer, reason)


def test_reason_out_of_use_is_refused(ticket, officer, explanation):
    explanation.is_active = False

    with pytest.raises(NotAllowed):
        ask(ticket, officer, explanation)


@pytest.mark.parametrize("person", ["other_officer", "director", "district_inspector"])
def test_nobody_else_asks_or_extends(ticket, person, explanation, visit, request):
    by = request.getfixturevalue(person)

    for step, reason in ((ask, explanation), (extend, visit)):
        with pytest.raises(NotAllowed):
            step(ticket, by, reason)


def test_one_question_at_a_time(ticket, officer, explanation):
    ask(ticket, officer, explanation)

    with pytest.raises(NotAllowed):
        ask(ticket, officer, explanation)


def test_more_time_moves_the_date_and_tells_the_citizen(ticket, officer, visit):
    event = extend(ticket, officer, visit)

    ticket.refresh_from_db()
    assert (ticket.due_on, ticket.status) == (date(2026, 12, 28), Status.ROUTED)
    assert event.details == {"due_on": "2026-12-28", "was": "2026-12-20", "days": 5}
    assert (event.message.is_public, event.message.published_at) == (True, NOW + ONE_DAY)
    assert Notification.objects.get(event=event).recipient == "sender"


def test_third_extension_needs_the_head(ticket, officer, head, visit):
    extend(ticket, officer, visit, days=1)
    extend(ticket, officer, visit, days=1)

    with pytest.raises(NeedsHead):
        extend(ticket, officer, visit, days=1)
    extend(ticket, head, visit, days=1)

    ticket.refresh_from_db()
    assert (Extension.objects.count(), ticket.due_on) == (3, date(2026, 12, 26))


def test_no_extension_goes_beyond_the_limit_of_the_law(office, officer, visit):
    """Three months after 8 Azar is 8 Esfand, a Saturday: 27 February."""
    ticket = create_ticket(unit=office, submitted_at=NOW, due_on=date(2027, 2, 27))

    with pytest.raises(LimitReached):
        extend(ticket, officer, visit)

    assert Event.objects.filter(name=Event.Name.EXTENDED).count() == 0


@pytest.mark.parametrize(("days", "is_enough"), [(3, False), (4, True)])
def test_late_case_is_promised_for_no_day_that_has_passed(office, officer, visit, days, is_enough):
    """Promised for 24 November, a Tuesday; four working days after it is 30 November, the day after NOW."""
    ticket = create_ticket(unit=office, submitted_at=NOW - 20 * ONE_DAY, due_on=date(2026, 11, 24))
    later = NOW + ONE_DAY

    if is_enough:
        extend(ticket, officer, visit, days=days, now=later)
    else:
        with pytest.raises(LateStill):
            extend(ticket, officer, visit, days=days, now=later)

    ticket.refresh_from_db()
    assert (ticket.due_on == date(2026, 11, 30)) == is_enough


@pytest.mark.parametrize("changes", [{"days": 0}, {"days": 11}, {"text": ""}])
def test_extension_that_does_not_fit_is_refused(ticket, officer, visit, changes):
    with pytest.raises(NotAllowed):
        extend(ticket, officer, visit, **changes)


def test_answered_case_is_not_extended(ticket, officer, visit):
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome="upheld", by=officer, now=NOW)

    with pytest.raises(NotAllowed):
        extend(ticket, officer, visit)


def test_question_leaves_an_assignee_in_place(ticket, officer, explanation):
    colleague = create_user(role="officer", unit=ticket.unit)
    lifecycle.assign(ticket=ticket, assignee=colleague, by=officer, now=NOW)

    ask(ticket, officer, explanation)

    ticket.refresh_from_db()
    assert ticket.assignee == colleague


def test_answer_given_while_waiting_ends_the_waiting(ticket, officer, explanation):
    ask(ticket, officer, explanation)

    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome="upheld", by=officer, now=NOW + 2 * ONE_DAY)

    assert Pause.objects.get().is_over


def test_waiting_goes_along_when_the_case_is_transferred(ticket, officer, other_office, other_officer, explanation):
    ask(ticket, officer, explanation)

    lifecycle.transfer(ticket=ticket, unit=other_office, reason="مالی", by=officer, now=NOW + ONE_DAY)
    event = lifecycle.follow_up(ticket=ticket, text="دوشنبه", now=NOW + 2 * ONE_DAY)

    ticket.refresh_from_db()
    assert (ticket.unit, ticket.status, event.unit) == (other_office, Status.IN_REVIEW, other_office)


def test_nobody_gains_time_by_an_answer_that_is_taken_back(ticket, officer, explanation, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    now = NOW + ONE_DAY
    ask(ticket, officer, explanation, now=now)

    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome="upheld", by=officer, now=now)
    lifecycle.take_back(ticket=ticket, by=officer, now=now + timedelta(minutes=1))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.due_on, Pause.objects.get().until) == (Status.IN_REVIEW, DUE, date(2026, 11, 30))
