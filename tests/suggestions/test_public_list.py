"""What everybody may read of suggestions: titles and outcomes, names only of who agreed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suggestions.models import Release, SuggestionDetails, Undertaking
from tests.factories import create_suggestion
from tests.journeys import fill
from tests.suggestions.test_journey import SUGGESTION, send
from tickets.history import record
from tickets.models import Event
from tickets.workflow import Identity, Status

PAGE = "/suggestions/public/"
NOW = timezone.now()


def released(office, title="نوبت اینترنتی", *, agrees=False, **ticket):
    suggestion = create_suggestion(unit=office, status=Status.ANSWERED, **ticket)
    suggestion.suggestion_details.may_be_named = agrees
    suggestion.suggestion_details.save()
    return Release.objects.create(ticket=suggestion, title=title, released_at=NOW)


def rows(client):
    return client.get(PAGE).context["rows"]


def test_title_and_outcome_stand_there_and_no_name(client, office):
    released(office)

    page = client.get(PAGE)

    assert [(row.title, str(row.outcome), row.sender) for row in page.context["rows"]] == [
        ("نوبت اینترنتی", "پذیرفته", "")
    ]
    assert ("مریم رضایی" in page.content.decode(), "صف ثبت‌نام" in page.content.decode()) == (False, False)


@pytest.mark.parametrize(
    ("identity", "name"), [(Identity.NAMED, "مریم رضایی"), (Identity.HIDDEN, ""), (Identity.ANONYMOUS, "")]
)
def test_name_of_who_agreed_stands_there_unless_it_is_kept(client, office, identity, name):
    released(office, agrees=True, identity=identity)

    assert [row.sender for row in rows(client)] == [name]


def test_implemented_one_says_when(client, office, officer):
    release = released(office)
    done = record(release.ticket, Event.Name.IMPLEMENTED, by=officer, now=NOW)
    Undertaking.objects.create(ticket=release.ticket, owner=officer, due_on=NOW.date(), done=done)

    assert rows(client)[0].implemented_on == timezone.localdate(NOW)


def test_empty_list_says_so(client, reference):
    assert "هنوز پیشنهادی در این فهرست نیست" in client.get(PAGE).content.decode()


def test_what_is_not_released_is_not_there(client, office):
    create_suggestion(unit=office, status=Status.ANSWERED)

    assert rows(client) == []


@pytest.mark.parametrize("count", [1, 20])
def test_list_asks_the_same_for_few_and_many(client, office, django_assert_num_queries, count):
    for number in range(count):
        released(office, title=f"پیشنهاد {number}", agrees=True)

    with django_assert_num_queries(4):  # the organisation, the channels, how many, these
        response = client.get(PAGE)

    assert len(response.context["rows"]) == count


def test_pages_follow_one_another_the_latest_first(client, office):
    for number in range(21):
        release = released(office, title=str(number))
        Release.objects.filter(pk=release.pk).update(released_at=NOW + timedelta(minutes=number))

    second = client.get(PAGE + "?page=۲").context["rows"]

    assert (rows(client)[0].title, [row.title for row in second]) == ("20", ["0"])
    assert client.get(PAGE + "?page=x").status_code == 200


@pytest.mark.parametrize(("name", "agrees"), [("مریم رضایی", True), ("", False)])
def test_tick_counts_only_beside_a_name(client, reference, name, agrees):
    send(client, SUGGESTION | {"you": {"contact": "none", "name": name, "may_be_named": "on"}})

    assert SuggestionDetails.objects.get().may_be_named is agrees


def test_criticism_is_not_asked_for_it(client, reference):
    pages = {"kind": {"kind": "criticism"}, "topic": {"topic": "culture"}, "place": SUGGESTION["place"]}
    fill(client, pages | {"words": {"text": "بی‌برنامه بود."}, "files": {}}, system="suggestions")

    assert "may_be_named" not in client.get("/suggestions/you/").context["form"].fields
