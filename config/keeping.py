"""Whose accounts somebody keeps: an administrator everybody's, a head those of the officers of the unit and below."""

from django.contrib.auth.models import Group

from units.models import Unit, User

from .roles import ROLES


def keeps_everybody(user):
    """Is `user` an administrator?"""
    return user.is_superuser or user.holds("units.change_user")


def keeps_people(user):
    """Does `user` keep anybody's account?"""
    return keeps_everybody(user) or (user.unit_id is not None and user.holds("units.keep_own_people"))


def people_seen_by(user):
    """The Users whose pages `user` may read. Superusers are seen by superusers only."""
    people = User.objects.all() if user.is_superuser else User.objects.filter(is_superuser=False)
    if keeps_everybody(user):
        return people
    return people.filter(unit__path__startswith=user.unit.path) if keeps_people(user) else people.none()


def keeps(user, person):
    """May `user` change the account of `person`? A head's own and other heads' are administrators' affair."""
    if keeps_everybody(user):
        return True
    roles = person.groups.values_list("name", flat=True)
    return person != user and all(name in ROLES and ROLES[name].under_heads for name in roles)


def units_of(user):
    """The units whose people `user` keeps, also those out of use."""
    return Unit.objects.all() if keeps_everybody(user) else Unit.objects.below(user.unit)


def roles_given_by(user):
    """The groups of the roles that `user` may give."""
    everything = keeps_everybody(user)
    names = [name for name, role in ROLES.items() if everything or role.given_by_heads]
    return Group.objects.filter(name__in=names).order_by("pk")
