"""The button pressed twice, and two files with the same people at the same moment, in real connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from config import staff_plan
from tests.config.staff_rows import row
from tests.conftest import ensure_reference
from tests.factories import create_user
from units.models import Invitation, StaffFile, Unit

NOW = timezone.now()
ROWS = [row(number) for number in range(2, 52)]


@pytest.fixture
def heads(transactional_db):
    ensure_reference()
    return [create_user(role="head", unit=Unit.objects.get(code="d_q1")) for _ in range(2)]


def press_at_once(files):
    """What each press of a button came to, in order of the names."""

    def press(kept):
        try:
            staff_plan.carry_out(pk=kept.pk, by=kept.made_by, now=NOW)
        except IntegrityError:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(files)) as pool:
        return sorted(pool.map(press, files))


def test_button_pressed_twice_at_once_invites_everybody_once(heads):
    kept = staff_plan.keep(ROWS, by=heads[0], now=NOW)

    assert press_at_once([kept] * 4) == ["done"] * 4
    assert (StaffFile.objects.get().invited, Invitation.objects.count()) == (50, 50)


def test_same_people_in_two_files_at_once_are_invited_once(heads):
    """The later file is refused whole, or finds them there."""
    files = [staff_plan.keep(ROWS, by=head, now=NOW) for head in heads]

    outcomes = press_at_once(files)

    invited = sorted(StaffFile.objects.exclude(invited=None).values_list("invited", flat=True))
    assert (outcomes, invited) in [(["done", "refused"], [50]), (["done", "done"], [0, 50])]
    assert Invitation.objects.count() == 50
