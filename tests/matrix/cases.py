"""The cases, and who may see each: architecture.md's table written out by hand. Nothing here asks `visible_to`."""

from dataclasses import dataclass, field

from django.utils import timezone

from complaints.models import Complaint
from suggestions.models import Suggestion
from tests import factories
from tickets import lifecycle
from tickets.history import record
from tickets.models import Event, SavedView, Ticket
from tickets.models.attachment import Attachment
from tickets.workflow import Identity, Kind, Outcome, Status
from units.models import Unit

from .filling import take
from .people import OPEN_NAMED_SENDERS, REVEAL_HIDDEN_SENDERS
from .rows import IDENTITY, NUMBER, WHISTLE, Row, canary, names

OFFICE = "d_q1.nongov"
# who see a case of OFFICE
USUAL = "officer accused cleared receptionist head head_above inspector district_inspector director"


TAKEN_UP = {"status": Status.ANSWERED, "outcome": Outcome.ACCEPTED}
ASKED = "finance_officer head_above"  # what finance is asked: its officer, and the head it is below
READ_BESIDES = {  # (case, what of it): who reads that without seeing the case
    ("consulted", "number"): ASKED,
    ("shared", "number"): ASKED,
    ("shared", "text"): ASKED,
}


@dataclass(frozen=True)
class Case:
    """
    `unit` and `about` are codes of units, `respondent` a name of people.PEOPLE, `ticket` what else is so.

    `after` are steps that were taken, each with who took it.
    """

    seen_by: str
    unit: str | None = OFFICE
    about: str | None = None
    respondent: str | None = None
    kind: str = Kind.COMPLAINT
    ticket: dict = field(default_factory=dict)
    after: tuple = ()


CASES = {
    "plain": Case(USUAL),
    "request": Case(USUAL, kind=Kind.REQUEST),
    "hidden": Case(USUAL, ticket={"identity": Identity.HIDDEN}),
    "anonymous": Case(USUAL, kind=Kind.REPORT, ticket={"identity": Identity.ANONYMOUS}),
    "suggestion": Case(USUAL, kind=Kind.SUGGESTION),
    "criticism": Case(
        "other_officer other_head head_above inspector other_inspector director",
        unit="d_q2.nongov",
        kind=Kind.CRITICISM,
    ),
    "praise": Case("finance_officer head_above inspector director", unit="finance", kind=Kind.PRAISE),
    "of_district": Case("head head_above inspector district_inspector director", unit="d_q1"),
    "elsewhere": Case("other_officer other_head head_above inspector other_inspector director", unit="d_q2.nongov"),
    "hidden_elsewhere": Case(
        "other_officer other_head head_above inspector other_inspector director",
        unit="d_q2.nongov",
        ticket={"identity": Identity.HIDDEN},
    ),
    "of_finance": Case("finance_officer head_above inspector director", unit="finance"),
    "unrouted": Case("director", unit=None),
    "accepted": Case(USUAL, ticket={"status": Status.IN_REVIEW}),
    "asked": Case(USUAL, ticket={"status": Status.AWAITING_CITIZEN}),
    "answered": Case(USUAL, ticket={"status": Status.ANSWERED, "outcome": Outcome.OUT_OF_SCOPE}),
    "answered_elsewhere": Case(
        "finance_officer head_above inspector director",
        unit="finance",
        ticket={"status": Status.ANSWERED, "outcome": Outcome.OUT_OF_SCOPE},
    ),
    "closed": Case(USUAL, ticket={"status": Status.CLOSED}),
    "withdrawn": Case(USUAL, ticket={"status": Status.WITHDRAWN}),
    "withdrawn_unrouted": Case("director", unit=None, ticket={"status": Status.WITHDRAWN}),
    # states that some steps wait for
    "just_answered": Case(USUAL, after=(("officer", "answer"),)),
    "proposed": Case(USUAL, kind=Kind.SUGGESTION, after=(("officer", "assess"), ("officer", "answer"))),
    "taken_up": Case(USUAL, kind=Kind.SUGGESTION, ticket=TAKEN_UP),
    "undertaken": Case(USUAL, kind=Kind.SUGGESTION, ticket=TAKEN_UP, after=(("officer", "undertake"),)),
    "released": Case(USUAL, kind=Kind.SUGGESTION, ticket=TAKEN_UP, after=(("head", "release"),)),
    # finance was asked about the one, and has a part in the other (sections.TABLES)
    "consulted": Case(USUAL),
    "shared": Case(USUAL),
    # of OFFICE until its officer gave it away
    "given_away": Case("finance_officer head_above inspector director"),
    "sensitive": Case("cleared head head_above inspector district_inspector", ticket={"sensitive": True}),
    "sensitive_elsewhere": Case(
        "other_head head_above inspector other_inspector", unit="d_q2.nongov", ticket={"sensitive": True}
    ),
    "about_office": Case("head head_above inspector district_inspector director", unit="d_q1", about=OFFICE),
    "about_district": Case("head_above inspector director", about="d_q1"),
    "about_finance": Case("head_above inspector director", unit="finance", about="finance"),
    "about_inspectors": Case("head_above director", unit="directorate", about="complaints"),
    "about_root": Case("inspector", unit="complaints", about="directorate"),
    "against_officer": Case(
        "officer cleared receptionist head head_above inspector district_inspector director", respondent="accused"
    ),
    "against_head": Case(
        "officer accused cleared receptionist head_above inspector district_inspector director", respondent="head"
    ),
}
OPENERS = {
    Identity.NAMED: OPEN_NAMED_SENDERS,
    Identity.HIDDEN: REVEAL_HIDDEN_SENDERS,
    Identity.ANONYMOUS: frozenset(),
}
GIVEN_AWAY = ("given_away", "officer", "finance")


def open_cases(world):
    """Fill `world` with all CASES, each with words, particulars, a note, an answer and a file to recognise it by."""
    view = str(SavedView.objects.create(owner=factories.create_user(), name="mine", query="").pk)
    for number, (name, case) in enumerate(CASES.items()):
        seen_by = names(case.seen_by)
        ticket = _opened(world, name, case, number, seen_by)
        attachment = _written(world, name, ticket, seen_by)
        world.keep(ticket.number, of=name, sort=NUMBER, seen_by=seen_by | _besides(name, "number"))
        for person, step in case.after:
            take(step, ticket, world.people[person])
        shows = canary(name, "text")
        for model in (Ticket, Complaint, Suggestion):
            is_there = case.kind in getattr(model, "KINDS", Kind)
            row = Row(name, ticket, seen_by if is_there else frozenset(), shows, str(attachment.key), view)
            world.rows.setdefault(model._meta.label_lower, []).append(row)
    name, giver, unit = GIVEN_AWAY
    ticket = next(row.row for row in world.rows["tickets.ticket"] if row.name == name)
    reason = world.keep(canary(name, "reason"), of=name, seen_by=names(CASES[name].seen_by))
    lifecycle.transfer(
        ticket=ticket, unit=Unit.objects.get(code=unit), reason=reason, by=world.people[giver], now=timezone.now()
    )


def _besides(name, column):
    return names(READ_BESIDES.get((name, column), ""))


def _opened(world, name, case, number, seen_by):
    """The ticket with its sender and its details, every column of words filled."""

    def secret(column):
        return world.keep(canary(name, column), of=name, seen_by=seen_by | _besides(name, column))

    further = dict(case.ticket)
    if further.get("outcome") == Outcome.OUT_OF_SCOPE:
        further["other_body"] = secret("otherbody")
    is_complaint = case.kind in Complaint.KINDS
    details = (
        {
            "desired_outcome": secret("desired"),
            "respondent_name": secret("respondent"),
            "respondent_role": secret("role"),
        }
        if is_complaint
        else {"problem": secret("problem"), "idea": secret("idea"), "benefit": secret("benefit")}
    )
    create = factories.create_complaint if is_complaint else factories.create_suggestion
    return create(
        kind=case.kind,
        unit=case.unit and Unit.objects.get(code=case.unit),
        about=case.about and Unit.objects.get(code=case.about),
        respondent_user=case.respondent and world.people[case.respondent],
        text=f"{WHISTLE} {secret('text')}",
        school_text=secret("school"),
        **_particulars(world, name, case, number, seen_by),
        **details,
        **further,
    )


def _particulars(world, name, case, number, seen_by):
    """Who sent it. Nobody reads the particulars of an anonymous sender; who only reads cases, those of none."""
    identity = case.ticket.get("identity", Identity.NAMED)
    openers = seen_by & OPENERS[identity]
    words = {
        "name": canary(name, "sender"),
        "mobile": f"0999{number:03d}0000",
        "email": f"{canary(name, 'mail')}@citizen.example",
        "id_number": f"999{number:03d}1111",
    }
    for word in words.values():
        world.keep(word.partition("@")[0], of=name, sort=IDENTITY, seen_by=openers)
    return words


def _written(world, name, ticket, seen_by):
    """An internal note, an answer, a notice and a file beside the case. Returns the Attachment."""
    now, writer = timezone.now(), world.people["inspector"]
    for column, is_public in (("note", False), ("answer", True)):
        text = world.keep(canary(name, column), of=name, seen_by=seen_by)
        message = factories.create_message(ticket=ticket, text=text, written_by=writer, is_public=is_public, at=now)
        record(ticket, Event.Name.NOTED, now=now, by=writer, message=message)
    return factories.create_attachment(
        message=ticket.messages.order_by("pk").first(),
        label=world.keep(canary(name, "label"), of=name, seen_by=seen_by) + ".jpg",
        content=world.keep(canary(name, "bytes"), of=name, seen_by=seen_by).encode(),
        thumbnail=world.keep(canary(name, "thumbnail"), of=name, seen_by=seen_by).encode(),
        status=Attachment.Status.READY,
    )
