"""Somebody new, invited."""

from django.contrib.auth.models import Group

from config import invitations


def invite_newcomer(*, by, unit, now):
    """An officer of `unit` without a password yet, whom `by` has invited."""
    roles = Group.objects.filter(name="officer")
    name = {"first_name": "نو", "last_name": "آمده", "email": "new@edu.example"}
    return invitations.invite(**name, unit=unit, roles=roles, by=by, now=now)
