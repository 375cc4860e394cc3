"""Does every case reach somebody in time? `make check` asks of the rules, the tree, the staff and the calendar."""

from django.core.checks import Error, Warning
from django.db.models import Max

from persian.dates import today
from units.checks import reads_tables
from units.models import Level, Unit, User
from workdays.calendar import NoWorkingDay, add_working_days, covered_until, load_calendar

from .models import RoutingRule, Ticket, Topic
from .routing import Tree

SHOWN = 10


@reads_tables
def last_rule_catches_all():
    """With a last rule that has no condition, every topic finds a rule."""
    last = RoutingRule.objects.order_by("order").last()
    if last is None or last.kind or last.topic_id or last.district_id or last.stage:
        hint = "Add a rule without conditions, with the highest order."
        yield Error("The last routing rule does not catch everything.", hint=hint, id="tickets.E001")


@reads_tables
def every_rule_reaches_a_unit():
    """The office a rule names exists at the directorate, where a case goes whose district is unknown."""
    tree = _tree()
    if tree is None:
        return  # units.E001 says so
    for rule in RoutingRule.objects.order_by("order"):
        if not tree.of_directorate(rule.office):
            hint = "Correct the rule, or give an active unit of the directorate this specialty."
            yield Error(f"Routing rule {rule.order} names no unit: {rule.office}.", hint=hint, id="tickets.E002")


@reads_tables
def units_have_staff():
    """A unit that rules name, or that has open cases, has somebody who may work on them; so has the very top."""
    tree = _tree()
    if tree is None:
        return
    offices = set(RoutingRule.objects.values_list("office", flat=True))
    busy = set(Ticket.objects.open().exclude(unit=None).values_list("unit", flat=True))
    wanted = [unit for unit in tree.units if unit.office in offices or unit.pk in busy or unit == tree.root]
    empty = [unit.code for unit in wanted if not unit.staffed]
    if empty:
        more = f" and {len(empty) - SHOWN} more" if len(empty) > SHOWN else ""
        hint = "Give somebody there a role that handles cases; until then they pass to the unit above."
        yield Warning(f"Nobody works in {', '.join(empty[:SHOWN])}{more}.", hint=hint, id="tickets.W001")


@reads_tables
def no_case_is_given_up():
    """Every case that was registered is in the queue of a unit, or on its way there."""
    given_up = Ticket.objects.given_up().order_by("pk")
    count = given_up.count()
    if count:
        numbers = ", ".join(ticket.number for ticket in given_up[:SHOWN])
        hint = "Correct the rules or units (the log says what failed), then run manage.py retry_routing."
        yield Warning(f"Cases that could not be routed: {count} ({numbers}).", hint=hint, id="tickets.W002")


@reads_tables
def deadlines_end_within_the_calendar():
    """The longest deadline anybody entered ends on a date whose holidays are known."""
    longest = max(
        Topic.objects.aggregate(days=Max("working_days"))["days"] or 1,
        RoutingRule.objects.aggregate(days=Max("working_days"))["days"] or 1,
    )
    try:
        due_on = add_working_days(today(), longest, load_calendar())
    except NoWorkingDay:
        return  # workdays.E002 says so
    known = covered_until(today())
    if known is None or known < due_on:
        hint = "Enter the official holidays up to then, or shorten the deadline."
        yield Error(f"A deadline of {longest} working days outlasts the calendar.", hint=hint, id="tickets.E003")


def _tree():
    people = User.objects.active_staff().holding("tickets.handle_ticket")
    units = Unit.objects.offices().with_staffed(people)
    return Tree(units) if units.filter(level=Level.DIRECTORATE).exists() else None
