"""Everybody who might ask, by who they are."""

from django.contrib.auth.models import Group

from tests.factories import create_user
from units.models import Unit

# name: (role, code of the unit, what else is so)
PEOPLE = {
    "officer": ("officer", "d_q1.nongov", {}),
    "accused": ("officer", "d_q1.nongov", {}),  # the respondent of one case
    "cleared": ("officer", "d_q1.nongov", {}),
    "receptionist": ("officer", "d_q1.nongov", {}),
    "other_officer": ("officer", "d_q2.nongov", {}),
    "finance_officer": ("officer", "finance", {}),
    "homeless": ("officer", None, {}),
    "head": ("head", "d_q1", {}),
    "other_head": ("head", "d_q2", {}),
    "head_above": ("head", "directorate", {}),
    "inspector": ("inspector", "complaints", {}),
    "district_inspector": ("inspector", "d_q1.complaints", {}),
    "other_inspector": ("inspector", "d_q2.complaints", {}),
    "director": ("director", "directorate", {}),
    "administrator": ("administrator", "directorate", {}),
    "superuser": ("", "d_q1.nongov", {"is_superuser": True}),
    "clerk": ("", "d_q1.nongov", {}),  # staff without a role
    "inactive": ("officer", "d_q1.nongov", {"is_active": False}),
    "dismissed": ("officer", "d_q1.nongov", {"is_staff": False}),
    "stranger": None,  # nobody is logged in
}
BESIDES = {"cleared": "cleared", "receptionist": "reception"}  # a second role
LOGGED_OUT = frozenset({"stranger", "inactive", "dismissed"})
READ_QUEUES = frozenset(PEOPLE) - LOGGED_OUT - {"administrator", "superuser", "clerk"}
KEEP_TABLES = frozenset({"administrator", "superuser"})
HEADS = frozenset({"head", "other_head", "head_above"})
ONLY_READ = frozenset({"director"})
OPEN_NAMED_SENDERS = READ_QUEUES - ONLY_READ
REVEAL_HIDDEN_SENDERS = frozenset({"inspector", "district_inspector", "other_inspector"})


def hire():
    """{name: User}, and None for the stranger."""
    people = {name: person and _hired(name, *person) for name, person in PEOPLE.items()}
    for name, role in BESIDES.items():
        people[name].groups.add(Group.objects.get(name=role))
    return people


def _hired(name, role, unit, further):
    unit = unit and Unit.objects.get(code=unit)
    return create_user(role=role, unit=unit, username=f"matrix-{name}", last_name=name, **further)
