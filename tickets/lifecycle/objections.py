"""Why a ticket cannot be answered yet: whatever a system wants before says so itself, and tickets knows none of it."""

from tickets.workflow import NotAllowed

_objectors = []


class NotReady(NotAllowed):
    """Something is to be done before the answer; `str()` of it is a sentence for staff."""


def objects_to_answers(objector):
    """Decorate a function (ticket) that yields sentences on why the locked `ticket` cannot be answered yet."""
    _objectors.append(objector)
    return objector


def check_ready(ticket):
    """Raise NotReady with the first thing that is missing."""
    for sentence in (sentence for objector in _objectors for sentence in objector(ticket)):
        raise NotReady(sentence)
