"""Topics, the rules that say which office answers for each, and the reasons that move a due date."""

from tickets.models import ClockReason, RoutingRule, Topic
from tickets.routing import COMPLAINTS_OFFICE

from .tables import missing, rows

STEP = 10  # between two rules, so that people can put one in the middle


def load_topics():
    """Create the topics of topics.csv that are missing; a parent may stand anywhere in the file."""
    lines = missing("topics", Topic)
    order = {row["code"]: STEP * place for place, row in enumerate(rows("topics"), start=1)}
    Topic.objects.bulk_create(_topic(row, order=order[row["code"]]) for row in lines)
    ids = dict(Topic.objects.values_list("code", "pk"))
    for row in lines:
        if row["parent"]:
            Topic.objects.filter(code=row["code"]).update(parent=ids[row["parent"]])


def _topic(row, *, order):
    return Topic(
        code=row["code"],
        title_fa=row["title_fa"],
        title_en=row["title_en"],
        kinds=row["kinds"].split("|"),
        stage=row["stage"],
        working_days=int(row["working_days"]),
        sensitive=row["sensitive"] == "yes",
        about_school=row["about_school"] == "yes",
        about_office=row["about_office"] == "yes",
        order=order,
    )


def load_rules():
    """
    One rule per line of topics.csv and a last one that catches everything, for a portal that has no rules.

    Once there are rules they belong to the people who edit them: none is added or changed here. A topic that is new
    reaches the complaints office by the last rule until somebody writes a better one.
    """
    if RoutingRule.objects.exists():
        return
    topics = {topic.code: topic for topic in Topic.objects.all()}
    children_first = sorted(rows("topics"), key=lambda row: not row["parent"])
    rules = [
        RoutingRule(topic=topics[row["code"]], stage=row["stage"], office=row["office"], level=row["level"])
        for row in children_first
    ]
    rules.append(RoutingRule(office=COMPLAINTS_OFFICE, level=RoutingRule.Level.PROVINCE))
    for place, rule in enumerate(rules, start=1):
        rule.order = STEP * place
    RoutingRule.objects.bulk_create(rules)


def load_clock_reasons():
    """Create the reasons of clock_reasons.csv that are missing. Their legal sources are the directorate's to enter."""
    order = {row["code"]: STEP * place for place, row in enumerate(rows("clock_reasons"), start=1)}
    ClockReason.objects.bulk_create(
        ClockReason(**row, order=order[row["code"]]) for row in missing("clock_reasons", ClockReason)
    )
