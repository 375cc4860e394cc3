from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import connection

from tickets import drafts
from tickets.models import Draft, DropOff

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def session():
    return SessionStore()


@pytest.fixture
def draft(session, db):
    return drafts.begin(session, "complaints", now=NOW)


def mark_sent(draft, code="1234567890123456"):
    draft.content = {"code": code}
    draft.submitted_at = NOW
    draft.expires_at = NOW + timedelta(minutes=30)
    draft.save()


def test_current_without_a_draft(session, db):
    assert drafts.current(session, "complaints", now=NOW) is None


def test_session_outlives_the_draft_so_that_a_lapse_can_be_told(session, draft):
    assert (session.get_expiry_age(), draft.expires_at) == (7 * 24 * 3600, NOW + timedelta(hours=24))


def test_begin_does_not_stretch_the_hours_of_staff(session, db, settings):
    session["_auth_user_id"] = "1"

    drafts.begin(session, "complaints", now=NOW)

    assert session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_systems_have_drafts_of_their_own(session, draft):
    assert drafts.current(session, "suggestions", now=NOW) is None


@pytest.mark.parametrize(("hours", "minutes", "lapsed"), [(23, 59, False), (24, 0, True)])
def test_current_lapses_after_a_day(session, draft, hours, minutes, lapsed):
    now = NOW + timedelta(hours=hours, minutes=minutes)

    if lapsed:
        with pytest.raises(drafts.Lapsed):
            drafts.current(session, "complaints", now=now)
    else:
        assert drafts.current(session, "complaints", now=now) == draft


def test_current_lapses_when_the_row_is_cleaned_away(session, draft):
    draft.delete()

    with pytest.raises(drafts.Lapsed):
        drafts.current(session, "complaints", now=NOW)


def test_keep_is_encrypted_in_the_database(draft):
    drafts.keep(draft, "story", {"text": ["کتک خوردن"]})

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM tickets_draft")
        stored = bytes(cursor.fetchone()[0])
    draft.refresh_from_db()
    assert draft.content == {"answers": {"story": {"text": ["کتک خوردن"]}}, "refused": {}, "left": {}}
    assert ("کتک".encode() in stored, b"story" in stored) == (False, False)


def test_keep_changes_nothing_once_sent(draft):
    mark_sent(draft)

    drafts.keep(draft, "story", {"text": ["دیر"]})

    draft.refresh_from_db()
    assert draft.content == {"code": "1234567890123456"}


def test_clear_expired_counts_by_page_how_far_forms_came(session, db):
    began = NOW.replace(hour=21)  # in Tehran the next day has begun
    for pages in (["kind"], ["kind", "topic"], ["kind", "topic"]):
        draft = drafts.begin(SessionStore(), "complaints", now=began)
        for page in [*pages, "kind"]:  # a page that is answered again is not the last one reached
            drafts.keep(draft, page, {"text": ["x"]})
        drafts.keep(draft, "place", {}, place=drafts.REFUSED)
    drafts.draw_code(drafts.begin(SessionStore(), "suggestions", now=began))
    drafts.begin(SessionStore(), "complaints", now=began + timedelta(hours=1))

    for _time in range(2):
        drafts.clear_expired(now=began + timedelta(hours=24))

    counted = DropOff.objects.order_by("system", "step").values_list("day", "system", "step", "forms")
    day = date(2026, 11, 22)
    assert list(counted) == [
        (day, "complaints", "kind", 1),
        (day, "complaints", "topic", 2),
        (day, "suggestions", "check", 1),
    ]
    assert Draft.objects.count() == 1


def test_clear_expired_adds_to_what_was_counted_before(session, db):
    for _time in range(2):
        drafts.keep(drafts.begin(SessionStore(), "complaints", now=NOW), "kind", {})
        drafts.clear_expired(now=NOW + timedelta(hours=24))

    assert DropOff.objects.get().forms == 2


def test_clear_expired_counts_nothing_that_was_sent(draft):
    mark_sent(draft)

    drafts.clear_expired(now=NOW + timedelta(minutes=30))

    assert (Draft.objects.count(), DropOff.objects.count()) == (0, 0)


def test_deleted_by_hand_is_counted_as_well(session, draft):
    drafts.keep(draft, "kind", {})
    drafts.start_again(session, "complaints")
    drafts.keep(drafts.begin(session, "complaints", now=NOW), "kind", {})
    drafts.forget_all(session)

    assert (Draft.objects.count(), DropOff.objects.get().forms) == (0, 2)


def test_draft_that_another_tab_has_deleted_has_lapsed(draft):
    Draft.objects.all().delete()

    with pytest.raises(drafts.Lapsed):
        drafts.keep(draft, "kind", {})
    with pytest.raises(drafts.Lapsed):
        drafts.draw_code(draft)


def test_draw_code_draws_once(draft):
    first = drafts.draw_code(draft).content["code"]

    assert (drafts.draw_code(draft).content["code"], len(first)) == (first, 16)


def test_start_again_deletes_what_was_not_sent(session, draft):
    drafts.start_again(session, "complaints")

    assert Draft.objects.count() == 0
    assert drafts.current(session, "complaints", now=NOW) is None


def test_start_again_keeps_the_confirmation_of_what_was_sent(session, draft):
    mark_sent(draft)

    drafts.start_again(session, "complaints")

    assert drafts.current(session, "complaints", now=NOW) is None
    assert drafts.sent(session, "complaints", now=NOW) == draft


@pytest.mark.parametrize(("minutes", "shown"), [(29, True), (30, False)])
def test_sent_for_half_an_hour(session, draft, minutes, shown):
    mark_sent(draft)

    found = drafts.sent(session, "complaints", now=NOW + timedelta(minutes=minutes))

    assert found == (draft if shown else None)


def test_sent_is_nothing_for_another_session(draft):
    mark_sent(draft)

    assert drafts.sent(SessionStore(), "complaints", now=NOW) is None


def test_forget_code_leaves_nothing(session, draft):
    mark_sent(draft)

    drafts.forget_code(session, "complaints", now=NOW)

    assert (drafts.sent(session, "complaints", now=NOW), Draft.objects.count()) == (None, 0)
    assert set(session.keys()) == {"_session_expiry"}


def test_forget_code_never_deletes_answers_that_were_not_sent(session, draft):
    drafts.forget_code(session, "complaints", now=NOW)

    assert drafts.current(session, "complaints", now=NOW) == draft
