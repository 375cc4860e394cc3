"""The page of one case: what the citizen wrote and what happened since, beside the steps an officer can take."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import today
from persian.digits import localise_digits
from tickets import lifecycle
from tickets.models import Event, Sender, Ticket
from tickets.workflow import Identity, NotAllowed

from .details import details_of
from .steps import STEPS
from .story import tell, warnings
from .time_left import times_left

OPEN_SENDER = "open_sender"
CONFLICT = 409
ANSWERED_ALREADY = gettext_lazy("A colleague has answered this case. Your text is kept here as a draft")
CHANGED = gettext_lazy("The case has changed meanwhile, and this is no longer possible. Your text is kept here")


def page(section, request, ticket_id):
    """Show the case (GET), or take the step whose button was pressed (POST). `section` is the admin it is read in."""
    try:
        ticket = section.get_object(request, str(ticket_id))
    except Http404:
        if request.method != "POST":
            raise
        return _gone(section, request)
    name = request.POST.get("step", "")
    if request.method == "POST" and name == OPEN_SENDER:
        return _open_sender(section, request, ticket)
    if request.method == "POST" and name in STEPS:
        return _take(section, request, ticket, STEPS[name])
    return _show(section, request, ticket)


def _take(section, request, ticket, step):
    form = step(request.POST, ticket=ticket, by=request.user)
    if not form.is_valid():
        return _show(section, request, ticket, form)
    try:
        form.take(now=timezone.now())
    except NotAllowed as refusal:
        form.add_error(None, ANSWERED_ALREADY if isinstance(refusal, lifecycle.AlreadyAnswered) else CHANGED)
        return _show(section, request, section.get_object(request, str(ticket.pk)), form, status=CONFLICT)
    messages.success(request, form.done)
    if section.get_queryset(request).filter(pk=ticket.pk).exists():
        return redirect(section.address("change", ticket.pk))
    return redirect(section.address("changelist"))


def _open_sender(section, request, ticket):
    """The particulars are in this one response only; each opening is on the record."""
    try:
        sender = lifecycle.open_sender(ticket=ticket, by=request.user, now=timezone.now())
    except NotAllowed:
        raise Http404 from None
    return _show(section, request, ticket, sender=sender)


def _gone(section, request):
    """The case went elsewhere while somebody was writing: nothing is said of it, but what they typed is not lost."""
    typed = [text for name, text in request.POST.items() if name.endswith(("-text", "-reason")) and text.strip()]
    if not typed:
        raise Http404
    context = {
        **section.admin_site.each_context(request),
        "title": _("This case is no longer in your queue"),
        "typed": typed[0],
        "queue": section.address("changelist"),
    }
    return render(request, "tickets/admin/gone.html", context, status=404)


def _show(section, request, ticket, form=None, *, sender=None, status=200):
    entries = tell(ticket)
    forms = _forms(ticket, request.user, form)
    context = {
        **section.admin_site.each_context(request),
        "title": _("Case %(number)s") % {"number": localise_digits(ticket.number)},
        "opts": section.opts,
        "queue": section.address("changelist"),
        "ticket": ticket,
        "time_left": times_left([ticket], today=today()).get(ticket.pk),
        "words": next(entry.message for entry in entries if entry.name == Event.Name.SUBMITTED),
        "warnings": warnings(ticket),
        "details": details_of(ticket),
        "history": entries,
        "answer_waits": _answer_waits(entries),
        "sender": sender,
        "may_open_sender": ticket.identity == Identity.NAMED and Sender(ticket=ticket).may_be_opened_by(request.user),
        "forms": forms,
        "bound": form,
        "draft": form if form is not None and form not in forms.values() else None,
    }
    return render(request, "tickets/admin/case.html", context, status=status)


def _answer_waits(entries):
    """When the citizen will be able to read the latest answer, if not yet."""
    published = [entry.message.published_at for entry in entries if entry.message and entry.message.is_public]
    return max((at for at in published if at > timezone.now()), default=None)


def _forms(ticket, user, bound):
    """{name: form} of the steps this person may take now; the one just sent in comes back as it was typed."""
    if not Ticket.objects.handled_by(user).filter(pk=ticket.pk).exists():
        return {}
    last = ticket.events.order_by("-pk").values_list("pk", flat=True).first()
    fresh = {
        name: step(ticket=ticket, by=user, initial={"seen": last}) for name, step in STEPS.items() if step.fits(ticket)
    }
    return fresh | ({bound.name: bound} if bound is not None and bound.name in fresh else {})
