"""Who gets what. The truth table was derived from the two CSV files and architecture.md, not from the code."""

import csv
from pathlib import Path

import pytest
from django.utils import timezone

from tests.factories import create_rule, create_ticket, create_topic, create_unit, create_user
from tickets import routing
from tickets.models import Event, Notification, RoutingRule, Ticket, Topic
from tickets.routing import Facts, NoRule, Tree, choose_rule, choose_unit, next_level_up
from tickets.workflow import Status
from units.models import Unit

TRUTH_TABLE = Path(__file__).with_name("routing_truth_table.csv")


def truth_table():
    with TRUTH_TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def tree(reference):
    """Every unit of the reference data, each with somebody in it."""
    units = list(Unit.objects.offices())
    for unit in units:
        unit.staffed = True
    return Tree(units)


def facts_of(line, units, topics):
    topic = topics[line["topic"]]
    about = line["about"]
    if about.startswith("a school of "):
        about_path = units[about.removeprefix("a school of ")].path + "zzzz"
    else:
        about_path = units[about].path if about else ""
    district = line["district"]
    return Facts(
        kind=line["kind"],
        topic=topic.pk,
        topic_parent=topic.parent_id,
        stage=topic.stage,
        district=units[district].pk if district else None,
        about=about_path,
    )


def test_truth_table_is_long_enough():
    assert len(truth_table()) >= 120


def test_truth_table(tree):
    units = {unit.code: unit for unit in tree.units}
    topics = {topic.code: topic for topic in Topic.objects.all()}
    rules = list(RoutingRule.objects.order_by("order"))

    wrong = []
    for line in truth_table():
        decision = choose_unit(facts_of(line, units, topics), rules, tree)
        found = (decision.unit.code, " ".join(decision.reasons))
        if found != (line["unit"], line["reasons"]):
            wrong.append((line, found))

    assert wrong == []


def test_no_combination_reaches_the_unit_complained_of(tree):
    rules = list(RoutingRule.objects.order_by("order"))
    districts = [None, *Unit.objects.districts()]
    offices = [unit for unit in tree.units if unit != tree.root]
    topics = list(Topic.objects.all())

    for about in offices:
        for topic in topics:
            for district in districts[:: len(districts) // 3]:
                facts = Facts(
                    "complaint", topic.pk, topic.parent_id, topic.stage, district and district.pk, about.path
                )
                assert not choose_unit(facts, rules, tree).unit.is_within(about)


def rule(**conditions):
    return RoutingRule(order=1, office="finance", level="province", **conditions)


@pytest.mark.parametrize(
    ("conditions", "matches"),
    [
        ({}, True),
        ({"kind": "complaint"}, True),
        ({"kind": "praise"}, False),
        ({"topic_id": 5}, True),
        ({"topic_id": 4}, True),
        ({"topic_id": 6}, False),
        ({"district_id": 7}, True),
        ({"district_id": 8}, False),
        ({"stage": "primary"}, True),
        ({"stage": "secondary"}, False),
        ({"kind": "complaint", "topic_id": 5, "district_id": 7, "stage": "secondary"}, False),
    ],
)
def test_choose_rule_matches_when_every_condition_holds(conditions, matches):
    facts = Facts(kind="complaint", topic=5, topic_parent=4, stage="primary", district=7)
    fallback = RoutingRule(order=2, office="complaints", level="province")

    chosen = choose_rule(facts, [rule(**conditions), fallback])

    assert (chosen.office == "finance") is matches


def test_choose_rule_without_a_match_raises():
    with pytest.raises(NoRule):
        choose_rule(Facts(kind="complaint", topic=5, topic_parent=None), [rule(kind="praise")])


def test_letter_to_one_unit_outranks_the_rules(tree):
    unit = next(unit for unit in tree.units if unit.code == "d_q2.sport")
    facts = Facts(kind="request", topic=create_topic().pk, topic_parent=None, addressed_to=unit.pk)

    decision = choose_unit(facts, [], tree)

    assert (decision.unit, decision.rule, decision.reasons) == (unit, None, ("addressed",))


def test_letter_about_the_addressed_unit_is_lifted(tree):
    units = {unit.code: unit for unit in tree.units}
    facts = Facts("request", 1, None, addressed_to=units["d_q2.sport"].pk, about=units["d_q2"].path)

    decision = choose_unit(facts, [], tree)

    assert (decision.unit.code, decision.reasons) == ("sport", ("addressed", "lifted"))


def test_first_unit_of_the_tree_has_the_office(reference, directorate, other_office):
    create_unit(code="second", office="finance", parent=directorate)

    assert Tree(Unit.objects.offices()).of_directorate("finance") == other_office


@pytest.mark.parametrize(
    ("code", "office", "above"),
    [
        ("d_q1.personnel", "personnel", "personnel"),
        ("d_q1", "nongov", "nongov"),
        ("d_q1", "", "complaints"),
        ("finance", "finance", "complaints"),
        ("complaints", "complaints", "directorate"),
        ("directorate", "director", "complaints"),
    ],
)
def test_next_level_up(tree, code, office, above):
    unit = next(unit for unit in tree.units if unit.code == code)

    assert next_level_up(unit, office=office, tree=tree).code == above


def decide(tree, *, staffed, about=""):
    """The Decision for a case of finance where only the units with the codes `staffed` have anybody."""
    for unit in tree.units:
        unit.staffed = unit.code in staffed
    topic = Topic.objects.get(code="pay")
    facts = Facts("complaint", topic.pk, None, about=about)
    return choose_unit(facts, list(RoutingRule.objects.order_by("order")), tree)


def test_top_without_staff_passes_to_the_complaints_office(tree):
    decision = decide(tree, staffed=["complaints"])

    assert (decision.unit.code, decision.reasons[-1]) == ("complaints", "top_without_staff")


def test_top_without_staff_keeps_what_is_about_the_complaints_office_and_says_so(tree):
    about = next(unit for unit in tree.units if unit.code == "complaints")

    decision = decide(tree, staffed=["complaints"], about=about.path)

    assert (decision.unit.code, decision.reasons[-1]) == ("directorate", "nobody_there")


def test_nobody_anywhere_is_said(tree):
    decision = decide(tree, staffed=[])

    assert (decision.unit.code, decision.reasons[-1]) == ("directorate", "nobody_there")


def test_unit_without_staff_passes_to_its_parent(tree):
    units = {unit.code: unit for unit in tree.units}
    units["d_q1.nongov"].staffed = units["d_q1"].staffed = False
    topic = Topic.objects.get(code="tuition")
    facts = Facts("complaint", topic.pk, None, district=units["d_q1"].pk)

    decision = choose_unit(facts, list(RoutingRule.objects.order_by("order")), tree)

    assert decision.unit.code == "directorate"
    assert decision.reasons == ("unit_without_staff", "unit_without_staff")


def test_route_moves_the_ticket_and_tells_the_unit(officer, office, district):
    ticket = create_ticket(topic=Topic.objects.get(code="tuition"), district=district)
    now = timezone.now()

    routing.route(ticket_id=ticket.pk, now=now)

    ticket.refresh_from_db()
    event = ticket.events.get(name=Event.Name.ROUTED)
    nongov_rule = RoutingRule.objects.get(topic__code="tuition")
    assert (ticket.unit, ticket.status, ticket.routed_at, ticket.routing_due_at) == (office, Status.ROUTED, now, None)
    assert (event.unit, event.by, event.from_status, event.to_status) == (office, None, "received", "routed")
    assert event.details == {"rule": nongov_rule.as_it_stands(), "reasons": []}
    assert event.details["rule"]["topic_id"] == ticket.topic_id
    recipients = set(Notification.objects.filter(event=event).values_list("recipient", flat=True))
    assert recipients == {f"unit:{office.pk}", f"user:{officer.pk}"}


def test_route_twice_routes_once(officer, district):
    ticket = create_ticket(topic=Topic.objects.get(code="tuition"), district=district)

    first = routing.route(ticket_id=ticket.pk, now=timezone.now())
    second = routing.route(ticket_id=ticket.pk, now=timezone.now())

    assert (first.name, second) == (Event.Name.ROUTED, None)
    assert Event.objects.filter(ticket=ticket, name=Event.Name.ROUTED).count() == 1


def test_sensitive_ticket_passes_over_a_unit_where_nobody_is_cleared(unit, district):
    create_user(role="officer", unit=unit("d_q1.counselling"))
    create_user(role="head", unit=district)
    ticket = create_ticket(topic=Topic.objects.get(code="bullying"), district=district)

    event = routing.route(ticket_id=ticket.pk, now=timezone.now())

    assert (event.unit, event.details["reasons"]) == (district, ["unit_without_staff"])


def test_topic_that_became_sensitive_meanwhile_covers_the_ticket(unit, district):
    ticket = create_ticket(topic=create_topic(sensitive=True), sensitive=False, district=district)

    routing.route(ticket_id=ticket.pk, now=timezone.now())

    ticket.refresh_from_db()
    assert ticket.sensitive


def test_ticket_about_the_directorate_itself_is_marked(directorate, inspector, complaints_office):
    ticket = create_ticket(topic=Topic.objects.get(code="office"), about=directorate)

    routing.route(ticket_id=ticket.pk, now=timezone.now())

    ticket.refresh_from_db()
    assert (ticket.unit, ticket.marks) == (complaints_office, ["about_root"])
    assert Ticket.objects.visible_to(inspector).get() == ticket


def test_ticket_about_the_directorate_waits_at_the_complaints_office_even_if_nobody_is_there(tree, directorate):
    next(unit for unit in tree.units if unit.code == "complaints").staffed = False
    facts = Facts("complaint", topic=create_topic().pk, topic_parent=None, about=directorate.path)

    decision = choose_unit(facts, list(RoutingRule.objects.order_by("order")), tree)

    assert (decision.unit.code, decision.reasons) == ("complaints", ("about_root", "nobody_there"))


def test_office_the_directorate_lacks_is_told(tree):
    facts = Facts("complaint", topic=create_topic().pk, topic_parent=None)

    decision = choose_unit(facts, [RoutingRule(order=1, office="fianance", level="province")], tree)

    assert (decision.unit.code, decision.reasons) == ("complaints", ("directorate_without_office",))


def test_stage_of_the_school_chooses_the_rule(reference):
    root = Unit.objects.get(level="directorate")
    school = create_unit(level="school", stage="secondary", parent=root)
    topic = create_topic()
    create_rule(order=1, topic=topic, stage="secondary", office="secondary")
    create_user(role="officer", unit=Unit.objects.get(code="secondary"))
    ticket = create_ticket(topic=topic, school=school)

    event = routing.route(ticket_id=ticket.pk, now=timezone.now())

    assert event.unit.code == "secondary"
