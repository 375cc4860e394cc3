"""Hidden names are opened by inspectors only, with a reason, for an hour; respondents never see their case."""

from datetime import timedelta

import pytest

from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.models import Event, Ticket
from tickets.workflow import Identity, NotAllowed

from .conftest import NOW

HOUR = timedelta(minutes=60)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def hidden(office):
    return create_ticket(unit=office, identity=Identity.HIDDEN, submitted_at=NOW)


def reveal(ticket, by, **changes):
    return lifecycle.reveal_sender(ticket=ticket, by=by, **{"reason": "برای احضار شاهد", "now": NOW, **changes})


def test_inspector_opens_a_hidden_name_with_a_reason_for_the_sender(hidden, inspector):
    event = reveal(hidden, inspector)

    assert (event.name, event.by, event.message.text) == (Event.Name.SENDER_REVEALED, inspector, "برای احضار شاهد")
    assert (event.message.is_public, event.message.published_at) == (True, NOW)


@pytest.mark.parametrize(("after", "open_still"), [(timedelta(0), True), (HOUR - MOMENT, True), (HOUR, False)])
def test_it_stays_open_for_sixty_minutes(hidden, inspector, after, open_still):
    reveal(hidden, inspector)

    until = lifecycle.revealed_until(hidden, by=inspector, now=NOW + after)

    assert until == (NOW + HOUR if open_still else None)


def test_it_is_open_to_nobody_else(hidden, inspector, complaints_office):
    reveal(hidden, inspector)
    second = create_user(role="inspector", unit=complaints_office)

    assert lifecycle.revealed_until(hidden, by=second, now=NOW) is None


@pytest.mark.parametrize("person", ["officer", "head", "director", "administrator", "superuser"])
def test_nobody_else_opens_a_hidden_name(hidden, person, request):
    by = request.getfixturevalue(person)

    with pytest.raises(NotAllowed):
        reveal(hidden, by)
    assert lifecycle.revealed_until(hidden, by=by, now=NOW) is None


def test_inspector_of_another_district_opens_nothing(hidden, unit):
    stranger = create_user(role="inspector", unit=unit("d_q2.complaints"))

    with pytest.raises(NotAllowed):
        reveal(hidden, stranger)


def test_opening_takes_a_reason(hidden, inspector):
    with pytest.raises(NotAllowed):
        reveal(hidden, inspector, reason="")


@pytest.mark.parametrize("identity", [Identity.NAMED, Identity.ANONYMOUS])
def test_only_hidden_names_are_revealed(office, inspector, identity):
    ticket = create_ticket(unit=office, kind="report", identity=identity)

    with pytest.raises(NotAllowed):
        reveal(ticket, inspector)
    assert lifecycle.revealed_until(ticket, by=inspector, now=NOW) is None


def test_hidden_name_is_not_opened_as_a_named_one(hidden, inspector):
    with pytest.raises(NotAllowed):
        lifecycle.open_sender(ticket=hidden, by=inspector, now=NOW)


def name_respondent(ticket, respondent, by):
    return lifecycle.name_respondent(ticket=ticket, respondent=respondent, by=by, now=NOW)


def test_respondent_loses_the_case_at_once(ticket, officer, colleague):
    lifecycle.assign(ticket=ticket, assignee=colleague, by=officer, now=NOW)

    event = name_respondent(ticket, colleague, officer)

    ticket.refresh_from_db()
    assert (ticket.respondent_user, ticket.assignee) == (colleague, None)
    assert event.details == {"respondent": colleague.pk}
    assert not Ticket.objects.visible_to(colleague).exists()


def test_case_leaves_a_unit_where_only_the_respondent_works(ticket, officer, head, district):
    name_respondent(ticket, officer, head)

    ticket.refresh_from_db()
    assert ticket.unit == district


def test_nobody_marks_themselves_nor_twice(ticket, officer, colleague):
    name_respondent(ticket, colleague, officer)

    for respondent in (officer, colleague):
        with pytest.raises(NotAllowed):
            name_respondent(ticket, respondent, officer)


def test_mark_is_lifted_by_the_head_not_by_an_officer(ticket, officer, colleague, head):
    name_respondent(ticket, colleague, officer)

    with pytest.raises(NotAllowed):
        name_respondent(ticket, None, officer)
    name_respondent(ticket, None, head)

    ticket.refresh_from_db()
    assert ticket.respondent_user is None


def test_inspector_may_lift_it_as_well(ticket, officer, colleague, inspector):
    name_respondent(ticket, colleague, officer)

    name_respondent(ticket, None, inspector)

    ticket.refresh_from_db()
    assert ticket.respondent_user is None


def test_director_marks_nobody_and_who_has_left_is_none(ticket, director, officer, colleague):
    gone = create_user(role="officer", unit=ticket.unit, is_active=False)

    for respondent, by in ((colleague, director), (gone, officer)):
        with pytest.raises(NotAllowed):
            name_respondent(ticket, respondent, by)


def test_answered_case_stays_where_it_is(ticket, officer, head):
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome="upheld", by=officer, now=NOW)

    name_respondent(ticket, officer, head)

    ticket.refresh_from_db()
    assert ticket.unit == officer.unit


def test_answer_proposed_by_the_respondent_is_approved_by_nobody(ticket, officer, colleague, head):
    ticket.unit.needs_approval = True
    ticket.unit.save()
    lifecycle.propose(ticket=ticket, text="بررسی شد.", outcome="upheld", by=colleague, now=NOW)

    name_respondent(ticket, colleague, officer)

    with pytest.raises(NotAllowed):
        lifecycle.approve(ticket=ticket, by=head, now=NOW)
