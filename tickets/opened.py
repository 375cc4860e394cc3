"""The ticket that a browser has opened with its tracking code: in the session, for half an hour."""

from datetime import timedelta

from .models import Ticket

KEPT = timedelta(minutes=30)

_KEY = "opened_ticket"
_DONE = "done_to_the_case"


def remember(session, ticket, now):
    """Let this session see `ticket` until `now` + KEPT. The session's key changes, against fixation."""
    session.cycle_key()
    session[_KEY] = {"id": ticket.pk, "until": (now + KEPT).timestamp()}


def ticket_in(session, now):
    """The ticket this session may see, with its topic; None once the time is over."""
    entry = session.get(_KEY)
    if entry is None or now.timestamp() >= entry["until"]:
        return None
    return Ticket.objects.select_related("topic").filter(pk=entry["id"]).first()


def say_done(session, what):
    """The citizen has done something on the page named `what`: the page of the case says so once."""
    session[_DONE] = what


def what_was_done(session):
    """What is still to be said, or "". It is not, once asked."""
    return session.pop(_DONE, "")


def forget(session):
    """
    Close the ticket at once.

    The session's key changes as well: a browser that keeps pages for its back button drops them when a cookie changes.
    """
    session.pop(_KEY, None)
    session.cycle_key()
