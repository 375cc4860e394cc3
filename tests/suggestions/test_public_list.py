"""What everybody may read of suggestions: titles and outcomes, names only of who agreed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suggestions import assessing
from suggestions.models import Release, SuggestionDetails, Undertaking
from tests.factories import create_message, create_suggestion, create_user
from tests.journeys import fill
from tests.suggestions.test_journey import SUGGESTION, send
from tickets import lifecycle
from tickets.history import record
from tickets.models import Event
from tickets.workflow import Identity, Status

PAGE = "/suggestions/public/"
NOW = timezone.now()


def released(office, title="نوبت اینترنتی", *, agrees=False, **ticket):
    suggestion = create_suggestion(unit=office, **{"status": Status.ANSWERED, "submitted_at": NOW, **ticket})
    suggestion.suggestion_details.may_be_named = agrees
    suggestion.suggestion_details.save()
    return Release.objects.create(ticket=suggestion, title=title, released_at=NOW)


def answer_event(suggestion):
    """The answer of a case that was made as answered: what a citizen objects to."""
    words = create_message(ticket=suggestion, text="پذیرفته شد.", written_by=create_user(role="officer"), at=NOW)
    return record(suggestion, Event.Name.ANSWERED, now=NOW, message=words)


def reopen(*, ticket, now):
    return lifecycle.reopen(ticket=ticket, reason="ناقص است.", now=now)


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


@pytest.mark.parametrize(("days_before_the_answer", "stands"), [(0, True), (1, False)])
def test_implemented_one_says_when_unless_an_earlier_answer_was(
    client, office, officer, days_before_the_answer, stands
):
    ticket, at = released(office).ticket, NOW - timedelta(days=days_before_the_answer)
    named, done = (record(ticket, event, by=officer, now=at) for event in ("undertaken", "implemented"))
    Undertaking.objects.create(ticket=ticket, owner=officer, due_on=NOW.date(), event=named, done=done)

    assert rows(client)[0].implemented_on == (timezone.localdate(NOW) if stands else None)


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


def test_reopened_or_withdrawn_is_not_shown(client, office):
    for number, step in enumerate((reopen, lifecycle.withdraw)):
        release = released(office, title=str(number))
        answer_event(release.ticket)
        step(ticket=release.ticket, now=NOW + timedelta(hours=1))

    assert rows(client) == []


def test_next_answer_is_not_shown_before_it_is_released_again(client, office, head):
    release = released(office)
    answer_event(release.ticket)
    reopen(ticket=release.ticket, now=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    assessing.assess(ticket=release.ticket, effect=1, cost=1, feasibility=1, by=head, now=later)
    lifecycle.answer(ticket=release.ticket, text="پذیرفته نشد.", outcome="not_accepted", by=head, now=later)
    before = rows(client)
    assessing.release(ticket=release.ticket, title="نوبت", by=head, now=later + timedelta(hours=1))

    assert (before, [str(row.outcome) for row in rows(client)]) == ([], ["پذیرفته نشد"])


def test_what_became_sensitive_is_not_shown(client, office):
    released(office, sensitive=True)

    assert rows(client) == []


@pytest.mark.parametrize(("name", "agrees"), [("مریم رضایی", True), ("", False)])
def test_tick_counts_only_beside_a_name(client, reference, name, agrees):
    send(client, SUGGESTION | {"you": {"contact": "none", "name": name, "may_be_named": "on"}})

    assert SuggestionDetails.objects.get().may_be_named is agrees


def test_criticism_is_not_asked_for_it(client, reference):
    pages = {"kind": {"kind": "criticism"}, "topic": {"topic": "culture"}, "place": SUGGESTION["place"]}
    fill(client, pages | {"words": {"text": "بی‌برنامه بود."}, "files": {}}, system="suggestions")

    assert "may_be_named" not in client.get("/suggestions/you/").context["form"].fields
