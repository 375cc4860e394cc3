"""What a citizen adds to a case that is open: an explanation, files, or both, kept until they are sent."""

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from . import drafts, lifecycle, opened, timeline
from .attachments import box, trays
from .forms.files import FILE, kept_refusals
from .forms.follow_up import FollowUpForm
from .models import Draft, Message
from .step_pages import GO, SeeOther, quick_exit
from .views import case_is_closed_here
from .workflow import NotAllowed

PAGE = "follow_up"  # of the tray, which has but one
SHOWN = "draft"  # the hidden input that says which tray the page shows
TEXT = "text"

CLOSED = _("The case has changed meanwhile and takes no more explanations. Your text and files are kept here")
TOO_MANY = _("You have written ten times today. Copy your text and send it tomorrow, or telephone us")


@sensitive_post_parameters()
def page(request):
    """Show the page, keep what is typed and chosen there, or send it."""
    now = timezone.now()
    ticket = opened.ticket_in(request.session, now)
    if request.method == "POST":
        return _take_from_page_of(request, ticket, now)
    if ticket is None:
        return case_is_closed_here(request, now)
    case = timeline.read(ticket, now)
    if not case.takes_more:  # to the citizen a case is open until the answer is published
        return HttpResponseRedirect(reverse("tickets:case"))
    tray = trays.find_or_begin(request.session, trays.FOLLOW_UP, ticket, now=now)
    return _show(request, ticket, tray, _kept_form(tray), case)


def _take_from_page_of(request, ticket, now):
    """
    Take what was sent only from a page of the case that is open: meanwhile it may have closed, or another been opened.

    What was written is shown again in any case.
    """
    written = request.POST.get(TEXT, "")
    mine = ticket is not None and trays.is_latest(request.session, trays.FOLLOW_UP, ticket, request.POST.get(SHOWN))
    try:
        if mine and _was_sent(request, ticket, written):
            return SeeOther(reverse("tickets:case"))
        if mine:
            return _take(request, ticket, now)
    except drafts.Lapsed:  # sent by another press, or deleted in another tab, while a file came
        if _was_sent(request, ticket, written):
            return SeeOther(reverse("tickets:case"))
    return case_is_closed_here(request, now, written=written)


def _was_sent(request, ticket, written):
    """Is this the second press of a button? A page that was sent in another tab with other words is not."""
    if not trays.was_sent(request.session, trays.FOLLOW_UP, ticket, request.POST[SHOWN]):
        return False
    last = ticket.messages.filter(author=Message.Author.CITIZEN).latest("pk")
    return last.text == FollowUpForm.base_fields[TEXT].to_python(written)


def _take(request, ticket, now):
    """Keep what was sent in any case; then stay, go where the button leads, or send it to the office."""
    tray = trays.find_or_begin(request.session, trays.FOLLOW_UP, ticket, now=now)
    uploads = request.FILES.getlist(FILE)
    refused = box.take_in(uploads, draft=tray, address=request.client_address, now=now)
    refused += box.nothing_chosen(request.POST, uploads, trays.FOLLOW_UP)
    changes_box = box.remove(request.POST, tray) or box.ADD in request.POST
    told = _told(request, tray, refused)
    form = _form({**told, TEXT: [request.POST.get(TEXT, "")]}, tray)
    is_to_be_sent = not changes_box and GO not in request.POST
    is_fit = form.is_complete() if is_to_be_sent else not told
    tray = drafts.keep(tray, PAGE, dict(form.data.lists()), place=drafts.LEFT if is_fit else drafts.REFUSED)
    if tray.submitted_at is not None:  # by another press of the same button
        return SeeOther(reverse("tickets:case"))
    if is_to_be_sent and is_fit:
        return _send_and_leave(request, ticket, tray, form, now)
    return SeeOther(_onward(request, refused))


def _told(request, tray, refused):
    """What the page says of files that were not taken: a button that leads away does not take it back."""
    if GO in request.POST and FILE not in request.FILES:
        return tray.content.get(drafts.REFUSED, {}).get(PAGE, {})
    return kept_refusals(refused) if refused else {}


def _send_and_leave(request, ticket, tray, form, now):
    try:
        _send(ticket, tray, form.cleaned_data[TEXT], now)
    except NotAllowed as refusal:
        form.add_error(None, TOO_MANY if isinstance(refusal, lifecycle.TooMany) else CLOSED)
        return _show(request, ticket, tray, form, timeline.read(ticket, now))
    opened.say_done(request.session, PAGE)
    return SeeOther(reverse("tickets:case"))


def _onward(request, refused):
    """
    Where the button leads that keeps what is typed: back, the other language, or this page again.

    Nobody is led back past the sentence about a file that was not taken.
    """
    language = request.POST.get(GO)
    if language in dict(settings.LANGUAGES):
        return translate_url(request.path, language)
    return reverse("tickets:case") if language and not refused else reverse("tickets:follow_up")


@transaction.atomic
def _send(ticket, tray, text, now):
    """Send it once, however often the button is pressed."""
    unsent = Draft.objects.select_for_update().filter(pk=tray.pk, submitted_at=None).first()
    if unsent is not None:
        lifecycle.follow_up(ticket=ticket, text=text, tray=unsent, now=now)
        trays.close(unsent, now=now)


def _kept_form(tray):
    """The form with what was typed last. Only what was refused is called wrong."""
    refused, left = (tray.content.get(place, {}).get(PAGE) for place in (drafts.REFUSED, drafts.LEFT))
    form = _form(refused or left or {}, tray)
    if refused:
        form.is_complete()
    else:
        form.full_clean()
        form.errors.clear()
    return form


def _form(typed, tray):
    return FollowUpForm(MultiValueDict(typed), attachments=trays.files_in(tray))


def _show(request, ticket, tray, form, case):
    context = {"form": form, "ticket": ticket, "case": case, "tray": tray, "quick_exit": quick_exit(ticket.sensitive)}
    return render(request, "tickets/follow_up.html", context)
