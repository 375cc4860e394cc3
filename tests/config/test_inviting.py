"""Inviting people: the form of heads and administrators, and sending the e-mail again."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone

from config import invitations
from tests.config.newcomers import invite_newcomer
from units.models import Invitation, User

PEOPLE = "/admin/units/user/"
INVITE = PEOPLE + "invite/"
NOW = timezone.now()


def typed(office, *roles, **changes):
    groups = [Group.objects.get(name=name).pk for name in roles or ["officer"]]
    fields = {"first_name": "نسرین", "last_name": "کاظمی", "email": "N.Kazemi@edu.example"}
    return fields | {"unit": office.pk, "roles": groups} | changes


@pytest.fixture
def desk(client, head):
    client.force_login(head)
    return client


@pytest.fixture
def newcomer(head, office):
    return invite_newcomer(by=head, unit=office, now=NOW)


def again(person):
    return f"{PEOPLE}{person.pk}/invite/"


@pytest.mark.parametrize("who", ["head", "administrator"])
def test_somebody_is_invited(request, client, who, office):
    client.force_login(by := request.getfixturevalue(who))

    answer = client.post(INVITE, typed(office))

    person = User.objects.get(username="n.kazemi@edu.example")
    assert answer.url == f"{PEOPLE}{person.pk}/change/"
    assert (str(person), person.unit, person.groups.get().name) == ("نسرین کاظمی", office, "officer")
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (True, False, False)
    assert (person.invitation.made_by, LogEntry.objects.get().user) == (by, by)


def test_form_offers_the_units_and_roles_of_a_head(desk, other_office):
    page = desk.get(INVITE).content.decode()

    shown = [word in page for word in ("کارشناس", "پذیرش", "بازرس", "مدیر سامانه", other_office.name)]
    assert shown == [True, True, False, False, False]


@pytest.mark.parametrize("role", ["head", "inspector", "director", "administrator", "cleared"])
def test_role_above_heads_is_refused(desk, office, role):
    page = desk.post(INVITE, typed(office, "officer", role))

    assert (page.status_code, User.objects.filter(last_name="کاظمی").exists()) == (200, False)


def test_unit_elsewhere_is_refused(desk, other_office):
    page = desk.post(INVITE, typed(other_office))

    assert ("unit" in page.context["form"].errors, Invitation.objects.exists()) == (True, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", "=HYPERLINK(1)"),
        ("last_name", "+98"),
        ("last_name", "<b>"),
        ("last_name", "آ" * 151),
        ("first_name", ""),
        ("email", "no address"),
        ("email", "a" * 140 + "@edu.example"),
        ("roles", []),
        ("roles", ["999999"]),
        ("unit", ""),
    ],
)
def test_what_cannot_be_is_refused(desk, office, field, value):
    page = desk.post(INVITE, typed(office, **{field: value}))

    assert (list(page.context["form"].errors), Invitation.objects.exists()) == ([field], False)


@pytest.mark.parametrize("name", ["محمّدرضا", "سیده‌زهرا", "O’Brien", "Anne-Marie", "میرزایی (پور)"])
def test_names_as_people_have_them_are_taken(desk, office, name):
    desk.post(INVITE, typed(office, last_name=name))

    assert User.objects.get(username="n.kazemi@edu.example").last_name == name


@pytest.mark.parametrize("written", ["OFFICER@edu.example", "officer@EDU.example"])
def test_address_that_is_taken_is_refused(desk, officer, office, written):
    User.objects.filter(pk=officer.pk).update(email="officer@edu.example")

    page = desk.post(INVITE, typed(office, email=written))

    assert list(page.context["form"].errors) == ["email"]


def test_officer_finds_no_such_page(client, officer):
    client.force_login(officer)

    assert [client.get(INVITE).status_code, client.post(INVITE).status_code] == [404, 404]


def test_page_of_the_person_says_how_it_stands(desk, newcomer):
    page = desk.get(f"{PEOPLE}{newcomer.pk}/change/").content.decode()
    invitations.send_due(now=NOW)
    later = desk.get(f"{PEOPLE}{newcomer.pk}/change/").content.decode()
    Invitation.objects.update(sent_at=None, error="SMTPException")
    given_up = desk.get(f"{PEOPLE}{newcomer.pk}/change/").content.decode()
    Invitation.objects.update(due_at=NOW)
    refused = desk.get(f"{PEOPLE}{newcomer.pk}/change/").content.decode()

    said = ["تا لحظه‌ای دیگر", "هنوز گذرواژه‌ای برنگزیده", "فرستاده نشد", "سرور ایمیل"]
    assert [words in each for words, each in zip(said, (page, later, given_up, refused), strict=True)] == [True] * 4


def test_invitation_is_sent_again_and_the_earlier_link_dies(desk, newcomer):
    invitations.send_due(now=NOW)
    Invitation.objects.update(made_at=NOW - timedelta(minutes=6))
    first = invitations.key_of(User.objects.get(pk=newcomer.pk))
    before = invitations.person_of(first)

    desk.post(again(newcomer))
    invitations.send_due(now=timezone.now())

    assert (before, invitations.person_of(first), len(mail.outbox)) == (newcomer, None, 2)
    assert LogEntry.objects.get().object_id == str(newcomer.pk)


def test_invitation_is_not_sent_twice_in_a_moment(desk, newcomer):
    invitations.send_due(now=NOW)

    page = desk.post(again(newcomer), follow=True)

    assert "پنج دقیقه" in page.content.decode()
    assert (Invitation.objects.due(timezone.now()).exists(), LogEntry.objects.exists()) == (False, False)


def test_who_has_a_password_is_not_invited(desk, officer):
    assert [desk.post(again(officer)).status_code, Invitation.objects.exists()] == [404, False]


def test_account_without_a_password_is_invited(desk, officer):
    officer.set_unusable_password()
    officer.save()

    desk.post(again(officer))

    assert officer.invitation.due_at is not None


def test_looking_sends_nothing(desk, newcomer):
    Invitation.objects.update(due_at=None)

    assert desk.get(again(newcomer)).status_code == 405
    assert not Invitation.objects.due(timezone.now()).exists()
