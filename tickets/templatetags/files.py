"""How an attachment is spoken of: its size, what became of it, the picture beside its name."""

from django import template
from django.utils.translation import gettext as _

from persian.digits import format_number
from tickets.attachments.formats import FORMATS
from tickets.attachments.refusals import Refusal
from tickets.models import Attachment

register = template.Library()

KB, MB = 1024, 1024**2


@register.filter
def file_size(size):
    """The bytes in words: «۳۴۰ کیلوبایت», «۲ مگابایت»."""
    if size < MB:
        return _("%(size)s KB") % {"size": format_number(max(round(size / KB), 1))}
    return _("%(size)s MB") % {"size": format_number(round(size / MB))}


@register.filter
def state(attachment):
    """What became of it, for whom it concerns: a reader who sent it, or is to open it."""
    match attachment.status:
        case Attachment.Status.READY:
            return _("Checked and kept")
        case Attachment.Status.REFUSED:
            return attachment.get_refusal_display()
        case Attachment.Status.DEAD:
            return _(
                "This file could not be checked, and nobody can open it. Send it in another form, such as a photo"
            )
    return _("Being checked")


@register.filter
def state_of_office(attachment):
    """What became of a file of the office, for the citizen who cannot open it."""
    if attachment.is_waiting:
        return _("Being checked")
    return _("This attachment of the office cannot be opened. Write to the office to get it once more")


@register.filter
def state_for_staff(attachment):
    """What became of it, for the staff who cannot open it."""
    match attachment.status:
        case Attachment.Status.REFUSED if attachment.refusal == Refusal.UNSAFE:
            return _("Unsafe; it was not kept")
        case Attachment.Status.REFUSED:
            return _("Could not be read; it was not kept")
        case Attachment.Status.DEAD:
            return _("Could not be checked; nobody can open it")
    return _("Being checked")


@register.filter
def sort_of(attachment):
    """The name of the icon beside it: photo, document or voice."""
    return FORMATS[attachment.format].sort


@register.filter
def any_waiting(attachments):
    """Is one of them still being checked?"""
    return any(attachment.is_waiting for attachment in attachments)
