"""Which unit answers: rules as rows, the first match wins; never the unit complained of, never an empty chair."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import cached_property

from units.models import Level, Unit

from . import notifications
from .history import record
from .models import Event, RoutingRule, Ticket, Topic
from .staff import able_staff
from .workflow import Status

COMPLAINTS_OFFICE = "complaints"
MARK_ABOUT_ROOT = "about_root"


class NoRule(Exception):
    """No rule matches; the last one must catch everything (tickets.checks)."""


class NoDirectorate(Exception):
    """The tree of units has no active directorate at its top (units.checks)."""


@dataclass(frozen=True)
class Facts:
    """What routing asks of a ticket. Places are paths in the tree of units."""

    kind: str
    topic: int
    topic_parent: int | None
    stage: str = ""
    district: int | None = None
    about: str = ""
    addressed_to: int | None = None

    @classmethod
    def of(cls, ticket):
        school = ticket.school
        return cls(
            kind=ticket.kind,
            topic=ticket.topic_id,
            topic_parent=ticket.topic.parent_id,
            stage=(school.stage if school else "") or ticket.topic.stage,
            district=ticket.district_id,
            about=ticket.about.path if ticket.about_id else "",
            addressed_to=ticket.addressed_to_id,
        )


@dataclass(frozen=True)
class Decision:
    """The unit that answers, the rule that named it (None for a letter to one unit) and why it is this one."""

    unit: Unit
    rule: RoutingRule | None
    reasons: tuple[str, ...] = ()


class Tree:
    """The units that can answer, read once. Every unit carries `staffed`: somebody there may work on such a ticket."""

    def __init__(self, units):
        self.units = list(units)
        self.by_id = {unit.pk: unit for unit in self.units}
        self.by_path = {unit.path: unit for unit in self.units}
        self.root = next((unit for unit in self.units if unit.level == Level.DIRECTORATE), None)
        if self.root is None:
            raise NoDirectorate

    @classmethod
    def load(cls, ticket):
        return cls(Unit.objects.offices().with_staffed(able_staff(ticket)))

    def parent(self, unit):
        return next((self.by_path[path] for path in reversed(unit.lineage[:-1]) if path in self.by_path), None)

    def district_of(self, unit):
        """The district `unit` is or stands in, or None for the directorate's own units."""
        above = (self.by_path.get(path) for path in unit.lineage)
        return next((place for place in above if place and place.level == Level.DISTRICT), None)

    def of_district(self, district, office):
        inside = (unit for unit in self.units if unit.is_within(district))
        return next((unit for unit in inside if office and unit.office == office), None)

    def of_directorate(self, office):
        return self.of_directorate_by_office.get(office)

    @cached_property
    def of_directorate_by_office(self):
        """{office: unit} of the directorate's own units: what rules may name. The first of the tree has it."""
        central = (unit for unit in reversed(self.units) if unit.office and not self.district_of(unit))
        return {unit.office: unit for unit in central}


def ends_open(rules):
    """Do the ordered `rules` leave cases without one? The last must catch everything."""
    return not rules or not rules[-1].catches_all


def first_hiding_others(rules):
    """The first of the ordered `rules` that catches everything though others follow, never asked then; or None."""
    return next((rule for rule in rules[:-1] if rule.catches_all), None)


def choose_rule(facts, rules):
    """The first of `rules` (in order) whose conditions all hold. Raises NoRule."""
    for rule in rules:
        if (
            rule.kind in ("", facts.kind)
            and rule.topic_id in (None, facts.topic, facts.topic_parent)
            and rule.district_id in (None, facts.district)
            and rule.stage in ("", facts.stage)
        ):
            return rule
    raise NoRule


def next_level_up(unit, *, office, tree):
    """The same office one level up: from a district to the directorate, there the complaints office, then the root."""
    if tree.district_of(unit):
        upper = tree.of_directorate(office)
        if upper:
            return upper
    complaints = tree.of_directorate(COMPLAINTS_OFFICE)
    if complaints and unit != complaints:
        return complaints
    return tree.root


def one_level_up(ticket):
    """The unit to which the answer of a ticket's unit is objected to, or None where there is none above it."""
    tree = Tree.load(ticket)
    unit = tree.by_id.get(ticket.unit_id)
    if unit is None or unit == tree.root or ticket.is_about_the_root:
        return None
    facts, office = Facts.of(ticket), unit.office
    upper = _lift(next_level_up(unit, office=office, tree=tree), office, facts, tree, [])
    upper = _staffed(upper, tree, [], about=facts.about)
    return upper if upper.staffed and upper != unit else None


def choose_unit(facts, rules, tree):
    """The Decision for `facts` (architecture.md, Place, about, and choosing a unit). Pure: reads nothing."""
    rule, reasons = None, []
    unit = tree.by_id.get(facts.addressed_to)
    if unit:
        office = unit.office
        reasons.append("addressed")
    else:
        rule = choose_rule(facts, rules)
        office = rule.office
        unit = _office_named(rule, facts, tree, reasons)
    if facts.about == tree.root.path:
        reasons.append(MARK_ABOUT_ROOT)
        unit = tree.of_directorate(COMPLAINTS_OFFICE) or tree.root
        if not unit.staffed:  # what is above it is complained of
            reasons.append("nobody_there")
        return Decision(unit, rule, tuple(reasons))
    unit = _lift(unit, office, facts, tree, reasons)
    return Decision(_staffed(unit, tree, reasons, about=facts.about), rule, tuple(reasons))


def _office_named(rule, facts, tree, reasons):
    district = tree.by_id.get(facts.district)
    if rule.level == RoutingRule.Level.DISTRICT and district:
        unit = tree.of_district(district, rule.office)
        if not unit:
            reasons.append("district_without_office")
        return unit or district
    if rule.level == RoutingRule.Level.DISTRICT:
        reasons.append("district_unknown")
    named = tree.of_directorate(rule.office)
    if not named:
        reasons.append("directorate_without_office")
    return named or tree.of_directorate(COMPLAINTS_OFFICE) or tree.root


def _lift(unit, office, facts, tree, reasons):
    while facts.about and unit.path.startswith(facts.about) and unit != tree.root:
        unit = next_level_up(unit, office=office, tree=tree)
        reasons.append("lifted")
    return unit


def _staffed(unit, tree, reasons, *, about):
    """
    `unit`, or the nearest one above it where somebody works: what is above `unit` is never below `about`.

    Where nobody does up to the top, the complaints office.
    """
    while not unit.staffed and unit != tree.root:
        unit = tree.parent(unit)
        reasons.append("unit_without_staff")
    if unit.staffed:
        return unit
    complaints = tree.of_directorate(COMPLAINTS_OFFICE)
    if complaints and complaints.staffed and not (about and complaints.path.startswith(about)):
        reasons.append("top_without_staff")
        return complaints
    reasons.append("nobody_there")
    return unit


def nearest_staffed(ticket, tree):
    """(unit, reasons): where a routed `ticket` can be worked on, its own unit or the nearest above it."""
    if ticket.unit_id in tree.by_id:
        unit, reasons = tree.by_id[ticket.unit_id], []
    else:  # out of use
        unit, reasons = tree.parent(ticket.unit), ["unit_without_staff"]
    return _staffed(unit, tree, reasons, about=ticket.about.path if ticket.about else ""), reasons


@transaction.atomic
def route(*, ticket_id, now):
    """
    Put the ticket into the queue of its unit, once; later calls find it routed and do nothing.

    Returns the Event, or None when there was nothing to do. Raises NoRule.
    """
    _hold_topic(ticket_id)
    ticket = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("topic", "school", "about")
        .filter(pk=ticket_id, status=Status.RECEIVED)
        .first()
    )
    if ticket is None:
        return None
    # the topic may have become so since the ticket was registered; up to here no unit has seen it
    ticket.sensitive = ticket.sensitive or ticket.topic.sensitive
    decision = choose_unit(Facts.of(ticket), RoutingRule.objects.order_by("order"), Tree.load(ticket))
    ticket.unit, ticket.routed_at, ticket.routing_due_at = decision.unit, now, None
    fields = ["sensitive", "unit", "routed_at", "routing_due_at"]
    if MARK_ABOUT_ROOT in decision.reasons:
        ticket.marks = [*ticket.marks, MARK_ABOUT_ROOT]
        fields.append("marks")
    details = {"rule": decision.rule and decision.rule.as_it_stands(), "reasons": list(decision.reasons)}
    event = record(ticket, Event.Name.ROUTED, to=Status.ROUTED, now=now, details=details, fields=fields)
    notifications.tell_unit(event, now=now)
    return event


def _hold_topic(ticket_id):
    """Keep the topic from becoming sensitive (tickets.sensitivity) between being read and the ticket's arrival."""
    topic = Ticket.objects.filter(pk=ticket_id).values("topic")
    Topic.objects.select_for_update(no_key=True).filter(pk__in=topic).first()
