"""Files with an answer or a note, kept beside it until it is sent; and opening the files of a case."""

from itertools import chain

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tickets import drafts, lifecycle
from tickets.attachments import box, serving, vault
from tickets.attachments.formats import FORMATS, PHOTO
from tickets.attachments.refusals import Refusal
from tickets.attachments.trays import files_in
from tickets.forms.files import FILE
from tickets.models import Attachment
from tickets.workflow import NotAllowed

from . import trays
from .standing import Standing
from .steps import STEPS

WITH_FILES = tuple(name for name, step in STEPS.items() if FILE in step.base_fields)


def take_in(request, ticket):
    """
    Take every file that was sent into the tray of its step, and take out the one whose button was pressed.

    Returns {name of a step: sentences} for those not taken. Who only reads puts nothing anywhere.
    """
    if request.method != "POST" or not request.user.holds("tickets.handle_ticket"):
        return {}
    now = timezone.now()
    for tray in trays.of(request.user, WITH_FILES, ticket, now=now).values():
        box.remove(request.POST, tray)
    return {name: refused for name in WITH_FILES if (refused := _take_into(name, request, ticket, now))}


def _take_into(name, request, ticket, now):
    """The sentences about files for the step `name` that were not taken."""
    uploads = request.FILES.getlist(f"{name}-{FILE}")
    refused = box.nothing_chosen(request.POST, uploads, name)
    if uploads:
        try:
            refused = box.take_in(uploads, draft=trays.begin(request.user, name, ticket, now=now), now=now)
        except drafts.Lapsed:  # the message went while its file came
            refused = [(upload.name, Refusal.LATE) for upload in uploads]
    return [box.sentence(*one) for one in refused]


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
    standing = Standing(ticket, request.user, timezone.now())
    for sentence in chain.from_iterable(refused.values()):
        form.add_error(FILE if standing.offers(form) else None, sentence)
    return form


def bring_trays(forms, request, ticket):
    """Tell each form which files wait to go with it."""
    forms = [form for form in forms if form.name in WITH_FILES]
    found = trays.of(request.user, [form.name for form in forms], ticket, now=timezone.now()) if forms else {}
    for form in forms:
        form.tray = found.get(form.name)
        form.attachments = files_in(form.tray)


@require_safe
def page(request, section, ticket_id, key, part):
    """One file of a case in sight; opening the whole of it is put on the record."""
    ticket = section.get_object(request, str(ticket_id))
    attachment = (
        Attachment.objects.select_related("message__ticket")
        .filter(message__ticket=ticket, key=key, status=Attachment.Status.READY)
        .first()
    )
    if attachment is None or (part == vault.THUMBNAIL and FORMATS[attachment.format].sort != PHOTO):
        raise Http404
    answer = serving.part_of(attachment, part, request)
    if part == vault.CLEANED and answer.status_code != serving.UNAVAILABLE:
        is_piece = "Range" in request.headers
        try:
            lifecycle.open_file(attachment=attachment, is_piece=is_piece, by=request.user, now=timezone.now())
        except NotAllowed:
            raise Http404 from None
    return answer
