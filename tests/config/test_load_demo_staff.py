from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.demo.staff import SHOWN
from units.models import Unit, User


@pytest.fixture
def local(settings, tmp_path):
    settings.LOCAL_FOLDER = tmp_path / "local"
    return settings.LOCAL_FOLDER


def load():
    said = StringIO()
    call_command("load_demo_staff", stdout=said)
    return said.getvalue()


def password_in(text):
    return text.splitlines()[0].rsplit(" ", 1)[1]


def test_every_office_and_district_gets_somebody_who_handles_cases(reference, local):
    load()

    people = User.objects.active_staff().holding("tickets.handle_ticket")
    assert not Unit.objects.offices().with_staffed(people).filter(staffed=False).exists()


def test_accounts_that_are_shown_can_log_in(reference, local, client):
    password = password_in(load())

    assert [name for name in SHOWN if client.login(username=name, password=password)] == list(SHOWN)
    assert not User.objects.filter(is_superuser=True).exists()


def test_names_differ(reference, local):
    load()

    assert len({user.get_full_name() for user in User.objects.all()}) == User.objects.count()


def test_schools_are_invented_and_say_so(reference, local):
    load()

    schools = Unit.objects.schools()
    assert (schools.count(), schools.filter(is_invented=False).count()) == (360, 0)
    assert schools.filter(path__startswith=Unit.objects.get(code="d_q1").path).count() == 30
    assert len({school.name_fa for school in schools}) == 360


def test_a_second_start_prints_the_same(reference, local):
    first = load()
    count = User.objects.count()

    assert load() == first
    assert User.objects.count() == count


def test_password_is_kept_for_its_owner_only(reference, local):
    said = load()

    file = local / "demo-logins.txt"
    assert (file.read_text(encoding="utf-8"), file.stat().st_mode & 0o777) == (said.rstrip("\n") + "\n", 0o600)


def test_a_file_left_by_an_earlier_database_is_replaced(reference, local):
    local.mkdir()
    (local / "demo-logins.txt").write_text("old")
    (local / "demo-logins.txt").chmod(0o644)

    password = password_in(load())

    file = local / "demo-logins.txt"
    assert (password in file.read_text(encoding="utf-8"), file.stat().st_mode & 0o777) == (True, 0o600)


def test_a_password_that_is_not_of_this_database_is_not_printed(reference, local):
    load()
    (local / "demo-logins.txt").write_text("Demonstration accounts, all with the password of-another-one\n")

    assert load() == ""


def test_a_file_without_its_accounts_is_not_printed(officer, local):
    local.mkdir()
    (local / "demo-logins.txt").write_text("Demonstration accounts, all with the password of-another-one\n")

    assert load() == ""


def test_a_database_with_people_is_left_alone(officer, local):
    assert load() == ""
    assert list(User.objects.all()) == [officer]


def test_not_for_a_portal_in_service(reference, local, settings):
    settings.SECURE = True

    with pytest.raises(CommandError, match="not for a portal in service"):
        load()
    assert not User.objects.exists()


def test_units_come_first(reference, local):
    Unit.objects.all().delete()

    with pytest.raises(CommandError, match="load_reference"):
        load()
