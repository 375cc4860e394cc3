"""Trays: words and files of one message wait together, go together, and go once."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore

from tests.factories import create_attachment, create_message, create_ticket, create_topic
from tests.tickets.attachments.conftest import NOW
from tickets import drafts, intake, lifecycle, tracking
from tickets.attachments import orphans, trays
from tickets.models import Attachment, Draft, DropOff, Message
from tickets.workflow import NotAllowed

FOLLOW_UP = trays.FOLLOW_UP


@pytest.fixture
def session():
    return SessionStore()


@pytest.fixture
def ticket(reference):
    return create_ticket(submitted_at=NOW)


@pytest.fixture
def tray(session, ticket):
    return trays.find_or_begin(session, FOLLOW_UP, ticket, now=NOW)


def fill(draft):
    """A file in every status; returns {status: its key}."""
    keys = {
        status: create_attachment(draft=draft, status=status, created_at=NOW).key
        for status in ("arriving", "pending", "checking", "ready", "dead")
    }
    return keys | {"refused": create_attachment(draft=draft, status="refused", refusal="type", created_at=NOW).key}


def statuses(owner):
    return sorted(owner.attachments.values_list("status", flat=True))


def test_tray_is_found_by_its_session_purpose_and_ticket(session, ticket, tray):
    other = create_ticket()

    found = [
        trays.find(*where, now=NOW)
        for where in [
            (session, FOLLOW_UP, ticket),
            (session, "note", ticket),
            (session, FOLLOW_UP, other),
            (SessionStore(), FOLLOW_UP, ticket),
        ]
    ]

    assert found == [tray, None, None, None]


def test_tray_is_begun_once(session, ticket, tray):
    again = trays.find_or_begin(session, FOLLOW_UP, ticket, now=NOW)

    assert (again, Draft.objects.count()) == (tray, 1)


def test_tray_lives_for_a_day(session, ticket, tray):
    found = trays.find(session, FOLLOW_UP, ticket, now=NOW + timedelta(hours=24))

    assert found is None


def test_tray_that_is_closed_remembers_only_that_it_was_sent(session, ticket, tray):
    drafts.keep(tray, "follow_up", {"text": ["نامه"]})
    before = trays.was_sent(session, FOLLOW_UP, ticket, str(tray.pk))

    trays.close(tray, now=NOW)

    tray.refresh_from_db()
    assert (before, trays.was_sent(session, FOLLOW_UP, ticket, str(tray.pk))) == (False, True)
    assert (tray.content, tray.expires_at) == ({}, NOW + timedelta(minutes=30))
    assert trays.find_or_begin(session, FOLLOW_UP, ticket, now=NOW) != tray


@pytest.mark.parametrize("key", [None, "", "x", "00000000-0000-0000-0000-000000000000"])
def test_other_keys_were_not_sent(session, ticket, tray, key):
    trays.close(tray, now=NOW)

    assert trays.was_sent(session, FOLLOW_UP, ticket, key) is False


def test_nothing_was_sent_from_a_session_without_a_tray(session, ticket):
    assert trays.was_sent(session, FOLLOW_UP, ticket, None) is False


def test_discarded_tray_is_no_form_given_up(session, ticket, tray):
    drafts.forget_all(session)

    assert (Draft.objects.count(), DropOff.objects.count()) == (0, 0)


def test_files_are_shown_once_they_have_arrived(tray):
    fill(tray)

    assert [file.status for file in trays.files_in(tray)] == ["pending", "checking", "ready", "dead", "refused"]


def test_without_a_tray_there_are_no_files(db):
    assert (trays.files_in(None), trays.hand_over(None, None)) == ([], 0)


@pytest.mark.parametrize("status", ["pending", "checking", "ready", "dead", "refused"])
def test_file_taken_out_is_gone(tray, status):
    keys = fill(tray)

    trays.take_out(tray, str(keys[status]))

    gone = Attachment.objects.get(key=keys[status])
    assert (gone.draft, gone.status, tray.attachments.count()) == (None, status, 5)


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000", "\0"])
def test_key_of_no_file_takes_out_nothing(tray, key):
    fill(tray)

    trays.take_out(tray, key)

    assert tray.attachments.count() == 6


def test_file_of_another_tray_stays(tray, draft):
    theirs = create_attachment(draft=draft)

    trays.take_out(tray, str(theirs.key))

    assert draft.attachments.count() == 1


def test_file_of_a_message_can_be_taken_out_no_more(tray, ticket):
    file = create_attachment(draft=tray)
    message = create_message(ticket=ticket)
    trays.hand_over(tray, message)

    trays.take_out(tray, str(file.key))

    assert statuses(message) == ["pending"]


def test_all_but_the_refused_and_arriving_are_handed_over_once(tray, ticket):
    fill(tray)
    first, second = create_message(ticket=ticket), create_message(ticket=ticket)

    handed_over = [trays.hand_over(tray, first), trays.hand_over(tray, second)]

    assert (handed_over, statuses(second)) == ([4, 0], [])
    assert (statuses(first), statuses(tray)) == (["checking", "dead", "pending", "ready"], ["arriving", "refused"])


def test_files_go_with_a_follow_up(tray, ticket):
    create_attachment(draft=tray)

    lifecycle.follow_up(ticket=ticket, text="", tray=tray, now=NOW)

    assert statuses(ticket.messages.last()) == ["pending"]


def test_follow_up_of_nothing_but_refused_files_is_none(tray, ticket):
    create_attachment(draft=tray, status="refused", refusal="type")

    with pytest.raises(NotAllowed, match="nothing"):
        lifecycle.follow_up(ticket=ticket, text="", tray=tray, now=NOW)

    assert (ticket.messages.count(), statuses(tray)) == (1, ["refused"])


@pytest.fixture
def submit(reference, create_draft):
    """Send one and the same form: `submit()`."""
    draft = create_draft(content={"code": tracking.new_code()})
    fill(draft)
    facts = {"kind": "complaint", "topic": create_topic(), "place": intake.Place(), "about": None, "text": "نامه"}
    facts |= {"sender": intake.Person(identity="named"), "details": None, "draft": draft, "now": NOW}
    return lambda: intake.submit(**facts)


def test_files_go_with_the_first_message(submit):
    ticket = submit()

    assert statuses(ticket.messages.get()) == ["checking", "dead", "pending", "ready"]


def test_second_press_changes_nothing(submit):
    first, second = submit(), submit()

    assert (first, Message.objects.count()) == (second, 1)
    assert statuses(first.messages.get()) == ["checking", "dead", "pending", "ready"]


def test_what_did_not_go_along_dies_with_the_draft(submit, stored):
    submit()

    drafts.clear_expired(now=NOW + timedelta(minutes=30))
    orphans.sweep(now=NOW)

    assert (sorted(Attachment.objects.values_list("status", flat=True)), len(stored())) == (
        ["checking", "dead", "pending", "ready"],
        4,
    )
