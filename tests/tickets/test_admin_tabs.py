"""The tabs of the queue: what stands under each, how many, and in what order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from persian.dates import today
from tests.factories import create_complaint, create_message, create_suggestion, create_ticket, create_user
from tests.tickets.desk import QUEUE, pks
from tickets import counting
from tickets.admin.marks import marks_of
from tickets.models import Event, Proposal, Ticket
from tickets.workflow import Outcome, Status

NOW = timezone.now()
TODAY, YESTERDAY, LATER = today(), today() - timedelta(days=1), today() + timedelta(days=9)


def propose(ticket, by):
    """An answer drafted by `by` waits for a head."""
    message = create_message(ticket=ticket, written_by=by, is_public=False)
    event = Event.objects.create(
        ticket=ticket, name=Event.Name.PROPOSED, at=NOW, by=by, kind=ticket.kind, topic=ticket.topic, message=message
    )
    return Proposal.objects.create(ticket=ticket, event=event, message=message, outcome=Outcome.UPHELD)


@pytest.fixture
def cases(office, officer):
    """One case of each sort, by name."""
    waiting, begun = Status.AWAITING_CITIZEN, Status.IN_REVIEW
    return {
        "late": create_ticket(unit=office, due_on=YESTERDAY),
        "late but paused": create_ticket(unit=office, due_on=YESTERDAY, status=waiting),
        "today": create_ticket(unit=office, due_on=TODAY, status=begun),
        "mine": create_ticket(unit=office, due_on=LATER, status=begun, assignee=officer),
        "new": create_ticket(unit=office, due_on=LATER),
        "answered": create_ticket(unit=office, status=Status.ANSWERED, assignee=officer),
        "withdrawn": create_ticket(unit=office, status=Status.WITHDRAWN),
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", {"late", "late but paused", "today", "mine", "new"}),
        ("?state=today", {"today"}),
        ("?state=soon", {"today"}),
        ("?state=overdue", {"late"}),
        ("?state=waiting", {"late but paused"}),
        ("?state=new", {"late", "new"}),
        ("?state=mine", {"mine"}),
        ("?state=answered", {"answered"}),
        ("?state=approval", {"late", "late but paused", "today", "mine", "new"}),  # not an officer's: as if not asked
    ],
)
def test_each_tab_answers_its_question(seen_by, officer, cases, asked, expected):
    names = {ticket.pk: name for name, ticket in cases.items()}

    assert {names[pk] for pk in pks(seen_by(officer, QUEUE + asked))} == expected


def counts_of(client, user, address=QUEUE):
    client.force_login(user)
    tabs = client.get(address).context_data["cl"].tabs
    return {address.rpartition("state=")[2]: count for _words, address, _shown, count in tabs}


def test_counts_say_what_stands_under_each_tab(client, officer, cases):
    assert counts_of(client, officer) == {
        "?": "۵",
        "today": "۱",
        "soon": "۱",
        "overdue": "۱",
        "waiting": "۱",
        "new": "۲",
        "mine": "۱",
        "answered": "۱",
        "all": "۷",
    }


def test_counts_are_of_what_one_may_see_and_of_the_section(client, officer, office, other_office):
    create_complaint(unit=office)
    create_suggestion(unit=office)
    create_complaint(unit=other_office)
    create_complaint(unit=office, sensitive=True)

    assert counts_of(client, officer)["all"] == "۲"
    assert counts_of(client, officer, "/admin/suggestions/suggestion/")["all"] == "۱"


def test_what_waits_for_approval_is_a_tab_of_heads(client, seen_by, head, officer, office):
    ticket, decided = create_ticket(unit=office), create_ticket(unit=office)
    propose(ticket, officer)
    Proposal.objects.filter(pk=propose(decided, officer).pk).update(decided_at=NOW)

    assert pks(seen_by(head, QUEUE + "?state=approval")) == [ticket.pk]
    assert counts_of(client, head)["approval"] == "۱"
    assert "approval" not in counts_of(client, officer)


def test_count_goes_so_far_and_no_further(monkeypatch, client, officer, cases):
    monkeypatch.setattr(counting, "MOST", 4)

    assert counts_of(client, officer)["all"] == "۴+"


def unread(ticket, at=NOW):
    Ticket.objects.filter(pk=ticket.pk).update(citizen_wrote_at=at)
    return ticket


@pytest.mark.parametrize("state", ["", "?state=new"])
def test_unread_words_of_the_citizen_come_first_then_time_left(seen_by, officer, office, state):
    sooner, later = create_ticket(unit=office, due_on=TODAY), create_ticket(unit=office, due_on=LATER)
    read_late = unread(create_ticket(unit=office, due_on=LATER), NOW - timedelta(days=3))
    read_soon = unread(create_ticket(unit=office, due_on=TODAY))

    assert pks(seen_by(officer, QUEUE + state)) == pks([read_soon, read_late, sooner, later])


def test_order_survives_paging(seen_by, officer, office):
    same_day = [create_ticket(unit=office, due_on=LATER) for _ in range(30)]
    last = unread(same_day[-1])

    pages = seen_by(officer, QUEUE + "?p=1") + seen_by(officer, QUEUE + "?p=2")

    assert pks(pages) == pks([last, *same_day[:-1]])


def test_row_is_marked_with_signs_and_words(client, officer, office):
    ticket = create_ticket(unit=office, status=Status.AWAITING_CITIZEN, assignee=officer)
    Ticket.objects.filter(pk=ticket.pk).update(citizen_wrote_at=NOW, times_reopened=1)
    propose(ticket, officer)
    client.force_login(officer)

    (row,) = client.get(QUEUE).context_data["cl"].rows

    assert [icon for icon, _words in row.marks] == ["unread", "paused", "reopened", "approval"]


def test_plain_row_has_no_marks(client, officer, office):
    create_ticket(unit=office)
    client.force_login(officer)

    (row,) = client.get(QUEUE).context_data["cl"].rows

    assert marks_of(row.ticket) == ()


def test_who_has_no_unit_has_empty_tabs(client, cases):
    client.force_login(create_user(role="officer"))

    page = client.get(QUEUE)

    assert {count for _words, _address, _is_shown, count in page.context_data["cl"].tabs} == {"۰"}
