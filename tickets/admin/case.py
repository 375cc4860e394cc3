"""The page of one case: what the citizen wrote and what happened since, beside the steps an officer can take."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.text import clean
from tickets import kept, lifecycle, qr, tracking
from tickets.models import Message, Ticket
from tickets.workflow import NotAllowed

from . import canned, desk, files, gate, preview, trays
from .case_view import CHANGED, show
from .consulted import waits_for_parts
from .standing import Standing
from .steps import STEPS, Answer, NewCode
from .steps.base import Unread

OPEN_SENDER = "open_sender"
CONFLICT = 409
REFUSALS = {
    lifecycle.AlreadyAnswered: gettext_lazy("A colleague has answered this case. Your text is kept here as a draft"),
    lifecycle.NeedsHead: gettext_lazy("More time was taken twice for this case. Further time is for the head to take"),
    lifecycle.LimitReached: gettext_lazy(
        "The case is at the limit that the law sets: no more time can be taken. Your text is kept here"
    ),
    Unread: gettext_lazy(
        "The citizen has written since you opened this page. Read it in the history; then press the button again"
    ),
    lifecycle.LateStill: gettext_lazy(
        "With so few days the new date would have passed already. Take more of them, or answer. Your text is kept here"
    ),
}
CHANGED_UNWRITTEN = gettext_lazy("The case has changed meanwhile, and this is no longer possible.")
PASSED_ON = gettext_lazy("A colleague passed it on while you were writing. Nothing was sent; your text is here.")
DONE_BUT = gettext_lazy("It is done, and the case has left your queue. What else you had typed was not sent.")


def page(section, request, ticket_id):
    """Show the case (GET), or take the step whose button was pressed (POST). `section` is the admin it is read in."""
    name = request.POST.get("step", "").partition(":")[0]  # a button may add which row it is about
    done_before = _pressed_before(STEPS[name], request, ticket_id) if name in STEPS else None
    if done_before:
        return _done(section, request, ticket_id, done_before)
    try:
        return _page_of_one_in_sight(section, request, ticket_id, name)
    except Http404:
        words = kept.texts(request.POST)
        if not words:
            raise
        return _gone(section, request, said=PASSED_ON, words=words, status=404)


def _page_of_one_in_sight(section, request, ticket_id, name):
    ticket = section.get_object(request, str(ticket_id))
    if canned.PRESSED in request.POST:
        request.POST = canned.put_in(request.POST, ticket)  # as if the officer had typed it
    desk.keep(request, ticket)
    refused = files.take_in(request, ticket)
    if refused or files.only_changes_boxes(request):
        form = files.refusing_form(request, ticket, refused)
        return show(section, request, ticket, form, typed=request.POST)
    if name == OPEN_SENDER:
        return _open_sender(section, request, ticket)
    if name in STEPS:
        return _take(section, request, ticket, STEPS[name])
    if request.POST.get(preview.PRESSED) == Answer.name:
        return _preview(section, request, ticket)
    return show(section, request, ticket, typed=request.POST)


def _preview(section, request, ticket):
    form = Answer(request.POST, ticket=ticket, by=request.user)
    files.bring_trays([form], request, ticket)
    if form.is_valid() and not Standing(ticket, request.user, timezone.now()).offers(Answer):
        form.add_error(None, CHANGED)
    return (
        preview.page(section, request, form)
        if form.is_valid()
        else show(section, request, ticket, form, typed=request.POST)
    )


def _pressed_before(step, request, ticket_id):
    """
    The form, if this is the second press of a button whose first press did its work; else None.

    Asked before anything else: the first may have taken the case out of this person's sight.
    """
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    form = ticket and step(request.POST, ticket=ticket, by=request.user)
    return form if form and form.was_taken() else None


def _take(section, request, ticket, step):
    form = step(request.POST, ticket=ticket, by=request.user)
    files.bring_trays([form], request, ticket)
    if not form.is_valid() or gate.holds_back(form):
        return show(section, request, ticket, form, typed=request.POST)
    try:
        result = _take_what_is_offered(form)
    except NotAllowed as refusal:
        form.add_error(None, _refusal_in_words(refusal, form))
        fresh = section.get_object(request, str(ticket.pk))
        return show(section, request, fresh, form, typed=request.POST, status=CONFLICT)
    trays.discard(request.user, step.name, ticket)
    desk.keep(request, ticket, beside=step.name)
    if step is NewCode and result:
        return _new_code(section, request, ticket, result)
    return _done(section, request, ticket.pk, form)


@transaction.atomic
def _take_what_is_offered(form):
    """
    Take the step if the page would show it now. What the life cycle refuses by itself, it refuses in its own words.

    Asked before the step is taken, for it may be offered no more after.
    """
    now = timezone.now()
    is_offered = Standing(form.ticket, form.by, now).offers(type(form))
    result = form.take(now=now)
    if not is_offered:
        raise NotAllowed("not offered")
    return result


def _refusal_in_words(refusal, form):
    if isinstance(refusal, lifecycle.NotReady):
        return str(refusal)
    if isinstance(refusal, lifecycle.PartsOpen):
        return waits_for_parts(form.ticket)
    for kind, words in REFUSALS.items():
        if isinstance(refusal, kind):
            return words
    return CHANGED if form.typed else CHANGED_UNWRITTEN


def _done(section, request, ticket_id, step):
    """Say that `step`, a form, is done. What was typed into the forms of other steps stays there, unsent."""
    messages.success(request, step.said())
    unsent = _not_in_the_history(kept.texts(request.POST, beside=step.name), ticket_id)
    if not section.get_queryset(request).filter(pk=ticket_id).exists():
        return _gone(section, request, said=DONE_BUT, words=unsent) if unsent else redirect(section.list_left(request))
    if not unsent:
        return redirect(request.get_full_path())
    typed = request.POST.copy()
    for name, text in request.POST.items():
        if name.startswith(f"{step.name}-") or (name.endswith(kept.ENDINGS) and text not in unsent):
            del typed[name]
    return show(section, request, section.get_object(request, str(ticket_id)), typed=typed)


def _not_in_the_history(texts, ticket_id):
    """Those of `texts` that are lost unless they are shown: what was taken back or returned is kept as it was."""
    written = {text: clean(text) for text in texts}
    kept_ones = set(Message.objects.filter(ticket=ticket_id, text__in=written.values()).values_list("text", flat=True))
    return [text for text in texts if written[text] not in kept_ones]


def _open_sender(section, request, ticket):
    """The particulars are in this one response only; each opening is on the record."""
    try:
        sender = lifecycle.open_sender(ticket=ticket, by=request.user, now=timezone.now())
    except NotAllowed:
        raise Http404 from None
    return show(section, request, ticket, sender=sender, typed=request.POST)


def _new_code(section, request, ticket, code):
    """The one page that shows a new tracking code, to be handed to the citizen."""
    context = {
        **section.admin_site.each_context(request),
        "title": _("New tracking code"),
        "ticket": ticket,
        "groups": tracking.grouped(code).split(),
        "tracking_page": qr.page(site=settings.SITE_URL, language=ticket.language),
        "address": request.get_full_path(),
    }
    return render(request, "tickets/admin/new_code.html", context)


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
