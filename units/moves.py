"""A unit that moves in the tree, with all below it: whatever goes by its place hears of it here."""

from django.db import transaction

from .models import Unit

LAST_CHILD = "last-child"
_followers = []


def follows_moves(follower):
    """Decorate a function (by, now), to be called in the transaction of each move, after it."""
    _followers.append(follower)
    return follower


@transaction.atomic
def move(unit, parent, *, by, now):
    """Make `unit` the last of those below `parent`."""
    Unit.objects.move(unit, parent, LAST_CHILD)
    for follower in _followers:
        follower(by=by, now=now)
