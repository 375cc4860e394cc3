"""What becomes of the work in hand of who is disabled, moved or given another role: asked on their own page."""

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import UserChangeForm
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from persian.digits import format_number
from suggestions import leaving
from tickets import lifecycle
from tickets.models import Ticket
from units.models import User


def in_hand(person):
    """How many open cases have `person` as their assignee, and how many accepted suggestions as their owner."""
    return Ticket.objects.open().filter(assignee=person).count(), leaving.owned_by(person).count()


class StaffForm(UserChangeForm):
    """An account, and who of its unit is to have what is in its hands if it may work on that no longer."""

    cases_to = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody yet: back into the queue of the unit"),
        help_text=_(
            "Holds only if you disable the account, move it, or take its role. Sensitive cases need clearance."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit_before = self.instance.unit
        able = User.objects.active_staff().holding("tickets.handle_ticket").exclude(pk=self.instance.pk)
        of_unit = able.filter(unit=self.instance.unit_id).exclude(unit=None)
        field, (cases, suggestions) = self.fields["cases_to"], in_hand(self.instance)
        field.queryset = of_unit.order_by("last_name", "first_name")
        field.label = _who_gets(cases, suggestions)
        if not cases:
            field.empty_label = _("nobody yet: the head of the unit is told")

    @cached_property
    def changed_data(self):
        """The history of each case tells who got it, if it was given to anybody."""
        return [name for name in super().changed_data if name != "cases_to"]


def _who_gets(cases, suggestions):
    open_ones = ngettext("the %(count)s open case", "the %(count)s open cases", cases)
    accepted = ngettext("the %(count)s accepted suggestion", "the %(count)s accepted suggestions", suggestions)
    of_both = {
        "cases": open_ones % {"count": format_number(cases)},
        "suggestions": accepted % {"count": format_number(suggestions)},
    }
    if not suggestions:
        return _("who gets %(cases)s") % of_both
    return (_("who gets %(cases)s and %(suggestions)s") if cases else _("who gets %(suggestions)s")) % of_both


def hand_over_from(request, person, *, to, unit):
    """
    Give on what `person`, until now of `unit`, may work on no longer, and say what became of it.

    Where they were the last there, all open cases of `unit` pass to the one above.
    """
    _pass_up(request, unit)
    _hand_over_cases(request, person, to)
    given, nobodys = leaving.hand_over(person=person, to=to, by=request.user, now=timezone.now())
    words = ngettext(
        "%(to)s now sees %(count)s accepted suggestion through.",
        "%(to)s now sees %(count)s accepted suggestions through.",
        given,
    )
    _say(request, messages.INFO, words, given, to=to)
    words = ngettext(
        "%(count)s accepted suggestion has no owner any more; the head of its unit is told.",
        "%(count)s accepted suggestions have no owner any more; the head of their unit is told.",
        nobodys,
    )
    _say(request, messages.WARNING, words, nobodys)


def _pass_up(request, unit):
    moved = lifecycle.leave_the_empty(unit=unit, by=request.user, now=timezone.now()) if unit else 0
    words = ngettext(
        "In %(unit)s nobody can work on %(count)s open case any more: it is passed to the unit above.",
        "In %(unit)s nobody can work on %(count)s open cases any more: they are passed to the unit above.",
        moved,
    )
    _say(request, messages.WARNING, words, moved, unit=unit)


def _hand_over_cases(request, person, to):
    given, nobodys = lifecycle.hand_over(person=person, to=to, by=request.user, now=timezone.now())
    words = ngettext("%(count)s case is given to %(to)s.", "%(count)s cases are given to %(to)s.", given)
    _say(request, messages.INFO, words, given, to=to)
    words = ngettext(
        "%(count)s case has no assignee any more and waits in the queue of its unit.",
        "%(count)s cases have no assignee any more and wait in the queue of their unit.",
        nobodys,
    )
    _say(request, messages.WARNING, words, nobodys)


def _say(request, level, words, count, **named):
    """Of none nothing is said."""
    if count:
        messages.add_message(request, level, words % {"count": format_number(count), **named})
