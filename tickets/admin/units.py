"""What cases and rules have against a change of a unit, asked by the unit's own form."""

from copy import copy

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from persian.digits import format_number
from tickets.models import RoutingRule, Ticket
from tickets.routing import NoDirectorate, Tree
from units.models import Unit
from units.objections import objects_to_units

NAMED_BY_A_RULE = _(
    "Rule %(number)s sends cases to the specialty “%(office)s”, which no other unit of the directorate has. "
    "Change the rules that name it first"
)


@objects_to_units
def open_cases_stay_with_staff(unit, wanted):
    """A unit that handles no cases any more would leave its open ones to nobody."""
    if wanted.handles_cases or not unit.handles_cases:
        return
    count = Ticket.objects.open().filter(unit=unit).count()
    if count:
        words = ngettext(
            "%(count)s open case is in this unit. Its staff must first answer it or transfer it to another unit",
            "%(count)s open cases are in this unit. Its staff must first answer them or transfer them to other units",
            count,
        )
        yield words % {"count": format_number(count)}


@objects_to_units
def rules_reach_a_unit(unit, wanted):
    """A specialty that rules name stays with some unit of the directorate."""
    units = list(Unit.objects.offices())
    try:
        before = Tree(units).of_directorate_by_office
    except NoDirectorate:
        return
    after = Tree(_changed(units, unit, wanted)).of_directorate_by_office
    for rule in RoutingRule.objects.filter(office__in=before.keys() - after.keys()).order_by("order")[:1]:
        words = {"number": format_number(rule.order), "office": rule.office}
        yield NAMED_BY_A_RULE % words


def _changed(units, unit, wanted):
    """`units` as they would be: with `wanted` for `unit`, and what is below it below its new place."""
    for row in units:
        row = copy(wanted if row == unit else row)
        if row.pk != unit.pk and row.is_within(unit):
            row.path = wanted.path + row.path[len(unit.path) :]
        if row.handles_cases:
            yield row
