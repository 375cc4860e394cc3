"""What becomes of the rows of a file: every fault is named, what is sound is invited once, all of it or nothing."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from config import invitations, staff_plan
from tests.config.staff_rows import row
from tests.factories import create_user
from units.models import Invitation, StaffFile, Unit, User

NOW = timezone.now()


def entries(*rows, by):
    return staff_plan.plan(staff_plan.keep(rows, by=by, now=NOW), by=by)


def faults(*rows, by):
    """[(number of the row, column, sentence)] in English."""
    with override("en"):
        found = entries(*rows, by=by)
        return [(entry.row.number, str(fault.column), fault.sentence) for entry in found for fault in entry.faults]


def invite(*rows, by):
    kept = staff_plan.keep(rows, by=by, now=NOW)
    staff_plan.carry_out(pk=kept.pk, by=by, now=NOW)
    kept.refresh_from_db()
    return kept


@pytest.mark.parametrize("who", ["head", "administrator"])
def test_people_are_invited_as_the_form_would_invite_them(request, who, office):
    by = request.getfixturevalue(who)

    kept = invite(row(2, email="N.Kazemi@edu.example", role="پذیرش، officer"), row(3), by=by)

    person = User.objects.get(username="n.kazemi@edu.example")
    assert (str(person), person.email, person.unit) == ("نسرین کاظمی", "n.kazemi@edu.example", office)
    assert {group.name for group in person.groups.all()} == {"officer", "reception"}
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (True, False, False)
    assert (person.invitation.made_by, person.invitation.due_at) == (by, NOW)
    assert (kept.invited, kept.known, kept.invited_at, kept.rows) == (2, 0, NOW, [])


def test_each_invitation_is_on_the_record_as_a_single_one_is(head, client, office):
    invite(row(2), row(3), by=head)
    client.force_login(head)
    groups = [Group.objects.get(name="officer").pk]
    single = {"first_name": "نو", "last_name": "آمده", "email": "new@edu.example", "unit": office.pk, "roles": groups}
    client.post("/admin/units/user/invite/", single)

    *two, one = LogEntry.objects.order_by("pk")

    assert {entry.object_id for entry in two} == {
        str(User.objects.get(username=f"row-{n}@edu.example").pk) for n in (2, 3)
    }
    kinds = {(entry.user_id, entry.action_flag, entry.content_type_id, entry.change_message) for entry in (*two, one)}
    assert (len(kinds), json.loads(one.change_message)) == (1, [{"added": {}}])


def test_mails_go_out_in_steps(head):
    invite(*(row(number) for number in range(2, 2 + invitations.BATCH + 5)), by=head)

    assert [invitations.send_due(now=NOW) for _ in range(3)] == [invitations.BATCH, 5, 0]
    assert len(mail.outbox) == invitations.BATCH + 5


class Killed:
    """A mail server at whose first message the worker is killed."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise SystemExit


def test_killed_worker_loses_no_invitation(head, settings):
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.config.test_staff_plan.Killed"
    invite(*(row(number) for number in range(2, 7)), by=head)
    with pytest.raises(SystemExit):
        invitations.send_due(now=NOW)
    settings.EMAIL_BACKEND = works

    taken_up = [invitations.send_due(now=moment) for moment in (NOW, NOW + invitations.CLAIM)]

    assert (taken_up, len({address for message in mail.outbox for address in message.to})) == ([4, 1], 5)


@pytest.mark.parametrize("written", ["OFFICER@edu.example", "officer@EDU.example"])
@pytest.mark.parametrize("field", ["username", "email"])
def test_who_is_there_already_is_left_as_they_are(head, officer, written, field):
    User.objects.filter(pk=officer.pk).update(**{field: "Officer@edu.example"})
    before = User.objects.filter(pk=officer.pk).values().get()

    kept = invite(row(2, email=written, unit_code="d_q1", role="reception"), row(3), by=head)

    assert User.objects.filter(pk=officer.pk).values().get() == before
    assert (kept.invited, kept.known) == (1, 1)
    assert (officer.groups.get().name, Invitation.objects.filter(person=officer).exists()) == ("officer", False)


def test_same_file_sent_twice_invites_nobody_twice(head):
    kept = [invite(row(2), row(3), by=head) for _ in range(2)]

    assert [(each.invited, each.known) for each in kept] == [(2, 0), (0, 2)]
    assert Invitation.objects.count() == 2


def test_button_pressed_twice_does_nothing_more(head):
    kept = invite(row(2), by=head)

    staff_plan.carry_out(pk=kept.pk, by=head, now=timezone.now())

    kept.refresh_from_db()
    assert (kept.invited, kept.known, kept.invited_at, Invitation.objects.count()) == (1, 0, NOW, 1)


def test_every_fault_is_named_at_once(head):
    found = faults(
        row(2, first_name="", last_name="=1+1", email="none", unit_code="finance", role="بازرس"),
        row(3, email="row-4@edu.example"),
        row(4, email="ROW-4@edu.example", role="", unit_code=" "),
        row(5, email="", beyond="more"),
        by=head,
    )

    assert found == [
        (2, "first name", "Enter the first name"),
        (2, "last name", "The cell begins like a formula, with = + - @ or a tab. Write plain text"),
        (2, "e-mail address", "Enter an e-mail address in the correct format, like name@example.com"),
        (2, "unit code", "None of the units that you may choose has the code “finance”"),
        (2, "role", "“بازرس” is none of the roles that you may give"),
        (4, "unit code", "Enter the code of the unit"),
        (4, "role", "Enter a role"),
        (4, "e-mail address", "The same e-mail address stands in row 3"),
        (5, "e-mail address", "Enter the e-mail address"),
        (5, "", "No heading stands above this cell. Remove it"),
    ]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("first_name", "12"),
        ("first_name", "\u200f\u202e＝HYPERLINK(1)"),
        ("last_name", "<b>"),
        ("last_name", "آ" * 151),
        ("last_name", "\tx"),
        ("email", "a" * 140 + "@edu.example"),
        ("email", "@x"),
        ("unit_code", "d_q9"),
        ("unit_code", "x" * 500),
        ("unit_code", "-1"),
        ("role", "officer+king"),
        ("role", "، ,"),
        ("role", "مدیر سامانه"),
    ],
)
def test_what_cannot_be_is_a_fault_of_its_cell(head, column, cell):
    (entry,) = entries(row(2, **{column: cell}), by=head)

    assert ([fault.column for fault in entry.faults], entry.newcomer) == ([staff_plan.COLUMNS[column]], None)
    assert all(len(fault.sentence) < 200 for fault in entry.faults)


@pytest.mark.parametrize(
    ("column", "cell", "taken_as"),
    [
        ("first_name", " علي‌اكبر \u200f", "علی‌اکبر"),
        ("last_name", "موسى", "موسی"),
        ("email", "\u200eA۱@edu.example ", "a1@edu.example"),
        ("unit_code", "D_Q۱.nongov", "d_q1.nongov"),
        ("role", "كارشناس", ["officer"]),
        ("role", "OFFICER", ["officer"]),
        ("role", "Reception; کارشناس ,officer", ["reception", "officer"]),
    ],
)
def test_cells_are_taken_as_they_are_meant(head, column, cell, taken_as):
    (entry,) = entries(row(2, **{column: cell}), by=head)

    someone = entry.newcomer
    taken = {
        "unit_code": lambda: someone.unit.code,
        "role": lambda: [role.name for role in someone.roles],
    }.get(column, lambda: getattr(someone, column))()
    assert (entry.faults, taken) == ([], taken_as)


@pytest.mark.parametrize("role", ["head", "inspector", "director", "administrator", "cleared"])
def test_head_gives_no_role_above_them(head, administrator, role):
    given = [not faults(row(2, role=role), by=by) for by in (head, administrator)]

    assert given == [False, True]


def test_nobody_is_put_into_a_school_or_a_unit_out_of_use(administrator, school, office):
    Unit.objects.filter(pk=office.pk).update(is_active=False)

    found = faults(row(2, unit_code=school.code), row(3, unit_code=office.code), by=administrator)

    assert [(number, column) for number, column, _sentence in found] == [(2, "unit code"), (3, "unit code")]


@pytest.mark.parametrize("wrong", [{"unit_code": "finance"}, {"role": "head"}, {"first_name": ""}])
def test_one_fault_keeps_all_from_being_invited(head, wrong):
    with pytest.raises(staff_plan.NotAsChecked):
        invite(row(2), row(3, **wrong), by=head)

    assert (Invitation.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_rows_are_checked_anew_when_the_button_is_pressed(head, unit):
    kept = staff_plan.keep([row(2)], by=head, now=NOW)
    head.unit = unit("d_q2")
    head.save()

    with pytest.raises(staff_plan.NotAsChecked):
        staff_plan.carry_out(pk=kept.pk, by=head, now=NOW)

    assert not Invitation.objects.exists()


def test_nobody_presses_the_button_of_another(head, administrator):
    kept = staff_plan.keep([row(2)], by=administrator, now=NOW)

    with pytest.raises(staff_plan.NotAsChecked):
        staff_plan.carry_out(pk=kept.pk, by=head, now=NOW)

    assert (Invitation.objects.exists(), staff_plan.kept_for(head)) == (False, None)


def test_later_file_takes_the_place_of_the_earlier(head, administrator):
    of_another = staff_plan.keep([row(2)], by=administrator, now=NOW)
    earlier, later = (staff_plan.keep([row(2)], by=head, now=NOW) for _ in range(2))

    with pytest.raises(staff_plan.NotAsChecked):
        staff_plan.carry_out(pk=earlier.pk, by=head, now=NOW)

    assert (staff_plan.kept_for(head), staff_plan.kept_for(administrator)) == (later, of_another)


@pytest.mark.parametrize("count", [2, 2000])
def test_many_are_invited_by_as_many_questions_as_few(head, count, django_assert_num_queries):
    create_user(email="row-2@edu.example")
    kept = staff_plan.keep([row(number) for number in range(2, 3 + count)], by=head, now=NOW)

    with django_assert_num_queries(14):
        staff_plan.carry_out(pk=kept.pk, by=head, now=NOW)

    kept = StaffFile.objects.get()
    assert (kept.invited, kept.known, LogEntry.objects.count()) == (count, 1, count)
