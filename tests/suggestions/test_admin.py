"""The list of suggestions says which of them nobody has scored yet."""

import pytest
from django.utils import timezone

from suggestions.assessing import assess
from suggestions.models import Assessment
from tests.factories import create_suggestion
from tickets.history import record
from tickets.models import Event, Ticket
from tickets.workflow import Kind, Status

LIST = "/admin/suggestions/suggestion/"
SCORES = {"effect": 4, "cost": 2, "feasibility": 5}
HINT = ("unscored", "هنوز امتیاز ندارد")


def marked(client, reader, query=""):
    """The ids of the rows with the hint, in the list as `reader` sees it."""
    client.force_login(reader)
    rows = client.get(LIST + query).context_data["cl"].rows
    return {row.ticket.pk for row in rows if HINT in row.marks}


@pytest.fixture
def suggestion(office):
    return create_suggestion(unit=office)


def test_suggestion_without_scores_says_so_until_it_is_scored(client, suggestion, officer):
    before = marked(client, officer)
    assess(ticket=suggestion, by=officer, now=timezone.now(), **SCORES)

    assert (before, marked(client, officer)) == ({suggestion.pk}, set())


def test_suggestion_opened_again_is_scored_again(client, suggestion, officer):
    assess(ticket=suggestion, by=officer, now=timezone.now(), **SCORES)
    record(suggestion, Event.Name.REOPENED, now=timezone.now())

    assert marked(client, officer) == {suggestion.pk}


def test_nothing_else_is_said_to_lack_scores(client, office, officer):
    for kind in (Kind.CRITICISM, Kind.PRAISE):
        create_suggestion(unit=office, kind=kind)
    create_suggestion(unit=office, status=Status.ANSWERED)

    assert marked(client, officer, "?state=all") == set()
    assert Ticket.objects.count() == 3


def test_who_only_reads_is_not_told_of_work_that_is_not_theirs(client, suggestion, director):
    assert marked(client, director) == set()


@pytest.mark.parametrize("rows", [1, 25])
def test_hint_is_asked_once_for_the_whole_page(client, office, officer, rows, django_assert_num_queries):
    for number in range(rows):
        suggestion = create_suggestion(unit=office)
        if number % 2:
            assess(ticket=suggestion, by=officer, now=timezone.now(), **SCORES)
    client.force_login(officer)

    with django_assert_num_queries(11):
        client.get(LIST)
    assert Assessment.objects.count() == rows // 2
