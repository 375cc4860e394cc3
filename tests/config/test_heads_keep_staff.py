"""Heads and the accounts of their people: what they may change, and every way to more that they might try."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client

from tests.factories import PASSWORD, create_user
from units.models import User

from .test_staff_admin import PEOPLE, form_of, page_of


@pytest.fixture
def desk(client, head):
    """The browser of the head of the district."""
    client.force_login(head)
    return client


def ids(*names):
    return [Group.objects.get(name=name).pk for name in names]


def form_of_officer(user, **changes):
    return form_of(user, first_name="نسرین", groups=ids("officer"), **changes)


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_list_holds_the_people_of_the_unit_and_below(desk, head, officer, other_officer):
    assert set(desk.get(PEOPLE).context_data["cl"].queryset) == {head, officer}


@pytest.mark.parametrize("count", [1, 12])
def test_list_asks_as_much_for_many_as_for_few(desk, head, office, count, django_assert_num_queries):
    for _ in range(count):
        create_user(role="officer", unit=office)

    with django_assert_num_queries(5):
        desk.get(PEOPLE)


def test_officer_is_disabled_and_enabled_again(desk, officer):
    desk.post(page_of(officer), form_of_officer(officer) | {"is_active": ""})
    disabled = fresh(officer)
    desk.post(page_of(officer), form_of_officer(officer))

    assert (disabled.is_active, fresh(officer).is_active) == (False, True)
    told = [json.loads(entry.change_message)[0]["changed"]["fields"] for entry in LogEntry.objects.all()]
    assert ["active" in fields for fields in told] == [True, True]


def test_session_of_who_is_disabled_ends_at_once(desk, officer):
    browser = Client()
    browser.force_login(officer)
    before = browser.get("/admin/tickets/ticket/").status_code

    desk.post(page_of(officer), form_of_officer(officer) | {"is_active": ""})

    after = browser.get("/admin/tickets/ticket/")
    assert (before, after.status_code, after.url.partition("?")[0]) == (200, 302, "/admin/login/")
    assert not Client().login(username=officer.username, password=PASSWORD)


def test_officer_moves_to_another_unit_below(desk, officer, unit):
    there = unit("d_q1.complaints")

    desk.post(page_of(officer), form_of_officer(officer, unit=there.pk))

    assert fresh(officer).unit == there


def test_officer_does_not_move_to_a_unit_elsewhere(desk, officer, office, other_office):
    page = desk.post(page_of(officer), form_of_officer(officer, unit=other_office.pk))

    assert (page.status_code, fresh(officer).unit) == (200, office)
    assert other_office.name not in page.content.decode()


@pytest.mark.parametrize("role", ["head", "inspector", "director", "administrator", "cleared"])
def test_role_that_heads_do_not_give_is_refused(desk, officer, role):
    page = desk.post(page_of(officer), form_of_officer(officer) | {"groups": ids("officer", role)})

    assert (page.status_code, [group.name for group in fresh(officer).groups.all()]) == (200, ["officer"])


def test_clearance_that_an_administrator_gave_is_kept(desk, officer):
    officer.groups.add(Group.objects.get(name="cleared"))

    desk.post(page_of(officer), form_of_officer(officer) | {"groups": ids("officer", "cleared", "reception")})

    assert fresh(officer).groups.count() == 3


@pytest.mark.parametrize("role", ["head", "inspector", "administrator"])
def test_who_is_above_heads_is_read_only(desk, office, role):
    person = create_user(role=role, unit=office)

    answer = desk.post(page_of(person), form_of_officer(person) | {"is_active": ""})

    assert (desk.get(page_of(person)).status_code, answer.status_code) == (200, 404)
    assert (fresh(person).is_active, fresh(person).groups.get().name) == (True, role)


def test_head_gives_themselves_nothing(desk, head):
    answer = desk.post(page_of(head), form_of(head, groups=ids("administrator")))

    assert (answer.status_code, fresh(head).groups.get().name) == (404, "head")


@pytest.mark.parametrize("page", ["change/", "history/", "invite/", "password/"])
def test_people_of_other_units_are_not_found(desk, other_officer, page):
    answers = (
        desk.get(f"{PEOPLE}{other_officer.pk}/{page}"),
        desk.post(f"{PEOPLE}{other_officer.pk}/{page}", form_of_officer(other_officer) | {"is_active": ""}),
    )

    assert ([answer.status_code for answer in answers], fresh(other_officer).is_active) == ([404, 404], True)


def test_superuser_of_the_unit_is_not_found(desk, superuser, office):
    User.objects.filter(pk=superuser.pk).update(unit=office)

    assert desk.get(page_of(superuser)).status_code == 404


def test_head_sets_nobodys_password(desk, officer):
    answer = desk.post(f"{PEOPLE}{officer.pk}/password/", {"password1": PASSWORD, "password2": PASSWORD})

    assert (answer.status_code, "password/" in desk.get(page_of(officer)).content.decode()) == (404, False)


def test_address_of_who_has_entered_is_their_own(desk, officer):
    """Else a head could have the next password sent to themselves."""
    desk.post(page_of(officer), form_of_officer(officer, email="head@edu.example", username="other"))

    assert (fresh(officer).email, fresh(officer).username) == (officer.email, officer.username)


def test_address_of_who_has_no_password_is_corrected(desk, officer):
    officer.set_unusable_password()
    officer.save()

    desk.post(page_of(officer), form_of_officer(officer, email="right@edu.example"))

    assert fresh(officer).email == "right@edu.example"


@pytest.mark.parametrize("field", ["is_superuser", "is_staff", "user_permissions", "password", "notify_by"])
def test_what_is_not_on_the_page_does_not_change(desk, officer, field):
    before = User.objects.filter(pk=officer.pk).values(
        "is_superuser", "is_staff", "password", "notify_by", "user_permissions"
    )[0]

    desk.post(page_of(officer), form_of_officer(officer) | {field: "1"})

    after = User.objects.filter(pk=officer.pk).values(*before)[0]
    assert after == before


@pytest.mark.parametrize("page", ["add/", "1/delete/"])
def test_head_neither_adds_with_a_password_nor_deletes(desk, page):
    assert desk.get(PEOPLE + page).status_code == 404


def test_head_begins_at_the_queue(desk):
    assert desk.get("/admin/").url == "/admin/tickets/ticket/"


def test_page_that_is_only_read_links_to_none_that_may_not_be(desk, head):
    page = desk.get(page_of(head)).content.decode()

    assert (head.unit.name in page, "/admin/units/unit/" in page) == (True, False)
