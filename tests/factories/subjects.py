"""Topics, and the rules that say who answers for them."""

from itertools import count

from tickets.models import CannedReply, RoutingRule, Topic
from tickets.workflow import Kind
from units.models import Unit

_numbers = count(1)


def create_topic(
    *,
    code: str = "",
    title_fa: str = "",
    title_en: str = "",
    parent: Topic | None = None,
    kinds: tuple[str, ...] = tuple(Kind.values),
    stage: str = "",
    working_days: int = 15,
    sensitive: bool = False,
    about_school: bool = False,
    about_office: bool = False,
    needs_approval: bool = False,
    is_active: bool = True,
) -> Topic:
    """A topic open to every kind unless told otherwise."""
    number = next(_numbers)
    return Topic.objects.create(
        code=code or f"topic-{number}",
        title_fa=title_fa or f"موضوع {number}",
        title_en=title_en or f"Topic {number}",
        parent=parent,
        kinds=list(kinds),
        stage=stage,
        working_days=working_days,
        sensitive=sensitive,
        about_school=about_school,
        about_office=about_office,
        order=number,
        needs_approval=needs_approval,
        is_active=is_active,
    )


def create_rule(
    *,
    order: int,
    office: str,
    level: str = RoutingRule.Level.PROVINCE,
    kind: str = "",
    topic: Topic | None = None,
    district: Unit | None = None,
    stage: str = "",
    working_days: int | None = None,
) -> RoutingRule:
    """A routing rule; an empty condition matches everything."""
    return RoutingRule.objects.create(
        order=order,
        office=office,
        level=level,
        kind=kind,
        topic=topic,
        district=district,
        stage=stage,
        working_days=working_days,
    )


def create_canned_reply(
    *,
    title: str = "",
    text: str = "سلام. موضوع در «…» بررسی شد.",
    unit: Unit | None = None,
    topic: Topic | None = None,
    order: int = 0,
    is_active: bool = True,
) -> CannedReply:
    """A ready text of the whole directorate on every topic unless told otherwise."""
    title = title or f"متن {next(_numbers)}"
    return CannedReply.objects.create(title=title, text=text, unit=unit, topic=topic, order=order, is_active=is_active)
