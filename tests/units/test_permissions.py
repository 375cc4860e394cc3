"""Django asks about permissions in its own way; the roles answer."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser, Permission

from tests.factories import create_user
from units.models import User
from units.permissions import RoleBackend

PASSWORD = "گذرواژهٔ بلند ۱۲۳"


def test_role_gives_its_permissions_and_no_other(officer):
    assert officer.has_perm("tickets.handle_ticket")
    assert officer.has_module_perms("tickets")
    assert not officer.has_perm("units.change_user")
    assert not officer.has_module_perms("workdays")
    assert officer.get_all_permissions() == officer.role_permissions


def test_permission_given_past_the_roles_counts_for_nothing(officer):
    officer.user_permissions.add(Permission.objects.get(codename="change_user"))

    assert not officer.has_perm("units.change_user")


def test_no_permission_is_given_for_a_single_row(officer):
    assert not officer.has_perm("tickets.handle_ticket", object())


@pytest.mark.parametrize("state", [{"is_active": False}, {"is_staff": False}])
def test_who_works_here_no_more_has_none(reference, state):
    gone = create_user(role="officer", **state)

    assert not gone.has_perm("tickets.view_ticket")
    assert not gone.has_module_perms("tickets")
    assert gone.get_all_permissions() == set()


def test_stranger_has_none():
    assert not AnonymousUser().has_perm("tickets.view_ticket")
    assert AnonymousUser().get_all_permissions() == set()


def test_superuser_has_all_of_djangos_but_holds_no_role(reference):
    superuser = create_user(is_superuser=True)

    assert superuser.has_perm("units.change_user")
    assert superuser.has_module_perms("workdays")
    assert superuser.get_all_permissions() >= {"units.change_user", "tickets.view_ticket"}
    assert not superuser.holds("tickets.view_ticket")


def test_inactive_superuser_has_none(reference):
    superuser = create_user(is_superuser=True, is_active=False)

    assert not superuser.has_perm("units.change_user")
    assert superuser.get_all_permissions() == set()


def test_people_are_found_by_a_permission_of_their_role(officer, head):
    leaders = User.objects.with_perm("tickets.lead_unit", backend="units.permissions.RoleBackend")

    assert head in leaders
    assert officer not in leaders


@pytest.mark.parametrize(
    ("state", "typed", "enters"),
    [
        ({}, PASSWORD, True),
        ({}, "چیز دیگر", False),
        ({"is_active": False}, PASSWORD, False),
    ],
)
def test_password_lets_in_who_works_here(reference, state, typed, enters):
    person = create_user(role="officer", **state)
    person.set_password(PASSWORD)
    person.save()

    entered = authenticate(username=person.username, password=typed)

    assert (entered == person) is enters


def test_permissions_are_asked_of_the_database_once(officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert officer.has_perm("tickets.handle_ticket")
        assert officer.has_module_perms("complaints")
        assert officer.holds("tickets.view_ticket")


def test_person_of_a_session_comes_with_the_unit(officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert RoleBackend().get_user(officer.pk).unit == officer.unit


def test_session_of_who_may_not_enter_is_nobodys(reference):
    assert RoleBackend().get_user(create_user(is_active=False).pk) is None
    assert RoleBackend().get_user(0) is None
