"""Nothing is decided over words of the citizen that came while the page of the case stood open."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import create_complaint
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle
from tickets.models import Event, Ticket
from tickets.workflow import Status

ANSWER, WORDS = "مدارک مدرسه را دیدیم و مبلغ برگردانده شد.", "مدرک تازه‌ای دارم."
CAME = "شهروند پس از باز شدن این صفحه نوشته است"
OUTDATED = "شهروند پس از آن نوشته است"
ANSWERED = {"text": ANSWER, "outcome": "upheld"}
CLOSED = {"text": "پروندهٔ دیگری دربارهٔ همین موضوع دارید.", "ground": "duplicate"}


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def seen_in(response, step):
    return BeautifulSoup(words_of(response), "html.parser").find("input", {"name": f"{step}-seen"})["value"]


def status_of(ticket):
    return Ticket.objects.get(pk=ticket.pk).status


@pytest.mark.parametrize(("step", "typed"), [("answer", ANSWERED), ("close", CLOSED)])
def test_words_that_came_meanwhile_are_read_before_anything_is_decided(desk, ticket, step, typed):
    seen = ticket.events.latest("pk").pk
    lifecycle.follow_up(ticket=ticket, text=WORDS, now=timezone.now())

    refused = press(desk, ticket, step, seen=seen, **typed)
    waits = status_of(ticket)
    press(desk, ticket, step, seen=seen_in(refused, step), **typed)

    assert (refused.status_code, waits) == (409, Status.ROUTED)
    assert all(words in words_of(refused) for words in (CAME, WORDS, typed["text"]))
    assert status_of(ticket) in (Status.ANSWERED, Status.CLOSED)


def test_a_second_message_is_read_as_well(desk, ticket):
    seen = ticket.events.latest("pk").pk
    lifecycle.follow_up(ticket=ticket, text=WORDS, now=timezone.now())
    seen = seen_in(press(desk, ticket, "answer", seen=seen, **ANSWERED), "answer")
    lifecycle.follow_up(ticket=ticket, text=WORDS, now=timezone.now())

    assert press(desk, ticket, "answer", seen=seen, **ANSWERED).status_code == 409


def test_second_press_of_what_was_done_asks_nothing(desk, ticket):
    seen = ticket.events.latest("pk").pk
    press(desk, ticket, "answer", seen=seen, **ANSWERED)

    assert press(desk, ticket, "answer", seen=seen, **ANSWERED).status_code == 302
    assert ticket.events.filter(name=Event.Name.ANSWERED).count() == 1


def test_note_is_kept_whatever_came(desk, ticket):
    seen = ticket.events.latest("pk").pk
    lifecycle.follow_up(ticket=ticket, text=WORDS, now=timezone.now())

    assert press(desk, ticket, "note", seen=seen, text="با مدرسه صحبت شد.").status_code == 302


def test_head_approves_no_answer_that_was_written_without_them_unread(client, ticket, officer, head):
    ticket.topic.needs_approval = True
    ticket.topic.save()
    lifecycle.propose(ticket=ticket, by=officer, now=timezone.now(), **ANSWERED)
    proposal, seen = ticket.proposals.get(), ticket.events.latest("pk").pk
    client.force_login(head)
    before = words_of(client.get(address(ticket)))
    lifecycle.follow_up(ticket=ticket, text=WORDS, now=timezone.now())

    refused = press(client, ticket, "approve", seen=seen, proposal=proposal.pk)
    waits = status_of(ticket)
    press(client, ticket, "approve", seen=seen_in(refused, "approve"), proposal=proposal.pk)

    assert (OUTDATED in before, OUTDATED in words_of(refused), CAME in words_of(refused)) == (False, True, True)
    assert (waits, status_of(ticket)) == (Status.IN_REVIEW, Status.ANSWERED)
