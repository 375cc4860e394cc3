"""What tells the keepers of due dates that other days count."""

from datetime import UTC, datetime

import pytest

from units.models import Unit
from units.moves import move
from workdays import changes
from workdays.changes import announcements, announces, note_change, rings_on_change
from workdays.models import CalendarChange

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def hang_up():
    """Hang a bell up for one test."""
    before = list(changes._bells)
    yield rings_on_change
    changes._bells[:] = before


def test_change_is_a_row_that_waits(administrator):
    change = note_change(by=administrator, now=NOW)

    assert CalendarChange.objects.waiting().get(made_at=NOW) == change
    assert (change.by, change.counted_at) == (administrator, None)


def test_bells_ring_after_the_commit(db, hang_up, django_capture_on_commit_callbacks):
    rung = []
    hang_up(lambda: rung.append("first"))
    hang_up(lambda: rung.append("second"))

    with django_capture_on_commit_callbacks(execute=True):
        note_change(by=None, now=NOW)
        before_the_commit = list(rung)

    assert (before_the_commit, rung) == ([], ["first", "second"])


def test_a_broken_bell_silences_no_other(db, hang_up, django_capture_on_commit_callbacks, caplog):
    rung = []
    hang_up(lambda: 1 / 0)
    hang_up(lambda: rung.append("second"))

    with django_capture_on_commit_callbacks(execute=True):
        note_change(by=None, now=NOW)

    assert rung == ["second"]
    assert "division by zero" in caplog.text


def test_a_bell_stays_the_function_it_was(hang_up):
    def wake():
        """Somebody."""

    assert hang_up(wake) is wake


def test_unit_that_moves_takes_over_the_days_off_of_its_new_place(administrator, district, small_district):
    CalendarChange.objects.all().delete()

    move(district, small_district, by=administrator, now=NOW)

    assert Unit.objects.get_parent(Unit.objects.get(pk=district.pk)) == small_district
    assert CalendarChange.objects.waiting().get().by == administrator


@pytest.fixture
def speak_up():
    """Have somebody announce what follows from a change, for one test."""
    before = list(changes._announcers)
    yield announces
    changes._announcers[:] = before


def test_what_follows_from_a_change_is_announced_by_who_knows(reference, speak_up):
    speak_up(lambda: "Two dates are counted again.")

    assert announcements()[-1] == "Two dates are counted again."
