"""The pages on which a citizen withdraws the open case, rates the answer or does not accept it; words are kept."""

from collections.abc import Callable
from dataclasses import dataclass

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
from .attachments import trays
from .forms.say import ABOVE, NO_LEVEL_ABOVE, WITHDRAW, RateForm, ReopenForm, WithdrawForm
from .models import Draft
from .routing import one_level_up
from .step_pages import GO, SeeOther, quick_exit
from .views import case_is_closed_here
from .workflow import NotAllowed

SHOWN, SEEN, TEXT = "draft", "seen", "text"  # the hidden inputs: which tray, how many decisions; and the box for words

CHANGED = _("The case has changed meanwhile. Read it again before you go on. Your text is kept here")
NO_LONGER = _("The case has changed meanwhile, and this is no longer possible. Your text is kept here")


@dataclass(frozen=True)
class Page:
    """
    One such page, named as its address. `fits` asks a timeline.Case whether it is offered now.

    `bring` gives the further arguments of its form, `do` (ticket, the form's answers, now) does it.
    """

    name: str
    form_class: type
    fits: Callable
    do: Callable
    bring: Callable = lambda ticket: {}


def _withdraw(ticket, answers, now):
    lifecycle.withdraw(ticket=ticket, text=answers[TEXT], now=now)


def _reopen(ticket, answers, now):
    step = lifecycle.object_to if answers.get("level") == ABOVE else lifecycle.reopen
    step(ticket=ticket, reason=answers[TEXT], now=now)


def _rate(ticket, answers, now):
    lifecycle.rate(
        ticket=ticket, solved=answers["solved"], score=int(answers["score"]), comment=answers[TEXT], now=now
    )


def _levels(ticket):
    return {"same": ticket.unit, "above": one_level_up(ticket)}


WITHDRAW_PAGE = Page("withdraw", WithdrawForm, lambda case: case.may_be_withdrawn, _withdraw)
REOPEN_PAGE = Page("reopen", ReopenForm, lambda case: case.reopens_until is not None, _reopen, _levels)
RATE_PAGE = Page("rate", RateForm, lambda case: case.is_unrated, _rate)


@sensitive_post_parameters()
def withdraw(request):
    """Take the case back, for good."""
    return _page(request, WITHDRAW_PAGE)


@sensitive_post_parameters()
def reopen(request):
    """Have what was decided looked at again, by the same unit or one level up."""
    return _page(request, REOPEN_PAGE)


@sensitive_post_parameters()
def rate(request):
    """Say whether the matter is settled, and how it was handled."""
    return _page(request, RATE_PAGE)


def _page(request, page):
    now = timezone.now()
    ticket = opened.ticket_in(request.session, now)
    if request.method == "POST":
        return _take_from_page_of(request, page, ticket, now)
    if ticket is None:
        return case_is_closed_here(request, now)
    case = timeline.read(ticket, now)
    if not page.fits(case):
        return HttpResponseRedirect(reverse("tickets:case"))
    tray = trays.find_or_begin(request.session, page.name, ticket, now=now)
    return _show(request, page, ticket, case, tray, _kept_form(page, ticket, tray))


def _take_from_page_of(request, page, ticket, now):
    """Take what was sent only from a page of the case that is open here; else show the words, to be copied."""
    try:
        if ticket is not None and trays.is_latest(request.session, page.name, ticket, request.POST.get(SHOWN)):
            return _take(request, page, ticket, now)
    except drafts.Lapsed:  # deleted in another tab meanwhile
        pass
    return case_is_closed_here(request, now, written=request.POST.get(TEXT, ""))


def _take(request, page, ticket, now):
    """Keep what was typed; then go where the button leads, or do it."""
    if _was_done(request, page, ticket):
        return SeeOther(reverse("tickets:case"))
    tray = trays.find_or_begin(request.session, page.name, ticket, now=now)
    form = page.form_class(request.POST, **page.bring(ticket))
    typed = {name: request.POST.getlist(name) for name in page.form_class.base_fields if name in request.POST}
    is_refused = GO not in request.POST and not form.is_valid()
    drafts.keep(tray, page.name, typed, place=drafts.REFUSED if is_refused else drafts.LEFT)
    if GO in request.POST:
        return SeeOther(_onward(request, page))
    if is_refused:
        return SeeOther(reverse(f"tickets:{page.name}"))
    return _do(request, page, ticket, tray, form, now)


def _do(request, page, ticket, tray, form, now):
    """Do it, unless what the citizen saw of the case is out of date. Whatever comes between, the words stay."""
    case = timeline.read(ticket, now)
    try:
        if request.POST.get(SEEN) != str(case.decisions):
            form.add_error(None, CHANGED)
        else:
            _once(page, ticket, tray, form.cleaned_data, now)
            opened.say_done(request.session, page.name)
            return SeeOther(reverse("tickets:case"))
    except lifecycle.TopReached:
        form.add_error(None, NO_LEVEL_ABOVE)
    except NotAllowed:
        form.add_error(None, NO_LONGER)
    return _show(request, page, ticket, case, tray, form)


@transaction.atomic
def _once(page, ticket, tray, answers, now):
    """However often the button is pressed."""
    unsent = Draft.objects.select_for_update().filter(pk=tray.pk, submitted_at=None).first()
    if unsent is not None:
        page.do(ticket, answers, now)
        trays.close(unsent, now=now)


def _was_done(request, page, ticket):
    """Is this the second press of a button? Another tab with other words is not: those must not be lost unsaid."""
    if not trays.was_sent(request.session, page.name, ticket, request.POST[SHOWN]):
        return False
    words = page.form_class.base_fields[TEXT].to_python(request.POST.get(TEXT, ""))
    return not words or ticket.messages.filter(author="citizen", text=words).exists()


def _onward(request, page):
    """Where the button leads that keeps what is typed: the other language, or back to the case."""
    language = request.POST[GO]
    in_language = language in dict(settings.LANGUAGES)
    return translate_url(request.path, language) if in_language else reverse("tickets:case")


def _kept_form(page, ticket, tray):
    """The form with what was typed last. Only what was refused is called wrong."""
    refused, left = (tray.content.get(place, {}).get(page.name) for place in (drafts.REFUSED, drafts.LEFT))
    form = page.form_class(MultiValueDict(refused or left or {}), **page.bring(ticket))
    form.full_clean()
    if not refused:
        form.errors.clear()
    return form


def _show(request, page, ticket, case, tray, form):
    context = {
        "page": page.name,
        "form": form,
        "case": case,
        "tray": tray,
        "withdraw": WITHDRAW[ticket.kind],
        "quick_exit": quick_exit(ticket.sensitive),
    }
    return render(request, f"tickets/say_{page.name}.html", context)
