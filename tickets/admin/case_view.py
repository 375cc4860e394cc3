"""The page of one case as it is drawn: for whom, with which forms, and with what was typed into them already."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import today
from persian.digits import localise_digits
from tickets import why
from tickets.models import Event

from . import canned, preview
from .consulted import consulted
from .desk import desk_of
from .details import details_of
from .files import bring_trays
from .gate import findings_on_the_proposal
from .marks import status_of
from .standing import Standing
from .steps import STEPS
from .story import tell, warnings
from .time_left import time_left

CHANGED = gettext_lazy("The case has changed meanwhile, and this is no longer possible. Your text is kept here")


def show(section, request, ticket, form=None, *, sender=None, typed=None, status=200):
    """
    The page of `ticket`. `form` is the step just refused, `sender` the particulars just opened.

    `typed` is what stands in the forms of the other steps: pressing one button must not empty them.
    """
    standing, desk = Standing(ticket, request.user, timezone.now()), desk_of(request, ticket)
    typed = typed or desk.words
    forms = _forms(standing, request, form, typed)
    _place_the_cursor(forms, request.POST)
    context = {
        **section.admin_site.each_context(request),
        "title": _("Case %(number)s") % {"number": localise_digits(ticket.number)},
        "opts": section.opts,
        "queue": section.list_left(request),
        **_to_read(standing, sender),
        "forms": forms,
        "canned": canned.ready_for(ticket, forms),
        "further": sorted((step for step in forms.values() if step.folded), key=lambda step: not step.leads),
        "bound": form,
        "desk": desk,
        "draft": _without_a_place(form, forms, ticket, request.user, typed),
    }
    return render(request, "tickets/admin/case.html", context, status=status)


def _to_read(standing, sender):
    """What stands on the page besides the forms."""
    ticket = standing.ticket
    entries = tell(ticket, standing.events)
    return {
        "ticket": ticket,
        "status": status_of(ticket),
        "standing": standing,
        "why": why.of(ticket),
        "findings": findings_on_the_proposal(standing),
        "proposal_files": _files_of_the_proposal(standing, entries),
        "time_left": _time_left(standing),
        "words": next(entry for entry in entries if entry.name == Event.Name.SUBMITTED),
        "warnings": warnings(ticket),
        "details": details_of(ticket),
        "history": entries,
        "consulted": consulted(ticket, standing.at_hand),
        "sender": ticket.sender if standing.revealed_until else sender,
        "may_open_sender": ticket.opens_sender_to(standing.by),
    }


def _time_left(standing):
    ticket = standing.ticket
    return time_left(ticket.due_on, today(), standing.at_hand.calendars[ticket.district]) if ticket.is_open else None


def _files_of_the_proposal(standing, entries):
    """The files of the answer that waits for a head, which the history has read already."""
    mine = standing.proposal and standing.proposal.message_id
    return [file for entry in entries for file in entry.files if file.message_id == mine]


def _forms(standing, request, bound, typed):
    """{name: form} of the steps offered now; the one just sent in comes back as it was typed."""
    ticket = standing.ticket
    last = max((event.pk for event in standing.events), default=None)
    fresh = {step.name: _fresh(step, standing, typed, last) for step in STEPS.values() if standing.offers(step)}
    forms = fresh | ({bound.name: bound} if bound is not None and bound.name in fresh else {})
    bring_trays(forms.values(), request, ticket)
    return forms


def _place_the_cursor(forms, pressed):
    """Into the box of the step into which a ready text was put, or to which a preview leads back."""
    form = forms.get(pressed.get(canned.PRESSED) or pressed.get(preview.BACK))
    if form is not None and form.text_field:
        form.fields[form.text_field].widget.attrs["autofocus"] = True


def _fresh(step, standing, typed, last):
    """The form of `step` with what it begins with and, before that, what was typed into it."""
    begun, written = step.begins_with(standing), step.typed_in(typed)
    begun_with = begun | written | {"seen": last}
    form = step(ticket=standing.ticket, by=standing.by, at_hand=standing.at_hand, initial=begun_with)
    if step.text_field in begun and step.text_field not in written:
        form.mark_as_kept()
    return form


def _without_a_place(bound, forms, ticket, user, typed):
    """The form whose words fit nowhere on the page any more: the step just refused, or one that a colleague took."""
    if bound is not None and bound not in forms.values():
        return bound
    for step in STEPS.values():
        if step.name not in forms and typed.get(f"{step.name}-{step.text_field}", "").strip():
            form = step(typed, ticket=ticket, by=user)
            form.full_clean()
            form.errors.clear()
            form.add_error(None, CHANGED)
            return form
    return None
