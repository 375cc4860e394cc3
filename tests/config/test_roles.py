import pytest
from django.contrib.auth.models import Group, Permission

from config import roles
from config.roles import ROLES, Role, UnknownPermission, load_roles, role_label
from tests.factories import create_user

CASES = {"tickets.view_ticket", "complaints.view_complaint", "suggestions.view_suggestion"}
READY_TEXTS = {f"tickets.{action}_cannedreply" for action in ("view", "add", "change", "delete")}
HANDLING = CASES | {"tickets.handle_ticket", "tickets.view_sender", "tickets.view_consultation"}


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        ("officer", HANDLING),
        (
            "head",
            HANDLING
            | READY_TEXTS
            | {"tickets.view_ticket_below", "tickets.view_sensitive", "tickets.lead_unit", "units.keep_own_people"},
        ),
        ("inspector", HANDLING | {"tickets.inspect_ticket", "tickets.view_sensitive", "tickets.reveal_sender"}),
        ("cleared", {"tickets.view_sensitive"}),
        ("reception", {"tickets.take_in_ticket"}),
        ("director", CASES | {"tickets.view_every_ticket"}),
    ],
)
def test_what_a_role_may_do_with_cases(reference, role, permissions):
    assert create_user(role=role).role_permissions == permissions


def test_administrator_has_no_part_in_cases(administrator):
    on_tickets = {each for each in administrator.role_permissions if each.split(".")[0] == "tickets"}

    # notices name nobody: they say whether a mail went out
    tables = {"topic", "routingrule", "clockreason", "notification", "cannedreply"}
    assert {each.rpartition("_")[2] for each in on_tickets} == tables
    assert administrator.role_permissions & {"auth.change_group", "auth.add_group", "units.delete_user"} == set()
    assert administrator.is_superuser is False


def test_every_role_has_its_group(reference):
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_loading_again_puts_a_changed_group_right(reference):
    group = Group.objects.get(name="director")
    group.permissions.add(Permission.objects.get(codename="handle_ticket"))

    load_roles()

    assert not group.permissions.filter(codename="handle_ticket").exists()


def test_a_role_with_a_permission_nobody_declares_is_refused(reference, monkeypatch):
    monkeypatch.setitem(roles.ROLES, "poet", Role("Poet", ("tickets.write_verse",)))

    with pytest.raises(UnknownPermission, match=r"poet: tickets\.write_verse"):
        load_roles()


def test_labels():
    assert (role_label("head"), role_label("a group of theirs")) == (ROLES["head"].label, "a group of theirs")
