"""What was taken up has a tab of its own until it is implemented, and says who is to see to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from persian.dates import today
from suggestions.assessing import implement
from suggestions.models import Undertaking
from tests.factories import create_suggestion, create_ticket
from tickets.history import record
from tickets.models import Event, Ticket
from tickets.workflow import Kind, Outcome, Status

LIST = "/admin/suggestions/suggestion/"
TAB = LIST + "?state=implement"
DAY = timedelta(days=1)


def taken_up(unit, **changes):
    answered = {"status": Status.ANSWERED, "outcome": Outcome.ACCEPTED, "submitted_at": timezone.now() - 6 * DAY}
    return create_suggestion(unit=unit, **answered | changes)


def promise(ticket, owner, days):
    """`owner` is to implement it in so many days."""
    event = record(ticket, Event.Name.UNDERTAKEN, now=timezone.now() - 5 * DAY)
    return Undertaking.objects.create(ticket=ticket, owner=owner, due_on=today() + days * DAY, event=event)


def shown(client, reader, address=TAB):
    client.force_login(reader)
    return client.get(address).context_data["cl"]


def keys(found):
    return [row.ticket.pk for row in found.rows]


def marks(found):
    """{id of a ticket: its marks} of a list."""
    return {row.ticket.pk: dict(row.marks) for row in found.rows}


def test_what_nobody_has_comes_first_then_the_soonest(client, office, officer, colleague):
    spring, soon, late, nobody = (taken_up(office) for _number in range(4))
    for ticket, owner, days in ((spring, officer, 90), (late, colleague, -3), (soon, None, 2)):
        promise(ticket, owner, days)

    assert keys(shown(client, officer)) == [nobody.pk, late.pk, soon.pk, spring.pk]


def test_tab_counts_them(client, office, officer):
    for outcome in (Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED):
        taken_up(office, outcome=outcome)
    taken_up(office, status=Status.CLOSED)  # nobody objected in time

    tabs = {str(words): (address, count) for words, address, _is_shown, count in shown(client, officer).tabs}

    assert tabs["برای اجرا"] == ("?state=implement", "۳")


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": Outcome.NOT_ACCEPTED},
        {"kind": Kind.CRITICISM},
        {"status": Status.IN_REVIEW, "outcome": ""},
    ],
)
def test_of_others_nothing_is_to_be_implemented(client, office, officer, changes):
    ticket = taken_up(office, **changes)

    everything = shown(client, officer, LIST + "?state=all")

    assert (keys(shown(client, officer)), {"ownerless"} & set(marks(everything)[ticket.pk])) == ([], set())


def test_answer_that_can_still_be_taken_back_promises_nothing_yet(client, office, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    ticket = taken_up(office, submitted_at=timezone.now() - timedelta(minutes=4))

    before = keys(shown(client, officer))
    Ticket.objects.filter(pk=ticket.pk).update(answered_at=timezone.now() - timedelta(minutes=6))

    assert (before, keys(shown(client, officer))) == ([], [ticket.pk])


def test_what_is_implemented_leaves_the_tab_and_what_is_reopened_too(client, office, officer):
    done, reopened = taken_up(office), taken_up(office)
    for ticket in (done, reopened):
        promise(ticket, officer, 9)
    implement(ticket=done, what_changed="اجرا شد.", by=officer, now=timezone.now())
    Ticket.objects.filter(pk=reopened.pk).update(status=Status.IN_REVIEW, outcome="", answered_at=None)  # as reopen

    assert keys(shown(client, officer)) == []
    assert marks(shown(client, officer, LIST + "?state=answered"))[done.pk] == {}


def test_promise_of_an_earlier_answer_is_not_that_of_this_one(client, office, officer):
    ticket = taken_up(office)
    promise(ticket, officer, 9)
    Ticket.objects.filter(pk=ticket.pk).update(answered_at=timezone.now() - DAY)

    assert marks(shown(client, officer))[ticket.pk] == {"ownerless": "هنوز کسی مسئول اجرای آن نیست"}


@pytest.mark.parametrize(
    ("days", "is_owned", "icon", "words"),
    [
        (0, True, "owned", "اجرا تا"),
        (-1, True, "overdue", "اجرا نشد"),
        (-1, False, "ownerless", "دیگر کسی مسئول اجرای آن نیست"),
    ],
)
def test_row_says_who_has_it_until_when(client, office, officer, days, is_owned, icon, words):
    ticket = taken_up(office)
    promise(ticket, officer if is_owned else None, days)

    said = marks(shown(client, officer))[ticket.pk]

    assert (list(said), words in said[icon], str(officer) in said[icon]) == ([icon], True, is_owned)


def test_queues_of_other_sections_have_no_such_tab(client, office, officer):
    taken_up(office)
    waiting = create_ticket(unit=office)

    found = shown(client, officer, "/admin/tickets/ticket/?state=implement")

    assert (keys(found), len(list(found.tabs))) == ([waiting.pk], 9)


@pytest.mark.parametrize(("reader", "queries"), [("officer", 11), ("head", 12), ("inspector", 11), ("director", 11)])
@pytest.mark.parametrize("rows", [1, 24])
def test_queries_are_as_many_for_few_rows_as_for_many(
    client, request, office, officer, reader, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        promise(taken_up(office), officer if number % 2 else None, number)
    create_suggestion(unit=office)
    client.force_login(request.getfixturevalue(reader))

    with django_assert_num_queries(queries):
        client.get(LIST + "?state=all")
