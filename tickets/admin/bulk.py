"""
What can be done to several ticked cases at once: give to a colleague, transfer, remind. Never an answer.

Each case goes through its own call into the life cycle, as from its own page. Sensitive cases are never among them.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from persian.digits import format_number, localise_digits
from persian.forms import LongTextField
from tickets import lifecycle
from tickets.models import Ticket
from tickets.workflow import NotAllowed
from units.models import Unit, User
from units.places import by_place

from .steps.base import NO_CHOICE, number
from .steps.passing import UnitChoiceField

MOST = 100
SURE = "sure"  # the page that asks was shown, and its button pressed
SENSITIVE = gettext_lazy("sensitive: only on its own page")
REFUSALS = {
    "closed": gettext_lazy("it is not open any more"),
    "theirs already": gettext_lazy("it is theirs already"),
    "assignee": gettext_lazy("they may not work on it, or belong to another unit"),
    "not yours": gettext_lazy("it is not yours to act on"),
    "nobody’s": gettext_lazy("it has no assignee"),
    "one’s own": gettext_lazy("you are its assignee yourself"),
    "reminded": gettext_lazy("they were reminded of it already today"),
}
ANYTHING_ELSE = gettext_lazy("it has changed meanwhile")
NOT_THERE = gettext_lazy("that unit cannot have it, or has it already")


def able_people():
    return User.objects.active_staff().holding("tickets.handle_ticket")


class AssignForm(forms.Form):
    """To whom."""

    use_required_attribute = False
    assignee = forms.ModelChoiceField(
        label=gettext_lazy("assignee"),
        queryset=None,
        empty_label=NO_CHOICE[1],
        error_messages={"required": gettext_lazy("Choose a colleague")},
    )

    def __init__(self, *args, tickets, by, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        units = {ticket.unit_id for ticket in tickets}
        self.fields["assignee"].queryset = able_people().filter(unit__in=units).order_by("last_name", "first_name")


class TransferForm(forms.Form):
    """Where to, and why."""

    use_required_attribute = False
    unit = UnitChoiceField(
        label=gettext_lazy("Unit"),
        queryset=None,
        empty_label=NO_CHOICE[1],
        error_messages={"required": gettext_lazy("Choose a unit")},
    )
    reason = LongTextField(
        label=gettext_lazy("Reason"),
        called=gettext_lazy("The reason"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Write why")},
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, tickets, by, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        field = self.fields["unit"]
        field.queryset = Unit.objects.offices().with_staffed(able_people()).filter(staffed=True)
        field.places = lambda: by_place(field.queryset, nearest=by.unit)


@dataclass(frozen=True)
class Act:
    """
    `take` is the function of the life cycle; `form` asks for what it needs besides, if anything.

    `done` words of a number of cases what was done to them.
    """

    take: Callable
    done: Callable
    form: type | None = None
    title: str = ""
    button: str = ""


ACTS = {
    "assign": Act(
        take=lifecycle.assign,
        done=lambda count: ngettext("%(count)s case is given to them.", "%(count)s cases are given to them.", count),
        form=AssignForm,
        title=gettext_lazy("Give to a colleague"),
        button=gettext_lazy("Give"),
    ),
    "transfer": Act(
        take=lifecycle.transfer,
        done=lambda count: ngettext("%(count)s case is transferred.", "%(count)s cases are transferred.", count),
        form=TransferForm,
        title=gettext_lazy("Transfer to another unit"),
        button=gettext_lazy("Transfer"),
    ),
    "remind": Act(
        take=lifecycle.remind,
        done=lambda count: ngettext(
            "The assignee of %(count)s case is reminded.", "The assignees of %(count)s cases are reminded.", count
        ),
    ),
}


@require_POST
def page(request, section):
    """Ask what is still to be said of the ticked cases, or act on them; then back to the list, with what was done."""
    name = request.POST.get("do", "")
    if name not in ACTS or not request.user.holds("tickets.handle_ticket"):
        raise Http404
    act, tickets, unknown = ACTS[name], *_ticked(request, section)
    if not tickets:
        messages.warning(request, _("No case is ticked that you could act on."))
        return redirect(section.list_left(request))
    chosen = {}
    if act.form:
        sent = request.POST if SURE in request.POST else None
        form = act.form(sent, tickets=tickets, by=request.user)
        if not form.is_valid():
            return _ask(request, section, name, form, tickets)
        chosen = form.cleaned_data
    _tell(request, act, *_take_each(tickets, partial(act.take, **chosen, by=request.user)), unknown)
    return redirect(section.list_left(request))


def _ticked(request, section):
    """([Ticket] among those in sight, how many ids were sent that are not)."""
    sent = set(request.POST.getlist("case")[:MOST])
    found = section.get_queryset(request).filter(pk__in={number(pk) for pk in sent} - {None})
    tickets = list(found.order_by("due_on", "pk"))
    return tickets, len(sent) - len(tickets)


def _take_each(tickets, take):
    """(how many it was done to, {reason: [number of a case it was not done to]})."""
    done, refused = 0, defaultdict(list)
    for ticket in tickets:
        try:
            _take_one(ticket, take)
        except NotAllowed as refusal:
            refused[_in_words(refusal)].append(f"\u2066{localise_digits(ticket.number)}\u2069")
        else:
            done += 1
    return done, refused


def _take_one(ticket, take):
    if Ticket.objects.filter(pk=ticket.pk, sensitive=True).exists():  # as it is now, not as it was listed
        raise NotAllowed(SENSITIVE)
    take(ticket=ticket, now=timezone.now())


def _in_words(refusal):
    if isinstance(refusal, lifecycle.TransferRefused):
        return NOT_THERE
    why = refusal.args[0] if refusal.args else ""
    return why if why is SENSITIVE else REFUSALS.get(why, ANYTHING_ELSE)


def _tell(request, act, done, refused, unknown):
    if done:
        messages.success(request, act.done(done) % {"count": format_number(done)})
    for reason, numbers in refused.items():
        words = {"reason": reason, "cases": _(", ").join(numbers)}
        messages.warning(request, _("Not done, %(reason)s: %(cases)s") % words)
    if unknown:
        words = ngettext("%(count)s case was not found.", "%(count)s cases were not found.", unknown)
        messages.warning(request, words % {"count": format_number(unknown)})


def _ask(request, section, name, form, tickets):
    act = ACTS[name]
    context = {
        **section.admin_site.each_context(request),
        "title": act.title,
        "opts": section.opts,
        "queue": section.list_left(request),
        "tickets": tickets,
        "form": form,
        "do": name,
        "button": act.button,
    }
    return render(request, "tickets/admin/bulk.html", context)
