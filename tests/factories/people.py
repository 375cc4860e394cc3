"""Units, and the people who work in them."""

from itertools import count

from django.contrib.auth.models import Group

from config.roles import load_roles
from units.models import Level, Unit, User

PASSWORD = "a long enough password"
_numbers = count(1)


def create_unit(
    *,
    code: str = "",
    name_fa: str = "",
    name_en: str = "",
    level: str = Level.OFFICE,
    office: str = "",
    stage: str = "",
    parent: Unit | None = None,
    email: str = "",
    is_active: bool = True,
) -> Unit:
    """A unit below `parent`; without a parent it is the root of a tree of its own."""
    number = next(_numbers)
    unit = Unit(
        code=code or f"unit-{number}",
        name_fa=name_fa or f"واحد {number}",
        name_en=name_en or f"Unit {number}",
        level=level,
        office=office,
        stage=stage,
        email=email,
        is_active=is_active,
    )
    if parent is None:
        return Unit.objects.add_root(instance=unit)
    return Unit.objects.add_child(Unit.objects.get(pk=parent.pk), instance=unit)


def create_user(
    *,
    role: str = "",
    unit: Unit | None = None,
    username: str = "",
    password: str = PASSWORD,
    email: str | None = None,
    is_staff: bool = True,
    is_active: bool = True,
    is_superuser: bool = False,
    notify_by: str = "each",
    first_name: str = "",
    last_name: str = "",
) -> User:
    """A member of staff with `role`, a key of config.roles.ROLES (empty: none), whose group is made if missing."""
    number = next(_numbers)
    username = username or f"{role or 'staff'}-{number}"
    user = User.objects.create_user(
        username=username,
        email=f"{username}@edu.example" if email is None else email,
        password=password,
        unit=unit,
        is_staff=is_staff,
        is_active=is_active,
        is_superuser=is_superuser,
        notify_by=notify_by,
        first_name=first_name,
        last_name=last_name or f"کارمند {number}",
    )
    if role:
        if not Group.objects.filter(name=role).exists():
            load_roles()
        user.groups.add(Group.objects.get(name=role))
    return user
