"""The page of one consultation: what is asked, by whom, until when; the reply; for a joint handling also the words."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import today
from persian.digits import localise_digits
from tickets import kept
from tickets.models import Consultation, Event
from tickets.workflow import NotAllowed
from workdays.calendar import load_calendar

from .case import CONFLICT
from .steps.consulting import Reply
from .time_left import time_left

# What the citizen wrote about the matter itself: not the words of a rating, nor why they withdrew.
OF_THE_MATTER = (Event.Name.SUBMITTED, Event.Name.FOLLOWED_UP, Event.Name.REOPENED, Event.Name.OBJECTED)
ENDED = gettext_lazy("This ended while you were writing. Nothing was sent; your text is kept here")
NOT_ASKED = gettext_lazy("This is asked of you no more. Nothing was sent; your text is here.")


def page(section, request, pk):
    """Show the consultation (GET), or take the reply (POST). `section` is the admin it is read in."""
    try:
        consultation = section.get_object(request, str(pk))
    except Http404:
        words = kept.texts(request.POST)
        if not words:
            raise
        return _gone(section, request, words)
    if request.method != "POST":
        return _show(section, request, consultation)
    return _take(section, request, consultation, Reply(request.POST, consultation=consultation, by=request.user))


def _take(section, request, consultation, form):
    if not form.is_valid():
        return _show(section, request, consultation, form)
    try:
        form.take(now=timezone.now())
    except NotAllowed:
        form.add_error(None, ENDED)
        fresh = section.get_object(request, str(consultation.pk))
        return _show(section, request, fresh, form, status=CONFLICT)
    messages.success(request, form.done)
    return redirect(request.get_full_path())


def _show(section, request, consultation, form=None, *, status=200):
    ticket = consultation.ticket
    left = time_left(consultation.due_on, today(), load_calendar()) if consultation.is_open else None
    fresh = Reply(consultation=consultation, by=request.user, initial={"seen": consultation.event_id})
    context = {
        **section.admin_site.each_context(request),
        "title": _("Consultation on case %(number)s") % {"number": localise_digits(ticket.number)},
        "opts": section.opts,
        "list": section.list_left(request),
        "consultation": consultation,
        "ticket": ticket,
        "time_left": left,
        "words": words_for(consultation),
        "form": (form or fresh) if consultation.is_open else None,
        "bound": form,
    }
    return render(request, "tickets/admin/consultation.html", context, status=status)


def words_for(consultation):
    """
    [Event] with what the citizen wrote, for who has a part in the handling; nothing for who is only asked.

    Once the part is over, nothing that came later. Files stay with the unit that has the case.
    """
    if consultation.purpose != Consultation.Purpose.PART:
        return []
    told = consultation.ticket.events.filter(name__in=OF_THE_MATTER, message__isnull=False)
    if not consultation.is_open:
        told = told.filter(at__lte=consultation.ended_at)
    return list(told.select_related("message").order_by("at", "pk"))


def _gone(section, request, words):
    return kept.page(
        section.admin_site,
        request,
        title=_("This consultation is no longer yours"),
        said=NOT_ASKED,
        words=words,
        link=(section.list_left(request), _("Back to the consultations")),
        status=404,
    )
