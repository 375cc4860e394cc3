"""The page of one case: what the citizen wrote and what happened since, beside the steps an officer can take."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets import kept, lifecycle
from tickets.models import Ticket
from tickets.workflow import NotAllowed

from . import files, trays
from .case_view import CHANGED, show
from .steps import STEPS

OPEN_SENDER = "open_sender"
CONFLICT = 409
ANSWERED_ALREADY = gettext_lazy("A colleague has answered this case. Your text is kept here as a draft")
CHANGED_UNWRITTEN = gettext_lazy("The case has changed meanwhile, and this is no longer possible.")
PASSED_ON = gettext_lazy("A colleague passed it on while you were writing. Nothing was sent; your text is here.")
DONE_BUT = gettext_lazy("It is done, and the case has left your queue. What else you had typed was not sent.")


def page(section, request, ticket_id):
    """Show the case (GET), or take the step whose button was pressed (POST). `section` is the admin it is read in."""
    name = request.POST.get("step", "")
    if name in STEPS and _pressed_before(STEPS[name], request, ticket_id):
        return _done(section, request, ticket_id, STEPS[name])
    try:
        return _page_of_one_in_sight(section, request, ticket_id, name)
    except Http404:
        words = kept.texts(request.POST)
        if not words:
            raise
        return _gone(section, request, said=PASSED_ON, words=words, status=404)


def _page_of_one_in_sight(section, request, ticket_id, name):
    ticket = section.get_object(request, str(ticket_id))
    refused = files.take_in(request, ticket)
    if refused or files.only_changes_boxes(request):
        form = files.refusing_form(request, ticket, refused)
        return show(section, request, ticket, form, typed=request.POST)
    if name == OPEN_SENDER:
        return _open_sender(section, request, ticket)
    if name in STEPS:
        return _take(section, request, ticket, STEPS[name])
    return show(section, request, ticket, typed=request.POST)


def _pressed_before(step, request, ticket_id):
    """
    Is this the second press of a button whose first press did its work?

    Asked before anything else: the first may have taken the case out of this person's sight.
    """
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    return ticket is not None and step(request.POST, ticket=ticket, by=request.user).was_taken()


def _take(section, request, ticket, step):
    form = step(request.POST, ticket=ticket, by=request.user)
    files.bring_trays([form], request, ticket)
    if not form.is_valid():
        return show(section, request, ticket, form, typed=request.POST)
    try:
        form.take(now=timezone.now())
    except NotAllowed as refusal:
        form.add_error(None, _refusal_in_words(refusal, form))
        fresh = section.get_object(request, str(ticket.pk))
        return show(section, request, fresh, form, typed=request.POST, status=CONFLICT)
    trays.discard(request.user, step.name, ticket)
    return _done(section, request, ticket.pk, step)


def _refusal_in_words(refusal, form):
    if isinstance(refusal, lifecycle.AlreadyAnswered):
        return ANSWERED_ALREADY
    return CHANGED if form.typed else CHANGED_UNWRITTEN


def _done(section, request, ticket_id, step):
    """Say that it is done. What was typed into the forms of other steps stays there, unsent."""
    messages.success(request, step.done)
    unsent = kept.texts(request.POST, beside=step.name)
    if not section.get_queryset(request).filter(pk=ticket_id).exists():
        return _gone(section, request, said=DONE_BUT, words=unsent) if unsent else redirect(section.list_left(request))
    if not unsent:
        return redirect(request.get_full_path())
    typed = {name: text for name, text in request.POST.items() if not name.startswith(f"{step.name}-")}
    return show(section, request, section.get_object(request, str(ticket_id)), typed=typed)


def _open_sender(section, request, ticket):
    """The particulars are in this one response only; each opening is on the record."""
    try:
        sender = lifecycle.open_sender(ticket=ticket, by=request.user, now=timezone.now())
    except NotAllowed:
        raise Http404 from None
    return show(section, request, ticket, sender=sender, typed=request.POST)


def _gone(section, request, *, said, words, status=200):
    """The case is out of this person's sight: nothing is said of it, but what they typed is not lost."""
    return kept.page(
        section.admin_site,
        request,
        title=_("This case is no longer in your queue"),
        said=said,
        words=words,
        link=(section.list_left(request), _("Back to the queue")),
        status=status,
    )
