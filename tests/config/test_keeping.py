"""Whose accounts heads keep: those of the officers of their unit and below it, and nobody else's."""

import pytest
from django.contrib.auth.models import Group

from config import keeping
from tests.factories import create_user


def test_administrator_sees_everybody_but_superusers(administrator, officer, superuser):
    assert set(keeping.people_seen_by(administrator)) == {administrator, officer}


def test_superuser_sees_superusers(superuser, officer):
    assert set(keeping.people_seen_by(superuser)) == {superuser, officer}


def test_head_sees_the_own_unit_and_those_below(head, officer, other_officer, superuser):
    superuser.unit = head.unit
    superuser.save()

    assert set(keeping.people_seen_by(head)) == {head, officer}


@pytest.mark.parametrize("role", ["officer", "inspector", "director"])
def test_others_see_nobody(role, office):
    person = create_user(role=role, unit=office)

    assert (keeping.keeps_people(person), list(keeping.people_seen_by(person))) == (False, [])


def test_head_without_a_unit_keeps_nobody(reference):
    assert not keeping.keeps_people(create_user(role="head"))


@pytest.mark.parametrize(
    ("role", "is_kept"),
    [
        ("officer", True),
        ("reception", True),
        ("cleared", True),
        ("", True),
        ("head", False),
        ("inspector", False),
        ("director", False),
        ("administrator", False),
    ],
)
def test_head_keeps_those_under_heads(head, office, role, is_kept):
    assert keeping.keeps(head, create_user(role=role, unit=office)) == is_kept


def test_second_role_above_heads_takes_an_officer_from_them(head, officer):
    officer.groups.add(Group.objects.get(name="inspector"))

    assert not keeping.keeps(head, officer)


def test_head_does_not_keep_themselves(head):
    assert not keeping.keeps(head, head)


def test_head_gives_officers_and_reception_only(head, administrator):
    given = set(keeping.roles_given_by(head).values_list("name", flat=True))

    assert given == {"officer", "reception"}
    assert keeping.roles_given_by(administrator).count() == 7


def test_units_of_a_head_are_the_own_and_those_below(head, office, other_office):
    units = set(keeping.units_of(head))

    assert ({head.unit, office} <= units, other_office in units) == (True, False)
