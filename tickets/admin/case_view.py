"""The page of one case as it is drawn: for whom, with which forms, and with what was typed into them already."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import today
from persian.digits import localise_digits
from tickets.models import Event, Sender, Ticket
from tickets.workflow import Identity

from .details import details_of
from .files import bring_trays
from .steps import STEPS, Note
from .story import tell, warnings
from .time_left import times_left

CHANGED = gettext_lazy("The case has changed meanwhile, and this is no longer possible. Your text is kept here")


def show(section, request, ticket, form=None, *, sender=None, typed=None, status=200):
    """
    The page of `ticket`. `form` is the step just refused, `sender` the particulars just opened.

    `typed` is what stands in the forms of the other steps: pressing one button must not empty them.
    """
    entries = tell(ticket)
    handles = Ticket.objects.handled_by(request.user).filter(pk=ticket.pk).exists()
    steps = STEPS.values() if handles else _steps_of_overseers(request.user)
    forms = _forms(steps, request, ticket, form, typed or {})
    context = {
        **section.admin_site.each_context(request),
        "title": _("Case %(number)s") % {"number": localise_digits(ticket.number)},
        "opts": section.opts,
        "queue": section.list_left(request),
        "ticket": ticket,
        "time_left": times_left([ticket], today=today()).get(ticket.pk),
        "words": next(entry for entry in entries if entry.name == Event.Name.SUBMITTED),
        "warnings": warnings(ticket),
        "details": details_of(ticket),
        "history": entries,
        "answer_waits": _answer_waits(entries),
        "sender": sender,
        "may_open_sender": ticket.identity == Identity.NAMED and Sender(ticket=ticket).may_be_opened_by(request.user),
        "handles": handles,
        "forms": forms,
        "bound": form,
        "draft": _without_a_place(form, forms, ticket, request.user, typed or {}),
    }
    return render(request, "tickets/admin/case.html", context, status=status)


def _answer_waits(entries):
    """When the citizen will be able to read the latest answer, if not yet."""
    published = [entry.message.published_at for entry in entries if entry.message and entry.message.is_public]
    return max((at for at in published if at > timezone.now()), default=None)


def _forms(steps, request, ticket, bound, typed):
    """{name: form} of those of `steps` that fit now; the one just sent in comes back as it was typed."""
    last = ticket.events.order_by("-pk").values_list("pk", flat=True).first()
    fresh = {
        step.name: step(ticket=ticket, by=request.user, initial=step.typed_in(typed) | {"seen": last})
        for step in steps
        if step.fits(ticket)
    }
    forms = fresh | ({bound.name: bound} if bound is not None and bound.name in fresh else {})
    bring_trays(forms.values(), request, ticket)
    return forms


def _steps_of_overseers(user):
    """Who sees a case of another unit may leave a note there, unless they only read (lifecycle.note)."""
    return [Note] if user.holds("tickets.handle_ticket") else []


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
