"""People in the admin: roles by name, no way to more rights than one's own, passwords by Django's own forms."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from persian.dates import jalali_year
from persian.digits import localise_digits
from tests.factories import create_user
from units.models import User

PEOPLE = "/admin/units/user/"


def page_of(user):
    return f"{PEOPLE}{user.pk}/change/"


def form_of(user, **changes):
    fields = {"username": user.username, "first_name": "", "last_name": user.last_name, "email": user.email}
    fields |= {"unit": user.unit_id or "", "notify_by": "each", "is_active": "on", "is_staff": "on"}
    return fields | changes


def test_roles_are_called_by_their_names(desk, officer):
    page = desk.get(page_of(officer)).content.decode()

    assert [name in page for name in ("کارشناس", "بازرس", "مدیر سامانه")] == [True] * 3


def test_role_and_unit_are_given(desk, officer, other_office):
    group = Group.objects.get(name="head")

    desk.post(page_of(officer), form_of(officer, unit=other_office.pk, groups=[group.pk]))

    officer = User.objects.get(pk=officer.pk)
    assert (officer.unit, officer.groups.get()) == (other_office, group)


def test_change_is_on_the_record_without_particulars(desk, officer):
    desk.post(page_of(officer), form_of(officer, email="private@edu.example"))

    entry = LogEntry.objects.get()
    assert (entry.object_repr, "private@" in entry.change_message) == (str(officer), False)
    assert "۱۴" in desk.get(f"{PEOPLE}{officer.pk}/history/").content.decode()


def test_nobody_changes_their_own_roles(desk, administrator):
    inspector = Group.objects.get_or_create(name="inspector")[0]

    desk.post(page_of(administrator), form_of(administrator, groups=[inspector.pk], last_name="نو"))

    administrator = User.objects.get(pk=administrator.pk)
    assert (administrator.last_name, administrator.groups.get().name) == ("نو", "administrator")


def test_nobody_is_made_a_superuser(desk, officer):
    desk.post(page_of(officer), form_of(officer, is_superuser="on", user_permissions=["1"]))

    assert not User.objects.get(pk=officer.pk).is_superuser


@pytest.mark.parametrize("page", ["change/", "password/", "history/"])
def test_superuser_is_not_found_by_an_administrator(desk, superuser, page):
    assert desk.get(f"{PEOPLE}{superuser.pk}/{page}").status_code == 404


def test_superuser_finds_superusers(client, superuser):
    client.force_login(superuser)

    assert client.get(page_of(superuser)).status_code == 200


def test_people_are_never_deleted(desk, officer):
    assert desk.get(f"{PEOPLE}{officer.pk}/delete/").status_code == 404


def test_new_account_may_enter(desk, db):
    password = "an unusual sentence 7"

    desk.post(PEOPLE + "add/", {"username": "new.person", "password1": password, "password2": password})

    person = User.objects.get(username="new.person")
    assert (person.is_staff, person.is_superuser, person.check_password(password)) == (True, False, True)


def test_password_is_set_anew_and_its_hash_is_not_shown(desk, officer):
    password = "another unusual sentence 8"

    page = desk.get(page_of(officer)).content.decode()
    desk.post(f"{PEOPLE}{officer.pk}/password/", {"password1": password, "password2": password})

    assert officer.password.split("$")[-1][:6] not in page
    assert User.objects.get(pk=officer.pk).check_password(password)


def test_list_is_filtered_by_role(desk, officer, head, administrator):
    everybody = desk.get(PEOPLE).context_data["cl"].result_count
    heads = desk.get(PEOPLE + "?role=head").context_data["cl"].queryset

    assert (everybody, list(heads)) == (3, [head])


def test_dates_are_jalali(desk, officer):
    joined = localise_digits(str(jalali_year(officer.date_joined)))

    assert joined in desk.get(page_of(officer)).content.decode()


def test_roles_of_others_are_no_choice_for_a_stranger(client, officer):
    client.force_login(officer)

    assert client.get(PEOPLE).status_code == 404


def test_index_lists_the_sections_in_the_order_of_the_work(desk):
    apps = desk.get("/admin/").context_data["app_list"]

    assert [app["app_label"] for app in apps] == ["tickets", "units", "workdays"]
    sections = [section["object_name"] for section in apps[0]["models"]]
    assert sections == ["CannedReply", "Topic", "RoutingRule", "ClockReason", "Notification"]


def test_index_takes_an_officer_to_the_queue(client, officer):
    client.force_login(officer)

    assert client.get("/admin/").url == "/admin/tickets/ticket/"


def test_person_without_a_role_is_told_whom_to_ask(client, db):
    client.force_login(create_user())

    assert "حساب شما هنوز نقشی ندارد" in client.get("/admin/").content.decode()
