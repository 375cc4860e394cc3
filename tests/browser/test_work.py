"""The work of the units, the cases that go to and fro and one's own day, read with the keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone

from persian.dates import today
from suggestions.assessing import assess
from tests.browser.conftest import DESK, PHONE
from tests.browser.keys import goes, tab_to
from tests.browser.officer import Officer
from tests.factories import create_suggestion, create_ticket, create_user
from tickets import lifecycle
from tickets.models import Ticket
from tickets.workflow import Outcome, Status
from units.models import Unit


@pytest.fixture
def inspector(site):
    return create_user(role="inspector", unit=Unit.objects.get(code="complaints"))


@pytest.fixture
def people(site):
    """An officer in each of two offices of a district."""
    codes = ("d_q1.nongov", "d_q1.support")
    return [create_user(role="officer", unit=Unit.objects.get(code=code), last_name=code) for code in codes]


@pytest.fixture
def wanderers(people):
    """Two cases that the officers gave to each other, one with a long path."""
    return [_passed_on(people, times) for times in (2, 5)]


def _passed_on(people, times):
    case = create_ticket(unit=people[0].unit, submitted_at=timezone.now() - timedelta(days=30), due_on=today())
    for number in range(times):
        giver, taker = people[number % 2], people[(number + 1) % 2]
        lifecycle.transfer(ticket=case, unit=taker.unit, reason="کار آن اداره است.", by=giver, now=timezone.now())
    return Ticket.objects.get(pk=case.pk)


@pytest.fixture
def open_work(open_page, look, inspector, wanderers):
    """The page of the work, opened by the inspector with the keyboard."""

    def open_work(*, language, size):
        reader = Officer(open_page(size=size), look, inspector, language=language)
        reader.logs_in()
        tab_to(reader.page, '.sections a[href$="/admin/work/"]')
        goes(reader.page, "Enter")
        return reader.page

    return open_work


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_inspector_goes_from_the_figures_to_a_case_that_nobody_keeps(open_work, look, wanderers, language, size):
    page = open_work(language=language, size=size)
    look(page)

    tab_to(page, '.views a[href$="/to-and-fro/"]')
    goes(page, "Enter")
    look(page)
    paths = page.locator(".trail").all()
    assert [path.locator("li").count() for path in paths] == [6, 3]

    tab_to(page, ".queue tbody a")
    goes(page, "Enter")
    assert page.url.endswith(f"/admin/tickets/ticket/{wanderers[1].pk}/change/")


def test_number_leads_to_its_cases_and_a_unit_to_its_people(open_work, look, people, wanderers):
    page = open_work(language="fa", size=DESK)
    unit = wanderers[1].unit

    tab_to(page, f'.figures th a[href="?unit={unit.pk}#people"]')
    goes(page, "Enter")
    assert page.locator("#people").inner_text() == unit.name
    look(page)

    tab_to(page, f'.figures td a[href$="?unit={unit.pk}"]')
    goes(page, "Enter")
    assert page.locator(".queue tbody tr").count() == 1
    look(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_officer_reads_their_day_and_goes_on_to_what_is_due(open_page, look, people, language, size):
    officer = people[0]
    answered = create_ticket(unit=officer.unit, submitted_at=timezone.now() - timedelta(days=9))
    lifecycle.answer(
        ticket=answered, text="بررسی و برگردانده شد.", outcome=Outcome.UPHELD, by=officer, now=timezone.now()
    )
    due = create_ticket(unit=officer.unit, status=Status.IN_REVIEW, assignee=officer, due_on=today())
    reader = Officer(open_page(size=size), look, officer, language=language)
    reader.logs_in()
    tab_to(reader.page, '.sections a[href$="/admin/my-day/"]')
    goes(reader.page, "Enter")
    look(reader.page)
    assert reader.page.locator(".figures tbody tr").count() == 3

    tab_to(reader.page, ".queue tbody a")
    goes(reader.page, "Enter")
    assert reader.page.url.endswith(f"/admin/tickets/ticket/{due.pk}/change/")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_list_of_suggestions_with_and_without_scores_passes_the_look(open_page, look, people, language):
    for scores in ({}, {"effect": 4, "cost": 2, "feasibility": 5}):
        suggestion = create_suggestion(unit=people[0].unit)
        if scores:
            assess(ticket=suggestion, by=people[0], now=timezone.now(), **scores)
    officer = Officer(open_page(), look, people[0], language=language)
    officer.logs_in()
    officer.opens_the_queue("suggestions", "suggestion")

    assert officer.page.locator(".mark.unscored").count() == 1
