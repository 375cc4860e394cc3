"""Demonstration accounts: somebody in every unit that can get a case, one password for all."""

import os
import secrets

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from tickets.routing import COMPLAINTS_OFFICE
from units.models import Level, Unit, User

from .names import person

SHOWN = ("officer.d_q1.nongov", "officer.finance", "head.d_q1", "inspector", "director", "admin")
COUNSELLING_OFFICE = "counselling"
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # nothing that is taken for something else


def new_password():
    """Fifteen letters and digits in three groups, easy to type: 75 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(3))


@transaction.atomic
def create_staff(password):
    """Create the accounts on a database without any. Run `load_reference` before."""
    hashed = make_password(password)  # one slow hash for all
    groups = {group.name: group for group in Group.objects.all()}
    accounts = list(_accounts(Unit.objects.offices()))
    users = User.objects.bulk_create(
        User(
            username=username,
            password=hashed,
            unit=unit,
            first_name=person(number)[0],
            last_name=person(number)[1],
            email=f"{username}@edu.example",
            is_staff=True,
        )
        for number, (username, _roles, unit) in enumerate(accounts)
    )
    User.groups.through.objects.bulk_create(
        User.groups.through(user=user, group=groups[role])
        for user, (_username, roles, _unit) in zip(users, accounts, strict=True)
        for role in roles
    )


def _accounts(units):
    """(user name, roles, unit) of every account: "inspector" is the directorate's, "d_q1.inspector" a district's."""
    for unit in units:
        if unit.level == Level.DIRECTORATE:
            yield "director", ["director"], unit
            yield "admin", ["administrator"], unit
        if unit.level != Level.OFFICE:
            yield f"head.{unit.code}", ["head"], unit
        elif unit.office == COMPLAINTS_OFFICE:
            yield unit.code.replace(COMPLAINTS_OFFICE, "inspector"), ["inspector"], unit
        elif unit.office == COUNSELLING_OFFICE:  # what pupils suffer is sensitive
            yield f"officer.{unit.code}", ["officer", "cleared"], unit
        else:
            yield f"officer.{unit.code}", ["officer"], unit


def remember(password, file):
    """Keep the password in `file`, readable by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        target.write(logins(password))


def remembered(file):
    """The password in `file` if the accounts of this database still take it, else None."""
    if not file.exists():
        return None
    password = file.read_text(encoding="utf-8").splitlines()[0].rsplit(" ", 1)[-1]
    user = User.objects.filter(username=SHOWN[0]).first()
    return password if user and user.check_password(password) else None


def logins(password):
    """The lines that tell people how to log in."""
    accounts = "\n".join(f"  {username}" for username in SHOWN)
    return f"Demonstration accounts, all with the password {password}\n{accounts}\n"
