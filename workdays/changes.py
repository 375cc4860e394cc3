"""After a change of the calendar due dates must be counted again; whoever keeps such dates hears of it here."""

from django.db import transaction

from units.moves import follows_moves

from .models import CalendarChange

_bells, _announcers = [], []


def rings_on_change(bell):
    """
    Decorate a function without arguments, to be called after each commit that changed which days count.

    It only wakes somebody: the rows of `CalendarChange.objects.waiting()` say what is to be done, also where a bell
    was not heard.
    """
    _bells.append(bell)
    return bell


def announces(announcer):
    """Decorate a function without arguments that says, in a sentence, what follows from a change that was made."""
    _announcers.append(announcer)
    return announcer


def announcements():
    """Those sentences, for whoever made the change."""
    return [announcer() for announcer in _announcers]


@follows_moves  # a place keeps the days off of every unit above it
@transaction.atomic
def note_change(*, by, now):
    """Write down that other days count than before, and ring after the commit. `by=None` is the system."""
    change = CalendarChange.objects.create(made_at=now, by=by)
    for bell in _bells:
        transaction.on_commit(bell, robust=True)
    return change
