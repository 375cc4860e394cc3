"""A ticket's events in words, for the staff: what happened, who did it, what was written, and why routing chose so."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.digits import format_number
from tickets.forms.sending import MARK_FAST, MARK_HONEYPOT
from tickets.models import Attachment, Event, Message, RoutingRule, Topic
from tickets.routing import MARK_ABOUT_ROOT
from units.models import Unit

from .offices import office_names
from .titles import Named, particulars_of, title_of

REASONS = {
    "addressed": gettext_lazy("The citizen wrote to this unit."),
    "district_without_office": gettext_lazy("The district has no such office, so it went to the district itself."),
    "district_unknown": gettext_lazy("The district is not known, so it went to the directorate’s office."),
    "lifted": gettext_lazy("The case is about that unit or one above it, so it went one level up."),
    "directorate_without_office": gettext_lazy(
        "The directorate has no such office, so it went to the complaints office."
    ),
    "nobody_there": gettext_lazy("Nobody works there who could take it. An administrator must put somebody there."),
    "about_root": gettext_lazy("The case is about the directorate itself, so it went to the complaints office."),
    "top_without_staff": gettext_lazy("Nobody at the top can work on it, so it went to the complaints office."),
    "unit_without_staff": gettext_lazy("Nobody in that unit can work on it, so it went to the unit above."),
}

MARKS = {
    MARK_ABOUT_ROOT: gettext_lazy("About the directorate itself"),
    MARK_HONEYPOT: gettext_lazy("A box that people cannot see was filled in: perhaps sent by a machine"),
    MARK_FAST: gettext_lazy("Sent faster than a person can write: perhaps sent by a machine"),
}


# The events that nobody of the staff brought about, and the citizen did; else it was the system.
BY_CITIZEN = (
    Event.Name.SUBMITTED,
    Event.Name.FOLLOWED_UP,
    Event.Name.WITHDRAWN,
    Event.Name.REOPENED,
    Event.Name.OBJECTED,
    Event.Name.RATED,
    Event.Name.CODE_RENEWED,
)


@dataclass(frozen=True)
class Entry:
    """
    One line of the history: `message` and `files` are what was written and sent, `reasons` explain a referral.

    `particulars` are lines that say more: a reason, days, a new due date.
    """

    name: str
    at: datetime
    title: str
    who: str
    message: Message | None
    files: tuple[Attachment, ...] = ()
    reasons: tuple[str, ...] = ()
    particulars: tuple[str, ...] = ()


def events_of(ticket):
    """Every Event of `ticket` with what is said of it, the latest first."""
    return list(ticket.events.select_related("by", "unit", "from_unit", "message").order_by("-at", "-id"))


def tell(ticket, events):
    """[Entry] of what happened to `ticket`, its `events_of`; the number of queries does not grow with them."""
    named = Named(ticket, events)
    rules = _rules_as_they_stood(events)
    return [
        Entry(
            name=event.name,
            at=event.at,
            title=title_of(event, named),
            who=_who(event, named),
            message=None if _stands_elsewhere(event, named) else event.message,
            files=_files_of(event, named.files),
            reasons=_reasons(event, rules),
            particulars=particulars_of(event, named),
        )
        for event in events
    ]


def _stands_elsewhere(event, named):
    """Are these the words of a proposal that waits, or became the answer? They are read there, once."""
    proposal = named.proposals.get(event.pk)
    return proposal is not None and (proposal.decided_at is None or proposal.is_approved)


def warnings(ticket):
    """What staff should know before they trust this case, in words."""
    return [MARKS[mark] for mark in ticket.marks]


def _who(event, named):
    absent = named.people.get(event.details.get("for"))
    if event.by is not None and absent is not None:
        return _("%(name)s, as deputy of %(absent)s") % {"name": event.by, "absent": absent}
    if event.by is not None:
        return str(event.by)
    return _("the citizen") if event.name in BY_CITIZEN else _("the system")


def _files_of(event, files):
    mine = (file for file in files.values() if event.message_id is not None and file.message_id == event.message_id)
    return tuple(sorted(mine, key=lambda file: file.pk))


def _reasons(event, rules):
    """Why routing chose this unit: the rule that matched, and each thing that led away from it."""
    codes = dict.fromkeys(event.details.get("reasons", ()))  # each said once
    reasons = [str(REASONS[code]) for code in codes if code in REASONS]
    return (rules[event.pk], *reasons) if event.pk in rules else tuple(reasons)


def _rules_as_they_stood(events):
    """{event's id: the rule that it was referred by, in words}, whatever became of that rule since."""
    stored = {event.pk: _rule_of(event) for event in events if _keeps_a_rule(event)}
    if not stored:
        return {}
    topics = Topic.objects.in_bulk({rule.topic_id for rule in stored.values()} - {None})
    districts = Unit.objects.in_bulk({rule.district_id for rule in stored.values()} - {None})
    offices = office_names()
    return {
        pk: _rule_in_words(rule, topics.get(rule.topic_id), districts.get(rule.district_id), offices)
        for pk, rule in stored.items()
    }


def _keeps_a_rule(event):
    """Does it hold a whole rule? Events are for ever: those of another version may not."""
    rule = event.details.get("rule")
    return isinstance(rule, dict) and rule.keys() >= set(RoutingRule.KEPT)


def _rule_of(event):
    """The rule that the event kept, unsaved; without what another version knew of it besides."""
    return RoutingRule(**{name: event.details["rule"][name] for name in RoutingRule.KEPT})


def _rule_in_words(rule, topic, district, offices):
    conditions = [
        rule.get_kind_display(),
        topic and topic.title,
        district and district.name,
        rule.get_stage_display(),
    ]
    named = _(", ").join(str(condition) for condition in conditions if condition) or _("any case")
    words = {"number": format_number(rule.order), "conditions": named, "office": offices.get(rule.office, rule.office)}
    if rule.level == RoutingRule.Level.DISTRICT:
        return _("Rule %(number)s (%(conditions)s) sends it to “%(office)s”, that of the district.") % words
    return _("Rule %(number)s (%(conditions)s) sends it to “%(office)s”, that of the directorate.") % words
