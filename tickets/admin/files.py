"""Files with an answer or a note, kept beside it until it is sent; and opening the files of a case."""

from itertools import chain

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tickets import drafts, lifecycle
from tickets.attachments import box, serving, trays, vault
from tickets.attachments.formats import FORMATS, PHOTO
from tickets.forms.files import FILE
from tickets.models import Attachment
from tickets.workflow import NotAllowed

from .steps import STEPS

WITH_FILES = tuple(name for name, step in STEPS.items() if FILE in step.base_fields)


def take_in(request, ticket):
    """
    Take every file that was sent into the tray of its step, and take out the one whose button was pressed.

    Returns {name of a step: sentences} for those not taken.
    """
    if not request.user.holds("tickets.handle_ticket"):
        return {}
    refused = {}
    for name in WITH_FILES:
        uploads = request.FILES.getlist(f"{name}-{FILE}")
        if uploads:
            try:
                refused[name] = _put_into_tray(uploads, request, name, ticket)
            except drafts.Lapsed:  # sent meanwhile, by another press of the same button
                refused[name] = _put_into_tray(uploads, request, name, ticket)
        refused[name] = refused.get(name, []) + box.nothing_chosen(request.POST, uploads, name)
        box.remove(request.POST, trays.find(request.session, name, ticket, now=timezone.now()))
    return {name: [box.sentence(*one) for one in ones] for name, ones in refused.items() if ones}


def _put_into_tray(uploads, request, name, ticket):
    for upload in uploads:
        upload.seek(0)
    tray = trays.find_or_begin(request.session, name, ticket, now=timezone.now())
    return box.take_in(uploads, draft=tray, now=timezone.now())


def only_changes_boxes(request):
    """Was a button pressed that belongs to a box, and to no step?"""
    return box.ADD in request.POST or box.REMOVE in request.POST


def refusing_form(request, ticket, refused):
    """
    The form whose box did not take a file, as it was typed, with nothing else called wrong; None when all were.

    Where two boxes did not, the first says so for both: every sentence names its file.
    """
    if not refused:
        return None
    form = STEPS[next(iter(refused))](request.POST, ticket=ticket, by=request.user)
    form.full_clean()
    form.errors.clear()
    for sentence in chain.from_iterable(refused.values()):
        form.add_error(FILE if form.fits(ticket) else None, sentence)
    return form


def bring_trays(forms, request, ticket):
    """Tell each form which files wait to go with it."""
    for form in forms:
        if form.name in WITH_FILES:
            form.tray = trays.find(request.session, form.name, ticket, now=timezone.now())
            form.attachments = trays.files_in(form.tray)


@require_safe
def page(request, section, ticket_id, key, part):
    """One file of a case in sight; opening the whole of it is put on the record."""
    ticket = section.get_object(request, str(ticket_id))
    attachment = Attachment.objects.select_related("message__ticket").filter(
        message__ticket=ticket, key=key, status=Attachment.Status.READY
    )
    attachment = attachment.first()
    if attachment is None or (part == vault.THUMBNAIL and FORMATS[attachment.format].sort != PHOTO):
        raise Http404
    if part == vault.CLEANED:
        try:
            lifecycle.open_file(attachment=attachment, by=request.user, now=timezone.now())
        except NotAllowed:
            raise Http404 from None
    return serving.response(request, attachment, vault.get(attachment, part))
