"""What staff typed and did not send: kept for them alone, and told to colleagues only as that they are typing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import create_ticket, create_user
from tickets import desk_drafts, sweep
from tickets.models import DeskDraft
from units.models import User

NOW = timezone.now()
WORDS = {"answer-text": "سلام. بررسی کردیم."}


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office)


def keep(owner, ticket, words=WORDS, *, now=NOW):
    return desk_drafts.keep(owner=owner, ticket=ticket, words=words, now=now)


def test_draft_is_of_one_person_and_case(officer, colleague, ticket, office):
    kept = keep(officer, ticket)

    assert desk_drafts.of(officer, ticket, now=NOW) == kept
    assert desk_drafts.of(colleague, ticket, now=NOW) is None
    assert desk_drafts.of(officer, create_ticket(unit=office), now=NOW) is None


def test_draft_stands_encrypted(officer, ticket):
    keep(officer, ticket)

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM tickets_deskdraft")
        stored = bytes(cursor.fetchone()[0])
    assert WORDS["answer-text"].encode() not in stored
    assert DeskDraft.objects.get().content == WORDS


def test_what_is_typed_next_takes_its_place(officer, ticket):
    keep(officer, ticket)
    keep(officer, ticket, {"note-text": "یادداشت"}, now=NOW + timedelta(hours=1))

    draft = DeskDraft.objects.get()
    assert (draft.content, draft.saved_at) == ({"note-text": "یادداشت"}, NOW + timedelta(hours=1))
    assert draft.expires_at == NOW + timedelta(hours=1, days=7)


def test_same_words_again_are_no_typing(officer, ticket):
    keep(officer, ticket)

    assert keep(officer, ticket, now=NOW + timedelta(hours=1)).saved_at == NOW


def test_emptied_boxes_leave_nothing(officer, ticket):
    keep(officer, ticket)

    assert keep(officer, ticket, {}) is None
    assert DeskDraft.objects.count() == 0


def test_colleagues_see_who_typed_within_two_minutes_and_nobody_themselves(officer, ticket, office):
    maryam = create_user(role="officer", unit=office, first_name="مریم", last_name="احمدی")
    nameless = create_user(role="officer", unit=office)
    User.objects.filter(pk=nameless.pk).update(first_name="", last_name="")
    keep(maryam, ticket)
    keep(nameless, ticket, now=NOW + timedelta(seconds=1))
    keep(officer, ticket)

    assert desk_drafts.writers(ticket, reader=officer, now=NOW) == ["مریم احمدی", nameless.username]
    assert desk_drafts.writers(ticket, reader=maryam, now=NOW + timedelta(seconds=120)) == [nameless.username]
    assert desk_drafts.writers(ticket, reader=officer, now=NOW + timedelta(seconds=121)) == []


def test_draft_is_swept_after_seven_days(officer, ticket):
    keep(officer, ticket)

    sweep.clean(now=NOW + timedelta(days=7, seconds=-1))
    assert DeskDraft.objects.count() == 1
    assert desk_drafts.of(officer, ticket, now=NOW + timedelta(days=7)) is None
    sweep.clean(now=NOW + timedelta(days=7))
    assert DeskDraft.objects.count() == 0
