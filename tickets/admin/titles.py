"""What happened, in one line for the staff, and the particulars below it: units, people, grounds, days and dates."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from persian.dates import format_date
from persian.digits import format_number
from tickets.models import Attachment, ClockReason, Event
from tickets.workflow import CloseReason, Solved
from units.models import Unit, User

NAMED_PEOPLE = {
    Event.Name.ASSIGNED: "assignee",
    Event.Name.RESPONDENT_NAMED: "respondent",
    Event.Name.UNDERTAKEN: "owner",
    Event.Name.REMINDED: "owner",
    Event.Name.ESCALATED: "owner",
}  # by which detail
TAKEN_BACK_BY_ITSELF = gettext_lazy("Taken back: the citizen wrote before the answer could be read")
SOLVED = gettext_lazy("Is the matter solved, says the citizen: %(solved)s")


class Named:
    """The rows that the events of a ticket name by their ids, read once for the page."""

    def __init__(self, ticket, events):
        details = [event.details for event in events]
        people = {event.details.get(NAMED_PEOPLE[event.name]) for event in events if event.name in NAMED_PEOPLE}
        people |= {one.get("for") for one in details}  # whom somebody stood in for
        units = {unit for one in details for unit in one.get("units", ())}
        self.people = User.objects.in_bulk(people - {None})
        self.units = Unit.objects.in_bulk(units)
        self.files = Attachment.objects.filter(message__ticket=ticket).in_bulk()
        self.proposals = {proposal.event_id: proposal for proposal in ticket.proposals.all()}
        pauses, extensions = (rows.values_list("event", "reason") for rows in (ticket.pauses, ticket.extensions))
        moved = list(pauses.union(extensions))
        grounds = ClockReason.objects.in_bulk() if moved else {}
        self.grounds = {event: grounds[reason] for event, reason in moved}

    def units_of(self, event):
        """The names of the units that the event names; those that are gone are left out."""
        names = [self.units[pk].name for pk in event.details.get("units", ()) if pk in self.units]
        return _(", ").join(names) or "–"


def title_of(event, named):
    """What happened, as a heading."""
    words = TITLES.get(event.name)
    return words(event, named) if words else event.get_name_display()


def _routed(event, named):
    return _("Referred to %(unit)s") % {"unit": event.unit}


def _transferred(event, named):
    return _("Transferred from %(origin)s to %(unit)s") % {"origin": event.from_unit, "unit": event.unit}


def _objected(event, named):
    words = {"origin": event.from_unit, "unit": event.unit}
    return _("The citizen objected: from %(origin)s to %(unit)s, one level up") % words


def _answered(event, named):
    return _("Answered: %(outcome)s") % {"outcome": event.get_outcome_display()}


def _proposed(event, named):
    proposal = named.proposals.get(event.pk)
    if proposal is None:
        return event.get_name_display()
    return _("Answer put to the head: %(outcome)s") % {"outcome": proposal.get_outcome_display()}


def _assigned(event, named):
    person = named.people.get(event.details.get("assignee"))
    return _("Given to %(name)s") % {"name": person} if person else _("Given back: nobody’s")


def _respondent_named(event, named):
    person = named.people.get(event.details.get("respondent"))
    if person is None:
        return _("No colleague is marked as complained of any more")
    return _("%(name)s marked as the one complained of") % {"name": person}


def _closed(event, named):
    reason = event.details.get("reason")
    if reason not in CloseReason.values:
        return _("Closed: nobody objected in the time there was for it")
    return _("Closed without an answer: %(reason)s") % {"reason": CloseReason(reason).label}


def _taken_back(event, named):
    return event.get_name_display() if event.by_id else str(TAKEN_BACK_BY_ITSELF)


def _reminded(event, named):
    if _is_of_undertaking(event.details):
        return _("Reminder: the date of an accepted suggestion comes near")
    return _("Reminder by a colleague") if event.by_id else event.get_name_display()


def _escalated(event, named):
    if _is_of_undertaking(event.details):
        return _("Accepted suggestion past its date: those above were told")
    return event.get_name_display()


def _is_of_undertaking(details):
    """Is it of what an accepted suggestion is to bring, and not of the answer?"""
    return details.get("of") == "undertaking"


def _consulted(event, named):
    return _("Asked of another unit: %(units)s") % {"units": named.units_of(event)}


def _advised(event, named):
    return _("Reply of %(units)s") % {"units": named.units_of(event)}


def _consult_due(event, named):
    return _("Reminded of the reply: %(units)s") % {"units": named.units_of(event)}


def _consult_late(event, named):
    return _("No reply by its date: %(units)s") % {"units": named.units_of(event)}


def _consult_ended(event, named):
    return _("No reply of %(units)s is waited for any more") % {"units": named.units_of(event)}


def _file_opened(event, named):
    file = named.files.get(event.details["attachment"])  # gone once it is destroyed
    return _("Attachment opened: %(name)s") % {"name": f"\u2068{file.label if file else '–'}\u2069"}


def _undertaken(event, named):
    left = event.details.get("owner", "somebody") is None
    return _("Accepted suggestion has no owner any more") if left else event.get_name_display()


TITLES = {
    Event.Name.ROUTED: _routed,
    Event.Name.TRANSFERRED: _transferred,
    Event.Name.OBJECTED: _objected,
    Event.Name.ANSWERED: _answered,
    Event.Name.PROPOSED: _proposed,
    Event.Name.ASSIGNED: _assigned,
    Event.Name.RESPONDENT_NAMED: _respondent_named,
    Event.Name.CLOSED: _closed,
    Event.Name.TAKEN_BACK: _taken_back,
    Event.Name.REMINDED: _reminded,
    Event.Name.ESCALATED: _escalated,
    Event.Name.CONSULTED: _consulted,
    Event.Name.ADVISED: _advised,
    Event.Name.CONSULT_DUE: _consult_due,
    Event.Name.CONSULT_LATE: _consult_late,
    Event.Name.CONSULT_ENDED: _consult_ended,
    Event.Name.FILE_OPENED: _file_opened,
    Event.Name.UNDERTAKEN: _undertaken,
}


def particulars_of(event, named):
    """The lines below the heading: why, how long, until when, and what became of the due date."""
    details = event.details
    lines = []
    if event.pk in named.grounds:
        lines.append(_("Reason: %(ground)s") % {"ground": named.grounds[event.pk].title})
    if event.name == Event.Name.EXTENDED and "days" in details:
        words = ngettext("%(days)s working day more", "%(days)s working days more", details["days"])
        lines.append(words % {"days": format_number(details["days"])})
    if "until" in details:
        lines.append(_("The clock stands until %(date)s, or until the reply.") % {"date": _day(details["until"])})
    if "was" in details and details["was"] != details["due_on"]:
        dates = {"date": _day(details["due_on"]), "was": _day(details["was"])}
        lines.append(_("Due date: %(date)s (before: %(was)s)") % dates)
    elif event.name == Event.Name.CONSULTED and "due_on" in details:
        lines.append(_("Reply by %(date)s") % {"date": _day(details["due_on"])})
    if event.name in LINES and details:
        lines += LINES[event.name](details, named)
    return tuple(lines)


def _rating(details, named):
    yield str(SOLVED) % {"solved": Solved(details["solved"]).label}
    yield _("How it was handled: %(score)s of 5") % {"score": format_number(details["score"])}


def _scores(details, named):
    scores = {name: format_number(score) for name, score in details.items()}
    yield _("Effect %(effect)s, cost %(cost)s, feasibility %(feasibility)s, of 5 each") % scores


def _undertaking(details, named):
    owner, date = named.people.get(details["owner"]), _day(details["due_on"])
    if owner:
        yield _("Owner: %(owner)s; by %(date)s") % {"owner": owner, "date": date}
    else:
        yield _("To be implemented by %(date)s") % {"date": date}


def _of_undertaking(details, named):
    return _undertaking(details, named) if _is_of_undertaking(details) else ()


def _outside(details, named):
    yield _("On %(date)s") % {"date": _day(details["on"])}


LINES = {
    Event.Name.RATED: _rating,
    Event.Name.ASSESSED: _scores,
    Event.Name.UNDERTAKEN: _undertaking,
    Event.Name.REMINDED: _of_undertaking,
    Event.Name.ESCALATED: _of_undertaking,
    Event.Name.CALLED: _outside,
    Event.Name.VISITED: _outside,
}


def _day(text):
    return format_date(date.fromisoformat(text))
