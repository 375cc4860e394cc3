"""What becomes of the open cases of who is disabled, moved or given another role: asked on their own page."""

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import UserChangeForm
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from persian.digits import format_number
from tickets import lifecycle
from tickets.models import Ticket
from units.models import User


def open_cases(person):
    """The open cases whose assignee `person` is."""
    return Ticket.objects.open().filter(assignee=person)


class StaffForm(UserChangeForm):
    """An account, and who of its unit is to have its open cases if it may work on them no longer."""

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
        able = User.objects.active_staff().holding("tickets.handle_ticket").exclude(pk=self.instance.pk)
        of_unit = able.filter(unit=self.instance.unit_id).exclude(unit=None)
        field, count = self.fields["cases_to"], open_cases(self.instance).count()
        field.queryset = of_unit.order_by("last_name", "first_name")
        words = ngettext("who gets the %(count)s open case", "who gets the %(count)s open cases", count)
        field.label = words % {"count": format_number(count)}

    @cached_property
    def changed_data(self):
        """The history of each case tells who got it, if it was given to anybody."""
        return [name for name in super().changed_data if name != "cases_to"]


def hand_over_from(request, person, *, to):
    """Give on what `person` may work on no longer, and say what became of it."""
    given, nobodys = lifecycle.hand_over(person=person, to=to, by=request.user, now=timezone.now())
    if given:
        words = ngettext("%(count)s case is given to %(to)s.", "%(count)s cases are given to %(to)s.", given)
        messages.info(request, words % {"count": format_number(given), "to": to})
    if nobodys:
        words = ngettext(
            "%(count)s case has no assignee any more and waits in the queue of its unit.",
            "%(count)s cases have no assignee any more and wait in the queue of their unit.",
            nobodys,
        )
        messages.warning(request, words % {"count": format_number(nobodys)})
