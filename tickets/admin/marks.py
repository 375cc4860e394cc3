"""What a row of the queue says with a small sign: always with words as well."""

from django.utils.translation import gettext as _

from tickets.workflow import Status


def status_of(ticket):
    """The status in words for the staff; those of the model are for the citizen."""
    return _("Waits for the citizen") if ticket.status == Status.AWAITING_CITIZEN else Status(ticket.status).label


def marks_of(ticket):
    """((icon, words), …) of a ticket with the annotations of the list."""
    said = (
        (ticket.citizen_wrote_at, "unread", _("the citizen has written")),
        (ticket.status == Status.AWAITING_CITIZEN, "paused", _("the clock stands")),
        (ticket.times_reopened and ticket.is_open, "reopened", _("reopened")),
        (ticket.awaits_approval, "approval", _("waits for approval")),
        (ticket.was_returned and ticket.is_open, "returned", _("answer returned by the head")),
        (ticket.was_advised and ticket.is_open, "replied", _("the unit consulted has replied")),
        (ticket.has_files, "attached", _("with attachments")),
    )
    return tuple((icon, words) for is_so, icon, words in said if is_so)
