"""The files of an opened case, for the citizen."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tickets import opened
from tickets.models import Attachment

from . import serving, vault


@require_safe
def of_opened_case(request, key):
    """One file of the case that this session has opened with its code, once its message is published."""
    now = timezone.now()
    ticket = opened.ticket_in(request.session, now)
    if ticket is None:
        raise Http404
    seen = Attachment.objects.filter(message__ticket=ticket, message__is_public=True, message__published_at__lte=now)
    attachment = seen.filter(key=key, status=Attachment.Status.READY).first()
    if attachment is None:
        raise Http404
    return serving.part_of(attachment, vault.CLEANED, request)
