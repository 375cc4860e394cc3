"""What citizens do with a case of their own. Dates are counted by hand; see conftest."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import create_ticket, create_user
from tickets import lifecycle, timeline
from tickets.lifecycle import TopReached
from tickets.models import Consultation, Event, Message, Notification, Pause, Rating, Ticket
from tickets.workflow import NotAllowed, Outcome, Solved, Status

from .conftest import NOW

PUBLISHED = NOW + timedelta(minutes=5)
LATER = NOW + timedelta(days=3)
THIRTY_DAYS = timedelta(days=30)
MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def five_minutes(settings):
    settings.ANSWER_UNDO_SECONDS = 300


@pytest.fixture
def answered(ticket, officer):
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.NOT_UPHELD, by=officer, now=NOW)
    ticket.refresh_from_db()
    return ticket


def rate(ticket, **changes):
    return lifecycle.rate(ticket=ticket, **{"solved": Solved.NO, "score": 2, "now": LATER, **changes})


def test_withdrawn_at_any_stage_before_it_is_closed(ticket, officer, explanation):
    lifecycle.ask(ticket=ticket, question="کی؟", reason=explanation, days=3, by=officer, now=NOW)

    event = lifecycle.withdraw(ticket=ticket, text="حل شد", now=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, event.message.text, event.by) == (Status.WITHDRAWN, "حل شد", None)
    assert Pause.objects.get().is_over
    assert Notification.objects.filter(event=event).exists()


def test_withdrawn_before_any_unit_had_it(reference):
    ticket = create_ticket()

    event = lifecycle.withdraw(ticket=ticket, now=LATER)

    assert (event.to_status, event.message, Notification.objects.count()) == (Status.WITHDRAWN, None, 0)


def test_withdrawal_takes_a_waiting_answer_back(answered):
    lifecycle.withdraw(ticket=answered, now=NOW + MOMENT)

    assert not Message.objects.for_citizen().filter(author="staff").exists()


def test_nobody_waits_for_a_withdrawn_case(ticket, officer, other_office, other_officer):
    call = {"purpose": "part", "question": "؟", "due_on": date(2026, 12, 10), "by": officer, "now": NOW}
    lifecycle.consult(ticket=ticket, units=[other_office], **call)

    lifecycle.withdraw(ticket=ticket, now=LATER)

    assert Consultation.objects.open().count() == 0


@pytest.mark.parametrize("status", [Status.CLOSED, Status.WITHDRAWN])
def test_what_is_over_is_not_withdrawn(office, status):
    ticket = create_ticket(unit=office, status=status)

    with pytest.raises(NotAllowed):
        lifecycle.withdraw(ticket=ticket, now=LATER)


def test_reopened_case_is_back_in_its_queue_with_a_clock_of_its_own(answered, officer):
    event = lifecycle.reopen(ticket=answered, reason="پاسخ ناقص است", now=LATER)  # on Wednesday 2 December

    answered.refresh_from_db()
    assert (answered.status, answered.unit, answered.times_reopened) == (Status.ROUTED, event.unit, 1)
    assert (answered.outcome, answered.answered_at, answered.citizen_wrote_at) == ("", None, LATER)
    # fifteen working days after it: 5–9, 12–16, 19–22 (23 is a feast), 26 December
    assert answered.due_on == date(2026, 12, 26)
    assert Notification.objects.filter(event=event).exists()


def test_assignee_who_has_left_keeps_no_reopened_case(answered, officer, colleague):
    lifecycle.reopen(ticket=answered, reason="ناقص", now=LATER)
    Ticket.objects.filter(pk=answered.pk).update(assignee=officer)
    lifecycle.answer(ticket=answered, text="دوباره", outcome=Outcome.UPHELD, by=colleague, now=LATER)
    officer.is_active = False
    officer.save()

    lifecycle.reopen(ticket=answered, reason="باز هم", now=LATER + timedelta(days=1))

    answered.refresh_from_db()
    assert (answered.assignee, answered.times_reopened) == (None, 2)


def test_reopened_case_of_a_unit_where_nobody_works_any_more_goes_to_the_one_above(answered, officer, head):
    officer.is_active = False
    officer.save()

    lifecycle.reopen(ticket=answered, reason="ناقص", now=LATER)

    answered.refresh_from_db()
    last = answered.events.latest("pk")
    assert (answered.unit, answered.status, last.name) == (head.unit, Status.ROUTED, Event.Name.TRANSFERRED)
    assert last.details["reasons"] == ["unit_without_staff"]


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        (PUBLISHED - MOMENT, False),
        (PUBLISHED, True),
        (PUBLISHED + THIRTY_DAYS - MOMENT, True),
        (PUBLISHED + THIRTY_DAYS, False),
    ],
)
def test_thirty_days_from_when_the_answer_could_be_read(answered, moment, may):
    assert (lifecycle.reopens_until(answered, moment) is not None) == may
    if may:
        lifecycle.reopen(ticket=answered, reason="ناقص", now=moment)
        return
    with pytest.raises(NotAllowed):
        lifecycle.reopen(ticket=answered, reason="ناقص", now=moment)


def test_case_closed_without_an_answer_may_be_reopened(ticket, officer):
    lifecycle.close(ticket=ticket, reason="abusive", text="…", by=officer, now=NOW)

    lifecycle.reopen(ticket=ticket, reason="جدی است", now=LATER)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.close_reason, ticket.closed_at) == (Status.ROUTED, "", None)


@pytest.mark.parametrize("status", [Status.ROUTED, Status.WITHDRAWN])
def test_nothing_else_is_reopened(office, status):
    ticket = create_ticket(unit=office, status=status)

    with pytest.raises(NotAllowed):
        lifecycle.reopen(ticket=ticket, reason="ناقص", now=LATER)


def test_reopening_takes_a_reason(answered):
    with pytest.raises(NotAllowed):
        lifecycle.reopen(ticket=answered, reason="", now=LATER)


def test_reopened_once_for_each_answer(answered):
    lifecycle.reopen(ticket=answered, reason="ناقص", now=LATER)

    with pytest.raises(NotAllowed):
        lifecycle.reopen(ticket=answered, reason="ناقص", now=LATER)


@pytest.mark.parametrize("step", [lifecycle.reopen, lifecycle.object_to])
def test_next_answer_is_not_objected_to_before_it_can_be_read(answered, officer, step):
    lifecycle.reopen(ticket=answered, reason="ناقص", now=LATER)
    lifecycle.answer(ticket=answered, text="دوباره بررسی شد.", outcome=Outcome.UPHELD, by=officer, now=LATER)

    with pytest.raises(NotAllowed):
        step(ticket=answered, reason="باز هم ناقص", now=LATER + MOMENT)
    with pytest.raises(NotAllowed):
        rate(answered, now=LATER + MOMENT)


def test_extensions_of_an_earlier_round_count_no_more(ticket, officer, visit):
    for _ in range(2):
        lifecycle.extend(ticket=ticket, reason=visit, days=1, text="بازدید", by=officer, now=NOW)
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=officer, now=NOW)
    lifecycle.reopen(ticket=ticket, reason="ناقص", now=LATER)

    lifecycle.extend(ticket=ticket, reason=visit, days=1, text="بازدید", by=officer, now=LATER)

    ticket.refresh_from_db()
    assert ticket.due_on == date(2026, 12, 27)


def test_objection_goes_one_level_up(answered, unit):
    create_user(role="officer", unit=unit("nongov"))
    origin = answered.unit

    event = lifecycle.object_to(ticket=answered, reason="قبول ندارم", now=LATER)

    answered.refresh_from_db()
    assert (answered.unit.code, answered.assignee, answered.status) == ("nongov", None, Status.ROUTED)
    assert (event.name, event.from_unit, event.message.text) == (Event.Name.OBJECTED, origin, "قبول ندارم")


def test_objection_passes_over_the_unit_complained_of(office, officer, unit):
    create_user(role="officer", unit=unit("complaints"))
    create_user(role="officer", unit=unit("nongov"))
    ticket = create_ticket(unit=office, about=unit("nongov"), submitted_at=NOW)
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=officer, now=NOW)

    lifecycle.object_to(ticket=ticket, reason="قبول ندارم", now=LATER)

    ticket.refresh_from_db()
    assert ticket.unit.code == "complaints"


def test_nothing_is_above_the_top(directorate):
    chief = create_user(role="head", unit=directorate)
    ticket = create_ticket(unit=directorate, submitted_at=NOW)
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.UPHELD, by=chief, now=NOW)

    with pytest.raises(TopReached):
        lifecycle.object_to(ticket=ticket, reason="قبول ندارم", now=LATER)


def test_rating_is_kept_once_for_an_answer(answered):
    event = rate(answered, comment="دیر بود")

    rating = Rating.objects.get()
    assert (rating.solved, rating.score, rating.answer.name) == (Solved.NO, 2, Event.Name.ANSWERED)
    assert (event.details, event.message.text) == ({"solved": "no", "score": 2}, "دیر بود")
    with pytest.raises(NotAllowed):
        rate(answered)


def test_thanks_are_not_asked_whether_a_problem_is_solved(office, officer):
    praise = create_ticket(unit=office, kind="praise", submitted_at=NOW)
    lifecycle.answer(ticket=praise, text="سپاس", outcome=Outcome.PASSED_ON, by=officer, now=NOW)

    assert not timeline.read(praise, LATER).is_unrated
    with pytest.raises(NotAllowed):
        rate(praise)


def test_rating_without_a_comment_has_no_message(answered):
    assert rate(answered).message is None


def test_next_answer_may_be_rated_again(answered, officer):
    rate(answered)
    lifecycle.reopen(ticket=answered, reason="ناقص", now=LATER)
    lifecycle.answer(ticket=answered, text="کامل", outcome=Outcome.UPHELD, by=officer, now=LATER)

    rate(answered, solved=Solved.YES, score=5, now=LATER + timedelta(days=1))

    assert list(Rating.objects.order_by("pk").values_list("solved", flat=True)) == ["no", "yes"]


@pytest.mark.parametrize("changes", [{"solved": "maybe"}, {"score": 0}, {"score": 6}, {"now": PUBLISHED - MOMENT}])
def test_rating_that_does_not_fit_is_refused(answered, changes):
    with pytest.raises(NotAllowed):
        rate(answered, **changes)


def test_open_case_is_not_rated(ticket):
    with pytest.raises(NotAllowed):
        rate(ticket)


def test_case_closed_without_an_answer_is_not_rated(ticket, officer):
    lifecycle.close(ticket=ticket, reason="abusive", text="…", by=officer, now=NOW)

    assert lifecycle.rates(Ticket.objects.get(pk=ticket.pk), LATER) is None


def test_database_refuses_a_score_off_the_scale(answered):
    event = rate(answered)

    with pytest.raises(IntegrityError, match="rating_score_is_on_the_scale"), transaction.atomic():
        Rating.objects.filter(event=event).update(score=9)


def test_who_acts_has_read_what_the_citizen_wrote(ticket, officer):
    lifecycle.follow_up(ticket=ticket, text="یک چیز دیگر", now=LATER)
    lifecycle.open_sender(ticket=ticket, by=officer, now=LATER)
    ticket.refresh_from_db()
    looked_at = ticket.citizen_wrote_at

    lifecycle.note(ticket=ticket, text="خوانده شد", by=officer, now=LATER)

    ticket.refresh_from_db()
    assert (looked_at, ticket.citizen_wrote_at) == (LATER, None)


def test_closing_after_a_reopening_leaves_the_old_answer_unrated(answered, officer):
    lifecycle.reopen(ticket=answered, reason="ناقص", now=LATER)
    lifecycle.close(ticket=answered, reason="duplicate", text="تکراری", by=officer, now=LATER)

    assert lifecycle.rates(Ticket.objects.get(pk=answered.pk), LATER + timedelta(days=1)) is None
