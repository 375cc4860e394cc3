"""Does every case reach the right people in time? `make check` asks of rules, tree, staff and calendar."""

from collections import Counter
from datetime import timedelta

from django.core.checks import Error, Warning
from django.db.models import Max
from django.utils import timezone

from persian.dates import today
from persian.text import fold
from units.checks import listed, reads_tables
from units.models import Unit, User
from workdays.calendar import ONE_DAY, NoWorkingDay, outlasts_calendar
from workdays.deadline import latest_start
from workdays.models import CalendarChange

from .clock import begun_by
from .models import Attachment, RoutingRule, Ticket, Topic
from .routing import COMPLAINTS_OFFICE, NoDirectorate, Tree, ends_open, first_hiding_others

LONG = timedelta(hours=1)  # for a file to wait, or a change of the calendar


@reads_tables
def only_last_rule_catches_all():
    """With a last rule that has no condition, every topic finds a rule; with an earlier one, none finds its own."""
    rules = list(RoutingRule.objects.order_by("order"))
    if ends_open(rules):
        hint = "Add a rule without conditions, with the highest order."
        yield Error("The last routing rule does not catch everything.", hint=hint, id="tickets.E001")
    hiding = first_hiding_others(rules)
    if hiding:
        hint = "Give it a condition, or the highest order."
        message = f"Routing rule {hiding.order} catches everything: those after it are never asked."
        yield Error(message, hint=hint, id="tickets.E004")


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
    named = {unit.pk for unit in tree.units if unit.office in offices or unit == tree.root}
    busy = set(Ticket.objects.open().exclude(unit=None).values_list("unit", flat=True))
    wanted = Unit.objects.filter(pk__in=named | busy).with_staffed(_people())  # units out of use as well
    empty = [unit.code for unit in wanted if not unit.staffed]
    if empty:
        hint = "Give somebody there a role that handles cases; until then they pass to the unit above."
        yield Warning(f"Nobody works in {listed(empty)}.", hint=hint, id="tickets.W001")


@reads_tables
def open_cases_are_in_units_in_use():
    """What is open waits where somebody still looks."""
    units = Unit.objects.filter(is_active=False, pk__in=Ticket.objects.open().values("unit"))
    codes = [unit.code for unit in units]
    if codes:
        hint = "Make the unit active again until its cases are answered or transferred."
        yield Warning(f"Open cases in units out of use: {listed(codes)}.", hint=hint, id="tickets.W003")


@reads_tables
def open_cases_are_with_people_in_service():
    """Nobody who left, or whose roles were taken, is the assignee of an open case: nobody would look after it."""
    held = Ticket.objects.open().exclude(assignee=None).exclude(assignee__in=_people())
    names = sorted(set(held.values_list("assignee__username", flat=True)))
    if names:
        hint = "Save their page in the administration: it asks who is to have their cases."
        yield Warning(f"Open cases of people who may not work on them: {listed(names)}.", hint=hint, id="tickets.W010")


@reads_tables
def sensitive_cases_have_somebody_cleared():
    """Somebody in the unit of an open sensitive case may work on it."""
    holders = Unit.objects.filter(pk__in=Ticket.objects.open().filter(sensitive=True).values("unit"))
    cleared = _people().holding("tickets.view_sensitive")
    codes = [unit.code for unit in holders.with_staffed(cleared) if not unit.staffed]
    if codes:
        hint = "Give somebody there the role of those cleared for sensitive cases, or transfer the cases."
        message = f"Open sensitive cases in units where nobody is cleared: {listed(codes)}."
        yield Warning(message, hint=hint, id="tickets.W004")


@reads_tables
def staff_are_told_apart_by_name():
    """A member of staff complained of by name is recognised (tickets.staff.called)."""
    names = Counter(fold(person.get_full_name()) for person in User.objects.active_staff())
    shared = sorted(name for name, bearers in names.items() if name and bearers > 1)
    if shared:
        hint = "A complaint about one of them is kept from none: give their names with a middle name, say."
        yield Warning(f"Members of staff of the same name: {listed(shared)}.", hint=hint, id="tickets.W005")


@reads_tables
def answers_can_be_approved():
    """
    Whoever answers suggestions, or what else needs approval, has somebody to decide (tickets.staff.leads).

    That is a head of the own unit or one above; where no head may, an inspector of the unit. What is about the
    directorate itself no head of the directorate decides.
    """
    heads = _people().holding("tickets.lead_unit").exclude(unit=None)
    led = set(heads.values_list("unit__path", flat=True))
    inspected = set(_people().holding("tickets.inspect_ticket").values_list("unit", flat=True))
    units = Unit.objects.offices().with_staffed(_people()).filter(staffed=True).exclude(pk__in=inspected - {None})
    codes = [unit.code for unit in units if led.isdisjoint(unit.lineage)]
    tree = _tree()
    office = tree and tree.of_directorate(COMPLAINTS_OFFICE)
    if office in units and led.isdisjoint(office.lineage[1:]) and office.code not in codes:
        hint = "Give somebody there the role of an inspector: the head of the directorate is kept from such cases."
        message = f"Nobody can approve answers about the directorate itself: {office.code}."
        yield Warning(message, hint=hint, id="tickets.W011")
    if codes:
        hint = "Give somebody there or above the role of a head: suggestions are decided by nobody else."
        yield Warning(f"Nobody can approve answers of {listed(codes)}.", hint=hint, id="tickets.W011")


@reads_tables
def topics_go_two_levels_deep():
    """The form asks for a topic, then for a part of it, and no further."""
    deeper = Topic.objects.filter(parent__parent__isnull=False).order_by("order")
    if deeper:
        codes = listed([topic.code for topic in deeper])
        hint = "Make them part of a topic that is itself part of nothing."
        yield Error(f"Topics more than two levels deep: {codes}.", hint=hint, id="tickets.E005")


@reads_tables
def no_case_is_given_up():
    """Every case that was registered is in the queue of a unit, or on its way there."""
    given_up = Ticket.objects.given_up().only("submitted_at", "case_number").order_by("pk")
    numbers = [ticket.number for ticket in given_up]
    if numbers:
        hint = "Correct the rules or units (the log says what failed), then run manage.py retry_routing."
        yield Warning(f"Cases that could not be routed: {listed(numbers)}.", hint=hint, id="tickets.W002")


@reads_tables
def no_file_is_given_up():
    """Every file that somebody sent was examined: it may be opened, or its sender knows why not."""
    number = Attachment.objects.given_up().count()
    if number:
        hint = "See in the log what stopped the worker, then run manage.py retry_files."
        yield Warning(f"Files that could not be examined: {number}.", hint=hint, id="tickets.W006")


@reads_tables
def no_file_waits_long():
    """A file is examined within moments of its arrival."""
    number = Attachment.objects.waiting_since(timezone.now() - LONG).count()
    if number:
        hint = "See that clamd answers, where CLAMD_ADDRESS names one, and that a worker serves the queue “files”."
        yield Warning(f"Files that wait to be examined for over an hour: {number}.", hint=hint, id="tickets.W007")


@reads_tables
def no_change_of_the_calendar_waits_long():
    """Due dates are counted again within moments of a change of the calendar."""
    if CalendarChange.objects.waiting().filter(made_at__lt=timezone.now() - LONG).exists():
        hint = "See that beat and a worker of the queue “celery” run, and in the log what stops the count."
        yield Warning("Due dates wait to be counted again for over an hour.", hint=hint, id="tickets.W008")


@reads_tables
def no_case_is_open_beyond_the_legal_limit():
    """Who wrote has an answer within three months, whatever stopped the clock."""
    late = begun_by(Ticket.objects.open(), latest_start(today() - ONE_DAY)).order_by("pk")
    numbers = [ticket.number for ticket in late]
    if numbers:
        hint = "See that they are answered first: the law gives three months from the registration."
        yield Warning(f"Cases open beyond the legal limit: {listed(numbers)}.", hint=hint, id="tickets.W009")


@reads_tables
def deadlines_end_within_the_calendar():
    """The longest deadline anybody entered ends on a date whose holidays are known."""
    longest = max(
        Topic.objects.aggregate(days=Max("working_days"))["days"] or 1,
        RoutingRule.objects.aggregate(days=Max("working_days"))["days"] or 1,
    )
    try:
        too_long = outlasts_calendar(longest, today=today())
    except NoWorkingDay:
        return  # workdays.E002 says so
    if too_long:
        hint = "Enter the official holidays up to then, or shorten the deadline."
        yield Error(f"A deadline of {longest} working days outlasts the calendar.", hint=hint, id="tickets.E003")


def _tree():
    """The tree that can answer, or None without a directorate."""
    try:
        return Tree(Unit.objects.offices())
    except NoDirectorate:
        return None


def _people():
    return User.objects.active_staff().holding("tickets.handle_ticket")
