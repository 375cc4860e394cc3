"""A suggestion is scored, decided by the head, owned, implemented, and shown in public if the head wishes."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from persian.dates import TEHRAN
from suggestions.assessing import assess, conceal, implement, release, undertake
from suggestions.models import Assessment, Release, Undertaking
from tests.factories import create_suggestion, create_ticket, create_topic, create_user
from tickets import lifecycle
from tickets.lifecycle import NotReady, extend
from tickets.models import ClockReason, Event, Notification
from tickets.workflow import NotAllowed, Outcome, Status

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=TEHRAN)
LATER = NOW + timedelta(days=1)
SPRING = date(2027, 4, 10)
SCORES = {"effect": 4, "cost": 2, "feasibility": 5}


@pytest.fixture
def suggestion(office):
    return create_suggestion(unit=office, mobile="09120000000", submitted_at=NOW)


@pytest.fixture
def accepted(suggestion, officer, head):
    assess(ticket=suggestion, by=officer, now=NOW, **SCORES)
    answer(suggestion, head)
    suggestion.refresh_from_db()
    return suggestion


def answer(ticket, by, outcome=Outcome.ACCEPTED):
    return lifecycle.answer(ticket=ticket, text="اجرا می‌شود.", outcome=outcome, by=by, now=NOW)


def own(ticket, by, owner, **changes):
    return undertake(ticket=ticket, by=by, owner=owner, **{"due_on": SPRING, "now": LATER, **changes})


def test_scores_are_kept_and_the_latest_hold(suggestion, officer, colleague):
    first = assess(ticket=suggestion, by=officer, now=NOW, **SCORES)
    assess(ticket=suggestion, by=colleague, now=LATER, **SCORES | {"cost": 5})

    assessment = Assessment.objects.get()
    assert (first.details, str(assessment), assessment.event.by) == (SCORES, "4/5/5", colleague)


@pytest.mark.parametrize("wrong", [{"effect": 0}, {"cost": 6}])
def test_score_off_the_scale_is_refused(suggestion, officer, wrong):
    with pytest.raises(NotAllowed):
        assess(ticket=suggestion, by=officer, now=NOW, **SCORES | wrong)


def test_database_refuses_it_too(suggestion, officer):
    assess(ticket=suggestion, by=officer, now=NOW, **SCORES)

    with pytest.raises(IntegrityError, match="assessment_scores_are_on_the_scale"), transaction.atomic():
        Assessment.objects.update(effect=9)


def test_only_open_suggestions_are_scored(office, officer, accepted):
    complaint = create_ticket(unit=office)

    for ticket in (complaint, accepted):
        with pytest.raises(NotAllowed):
            assess(ticket=ticket, by=officer, now=LATER, **SCORES)


def test_other_unit_scores_nothing(suggestion, other_officer):
    with pytest.raises(NotAllowed):
        assess(ticket=suggestion, by=other_officer, now=NOW, **SCORES)


def test_nobody_decides_on_what_is_not_assessed(suggestion, officer, head):
    with pytest.raises(NotReady):
        answer(suggestion, head)
    with pytest.raises(NotReady):
        lifecycle.propose(ticket=suggestion, text="x", outcome=Outcome.ACCEPTED, by=officer, now=NOW)


@pytest.mark.parametrize("kind", ["criticism", "praise", "complaint"])
def test_other_kinds_are_answered_without_scores_or_approval(office, officer, kind):
    ticket = create_ticket(unit=office, kind=kind)
    outcome = {"praise": Outcome.PASSED_ON}.get(kind, Outcome.UPHELD)

    answer(ticket, officer, outcome)

    ticket.refresh_from_db()
    assert ticket.status == Status.ANSWERED


def test_officer_proposes_and_the_head_decides(suggestion, officer, head):
    assess(ticket=suggestion, by=officer, now=NOW, **SCORES)
    with pytest.raises(NotAllowed):
        answer(suggestion, officer)

    lifecycle.propose(ticket=suggestion, text="خوب است", outcome=Outcome.PARTLY_ACCEPTED, by=officer, now=NOW)
    lifecycle.approve(ticket=suggestion, by=head, now=LATER)

    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.outcome) == (Status.ANSWERED, Outcome.PARTLY_ACCEPTED)


def test_accepted_suggestion_gets_an_owner_who_is_told(accepted, officer, head):
    event = own(accepted, head, officer)

    undertaking = Undertaking.objects.get()
    assert (undertaking.owner, undertaking.due_on, undertaking.done) == (officer, SPRING, None)
    assert event.details == {"owner": officer.pk, "due_on": "2027-04-10"}
    assert Notification.objects.get(event=event).recipient == f"user:{officer.pk}"


def test_owner_and_date_may_change_until_it_is_implemented(accepted, officer, colleague, head):
    own(accepted, head, officer)
    own(accepted, officer, colleague, due_on=SPRING + timedelta(days=9))
    implement(ticket=accepted, what_changed="سامانه باز شد.", by=colleague, now=LATER)

    with pytest.raises(NotAllowed):
        own(accepted, head, officer)
    assert Undertaking.objects.get().owner == colleague


def opened_again(suggestion, step):
    """The sender has read the answer and reopens the suggestion, or objects to it."""
    step(ticket=suggestion, reason="نوبت‌ها باز نشد.", now=LATER + timedelta(days=1))
    suggestion.refresh_from_db()
    return suggestion


@pytest.mark.parametrize("step", [lifecycle.reopen, lifecycle.object_to])
def test_suggestion_opened_again_is_assessed_again(accepted, directorate, step):
    above = create_user(role="head", unit=directorate)
    opened_again(accepted, step)
    with pytest.raises(NotReady):
        answer(accepted, above)

    assess(ticket=accepted, by=above, now=LATER + timedelta(days=2), **SCORES)
    answer(accepted, above)

    accepted.refresh_from_db()
    assert (accepted.status, Assessment.objects.count()) == (Status.ANSWERED, 1)


@pytest.mark.parametrize("implemented", [True, False])
def test_what_came_of_an_earlier_answer_binds_the_next_one_no_more(accepted, officer, colleague, head, implemented):
    own(accepted, head, officer)
    if implemented:
        implement(ticket=accepted, what_changed="سامانه باز شد.", by=officer, now=LATER)
    opened_again(accepted, lifecycle.reopen)
    again = LATER + timedelta(days=2)
    assess(ticket=accepted, by=head, now=again, **SCORES)
    lifecycle.answer(ticket=accepted, text="این بار کامل.", outcome=Outcome.ACCEPTED, by=head, now=again)

    with pytest.raises(NotAllowed):
        implement(ticket=accepted, what_changed="باز شد.", by=officer, now=again + timedelta(days=1))
    own(accepted, head, colleague, now=again + timedelta(days=1))
    implement(ticket=accepted, what_changed="نوبت‌ها باز شد.", by=colleague, now=again + timedelta(days=2))

    assert Undertaking.objects.get().done.message.text == "نوبت‌ها باز شد."


def test_owner_is_of_the_unit_and_the_date_to_come(accepted, officer, other_officer, head):
    for changes in ({"owner": other_officer}, {"owner": officer, "due_on": NOW.date()}):
        with pytest.raises(NotAllowed):
            own(accepted, head, **changes)


@pytest.mark.parametrize("outcome", [Outcome.NOT_ACCEPTED, Outcome.ALREADY_DONE])
def test_what_was_not_taken_up_has_no_owner(suggestion, officer, head, outcome):
    assess(ticket=suggestion, by=officer, now=NOW, **SCORES)
    answer(suggestion, head, outcome)

    with pytest.raises(NotAllowed):
        own(suggestion, head, officer)


def test_implementing_tells_the_sender_what_changed_once(accepted, officer, head):
    own(accepted, head, officer)

    event = implement(ticket=accepted, what_changed="سامانه باز شد.", by=officer, now=LATER)

    assert (event.message.text, event.message.is_public) == ("سامانه باز شد.", True)
    assert Notification.objects.get(event=event).recipient == "sender"
    with pytest.raises(NotAllowed):
        implement(ticket=accepted, what_changed="باز هم", by=officer, now=LATER)


def test_nothing_is_implemented_without_an_owner_or_words(accepted, officer, head):
    with pytest.raises(NotAllowed):
        implement(ticket=accepted, what_changed="سامانه باز شد.", by=officer, now=LATER)
    own(accepted, head, officer)
    with pytest.raises(NotAllowed):
        implement(ticket=accepted, what_changed="", by=officer, now=LATER)


def test_head_shows_it_in_public_and_takes_it_out(accepted, head):
    shown = release(ticket=accepted, title="ثبت‌نام در نوبت عصر", by=head, now=LATER)
    title = Release.objects.get().title
    taken_out = conceal(ticket=accepted, by=head, now=LATER)

    assert (shown.name, title, taken_out.name) == (Event.Name.RELEASED, "ثبت‌نام در نوبت عصر", Event.Name.CONCEALED)
    assert not Release.objects.exists()


def test_officer_shows_nothing_in_public(accepted, officer):
    for step in (
        lambda: release(ticket=accepted, title="x", by=officer, now=LATER),
        lambda: conceal(ticket=accepted, by=officer, now=LATER),
    ):
        with pytest.raises(NotAllowed):
            step()


def test_nothing_twice_nothing_without_a_title_nothing_that_is_not_there(accepted, head):
    with pytest.raises(NotAllowed):
        conceal(ticket=accepted, by=head, now=LATER)
    with pytest.raises(NotAllowed):
        release(ticket=accepted, title="", by=head, now=LATER)
    release(ticket=accepted, title="یک", by=head, now=LATER)
    with pytest.raises(NotAllowed):
        release(ticket=accepted, title="دو", by=head, now=LATER)


def test_nothing_is_shown_before_the_sender_could_read_it(suggestion, officer, head, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    assess(ticket=suggestion, by=officer, now=NOW, **SCORES)
    answer(suggestion, head)

    with pytest.raises(NotAllowed):
        release(ticket=suggestion, title="یک", by=head, now=NOW)


def test_nothing_is_shown_before_it_whatever_the_sender_has_read_until_then(suggestion, officer, head, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    reason = ClockReason.objects.get(code="site_visit")
    extend(ticket=suggestion, reason=reason, days=1, text="بازدید", by=officer, now=NOW)
    assess(ticket=suggestion, by=officer, now=NOW, **SCORES)
    answer(suggestion, head)

    with pytest.raises(NotAllowed):
        release(ticket=suggestion, title="یک", by=head, now=NOW)


def test_nothing_is_seen_through_before_the_sender_could_read_it(suggestion, officer, head, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    assess(ticket=suggestion, by=officer, now=NOW, **SCORES)
    answer(suggestion, head)

    with pytest.raises(NotAllowed):
        own(suggestion, head, officer, now=NOW)
    own(suggestion, head, officer)


def test_nothing_sensitive_is_shown(office, head, officer):
    cleared = create_user(role="head", unit=office)
    ticket = create_suggestion(unit=office, topic=create_topic(sensitive=True), submitted_at=NOW)
    assess(ticket=ticket, by=cleared, now=NOW, **SCORES)
    answer(ticket, head)

    with pytest.raises(NotAllowed):
        release(ticket=ticket, title="یک", by=head, now=LATER)
