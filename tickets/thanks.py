"""What the sender of praise reads where nobody at the office writes more: the praise went to the unit, with thanks."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from .workflow import Kind


def standard(ticket):
    """A sentence of thanks in the language of the citizen; empty for a case that needs an answer of its own."""
    if ticket.kind != Kind.PRAISE:
        return ""
    with override(ticket.language):
        return _("Thank you for your kind words. They were passed on to the staff of the unit concerned.")
