"""The page of somebody who leaves asks who gets their open cases, and nothing stays with them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from persian.dates import today
from suggestions.assessing import undertake
from suggestions.models import Undertaking
from tests.factories import create_suggestion, create_ticket, create_user
from tickets.models import Ticket
from tickets.workflow import Outcome, Status
from units.models import User

from .test_heads_keep_staff import form_of_officer
from .test_staff_admin import page_of


@pytest.fixture(params=["head", "administrator"])
def desk(request, client):
    client.force_login(request.getfixturevalue(request.param))
    return client


@pytest.fixture
def ticket(officer):
    return create_ticket(unit=officer.unit, assignee=officer)


def left(officer, **changes):
    return form_of_officer(officer) | {"is_active": ""} | changes


def test_cases_go_to_the_colleague_chosen(desk, officer, colleague, ticket):
    page = desk.post(page_of(officer), left(officer, cases_to=colleague.pk), follow=True).content.decode()

    assert (User.objects.get(pk=officer.pk).is_active, Ticket.objects.get().assignee) == (False, colleague)
    assert f"۱ پرونده به {colleague} داده شد" in page


def test_all_cases_of_a_unit_without_anybody_go_to_the_one_above(desk, officer, ticket, head):
    nobodys = create_ticket(unit=officer.unit)

    page = desk.post(page_of(officer), left(officer), follow=True)

    said = " ".join(str(message) for message in page.context["messages"])
    assert {case.unit for case in Ticket.objects.filter(pk__in=[ticket.pk, nobodys.pk])} == {head.unit}
    assert ("۲" in said, str(officer.unit) in said) == (True, True)


def test_officer_who_moves_leaves_no_case_in_the_dark(desk, officer, ticket, head, unit):
    desk.post(page_of(officer), form_of_officer(officer, unit=unit("d_q1.complaints").pk))

    assert Ticket.objects.get().unit == head.unit


def test_cases_wait_in_the_queue_where_nobody_is_chosen(desk, officer, colleague, ticket):
    page = desk.post(page_of(officer), left(officer), follow=True).content.decode()

    assert (Ticket.objects.get().assignee, "در صف واحد" in page) == (None, True)


def test_move_and_lost_role_hand_over_as_well(desk, officer, ticket, unit):
    desk.post(page_of(officer), form_of_officer(officer) | {"groups": []})
    after_role = Ticket.objects.get().assignee
    Ticket.objects.update(assignee=officer)
    desk.post(page_of(officer), form_of_officer(officer, unit=unit("d_q1.complaints").pk))

    assert (after_role, Ticket.objects.get().assignee) == (None, None)


def test_nothing_is_handed_over_where_nobody_leaves(desk, officer, colleague, ticket):
    desk.post(page_of(officer), form_of_officer(officer, cases_to=colleague.pk))

    assert Ticket.objects.get().assignee == officer


def test_page_offers_colleagues_who_may_work_on_it(desk, officer, colleague, ticket, other_officer, office):
    idle = create_user(role="reception", unit=office)

    offered = desk.get(page_of(officer)).context_data["adminform"].form.fields["cases_to"].queryset

    assert (list(offered), idle in offered) == ([colleague], False)


def test_colleague_of_elsewhere_is_refused(desk, officer, other_officer, ticket):
    answer = desk.post(page_of(officer), left(officer, cases_to=other_officer.pk))

    assert (answer.status_code, User.objects.get(pk=officer.pk).is_active) == (200, True)


def test_who_has_no_open_cases_is_not_asked_about(desk, officer):
    assert 'name="cases_to"' not in desk.get(page_of(officer)).content.decode()


@pytest.fixture
def owned(officer):
    accepted = {"status": Status.ANSWERED, "outcome": Outcome.ACCEPTED}
    suggestion = create_suggestion(unit=officer.unit, submitted_at=timezone.now() - timedelta(days=40), **accepted)
    due_on = today() + timedelta(days=30)
    undertake(ticket=suggestion, owner=officer, due_on=due_on, by=officer, now=timezone.now())
    return suggestion


def test_suggestions_to_be_seen_through_go_along_with_the_cases(desk, officer, colleague, ticket, owned):
    asked = desk.get(page_of(officer)).content.decode()
    page = desk.post(page_of(officer), left(officer, cases_to=colleague.pk), follow=True).content.decode()

    assert "۱ پروندهٔ باز و ۱ پیشنهاد پذیرفته‌شده" in asked
    assert (Ticket.objects.get(pk=ticket.pk).assignee, Undertaking.objects.get().owner) == (colleague, colleague)
    assert f"۱ پیشنهاد پذیرفته‌شده به {colleague} سپرده شد" in page


def test_suggestions_alone_are_asked_about_and_the_head_is_told_where_nobody_is_chosen(desk, officer, owned):
    asked = desk.get(page_of(officer)).content.decode()
    page = desk.post(page_of(officer), left(officer), follow=True).content.decode()

    assert ("۱ پیشنهاد پذیرفته‌شده" in asked, "رئیس واحد آگاه می‌شود" in asked, "پروندهٔ باز" in asked) == (
        True,
        True,
        False,
    )
    assert (Undertaking.objects.get().owner, "پیشنهاد پذیرفته‌شده دیگر مسئولی ندارد" in page) == (None, True)
