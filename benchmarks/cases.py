"""One case after the other as rows: what `intake.submit`, routing and an answer would have left behind."""

import hashlib
import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, pairwise

from complaints.models import Complaint, ComplaintDetails
from config.demo.cases import KINDS
from persian.dates import gregorian
from tickets.models import Event, Message, Sender, Ticket, Topic
from tickets.search_text import digest_of
from tickets.workflow import MAY_BE_ANONYMOUS, OUTCOMES, Identity, Outcome, Status
from units.models import Unit, User

from .copying import Table
from .people import BUSIEST

YEARS = timedelta(days=6 * 365)
TIME_TO_ANSWER, DUE_AFTER = timedelta(days=30), timedelta(days=21)
OPEN_AT_AGE = ((0.01, 0.95), (0.03, 0.7), (0.05, 0.3))  # younger than this share of all: so many are open
STATES_OF_OPEN = {Status.RECEIVED: 1, Status.ROUTED: 40, Status.IN_REVIEW: 50, Status.AWAITING_CITIZEN: 9}
STATES_OF_OTHERS = {Status.ANSWERED: 25, Status.CLOSED: 73, Status.WITHDRAWN: 2}
WITH_SCHOOL, ABOUT_SCHOOL, ABOUT_OFFICE = 0.6, 0.5, 0.02
RESPONDENT_NAMED, RESPONDENT_KNOWN, UNNAMED, ASSIGNED = 0.25, 0.002, 0.2, 0.5
PASSED_ON = {0: 860, 1: 110, 2: 20, 3: 7, 5: 3}  # so often from unit to unit, of a thousand cases
SEALED = b"\x01" + b"\x00" * 40  # nobody opens these senders, so one ciphertext serves all


@dataclass(frozen=True)
class Drawn:
    """What chance decided of one case."""

    pk: int
    kind: str
    topic: Topic
    status: str
    outcome: str
    unit: Unit | None
    district: Unit | None
    school: Unit | None
    submitted_at: object
    answered_at: object


class Cases:
    """Writes cases into its tables; everything left to `chance`, a random.Random, happens as it decides."""

    def __init__(self, *, chance, texts, now):
        self._chance, self._texts, self._now = chance, texts, now
        self._topics = {kind: list(Topic.objects.filter(kinds__contains=[kind]).order_by("order")) for kind in KINDS}
        self._offices = _offices()
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._offices))))
        districts = list(Unit.objects.districts())
        schools = list(Unit.objects.schools())
        self._districts = {each: next(filter(each.is_within, districts), None) for each in self._offices}
        self._schools = {each: [school for school in schools if school.is_within(each)] for each in districts}
        self._anywhere = districts
        self._people = list(User.objects.order_by("pk"))
        self._members = defaultdict(list)
        for person in self._people:
            self._members[person.unit_id].append(person)
        self.tables = _tables()

    def add(self, pk, *, age):
        """Case number `pk`, whose `age` is 1 for the oldest and 0 for one sent now."""
        drawn = self._draw(pk, age)
        text, searched = self._texts.draw(drawn.kind, drawn.topic.code)
        name = folded_name = ""
        if drawn.kind in Complaint.KINDS and self._chance.random() < RESPONDENT_NAMED:
            name, folded_name = self._texts.respondent()
        school_words = self._texts.words_of_name(drawn.school.name_fa) if drawn.school else ""
        self._add_ticket(drawn, " ".join(filter(None, (searched, school_words, folded_name))))
        self.tables["senders"].add(pk, SEALED, Sender.Relation.PARENT)
        if drawn.kind in Complaint.KINDS:
            self.tables["details"].add(pk, "پول برگردانده شود.", name)
        self._add_story(drawn, text)

    def flush(self):
        """Write what was added."""
        for table in self.tables.values():
            table.flush()

    def _draw(self, pk, age):
        chance = self._chance
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        open_share = next((share for limit, share in OPEN_AT_AGE if age < limit), 0)
        states = STATES_OF_OPEN if chance.random() < open_share else STATES_OF_OTHERS
        status = chance.choices(list(states), list(states.values()))[0]
        unit = chance.choices(self._offices, cum_weights=self._weights)[0]
        district = self._districts[unit] or chance.choice(self._anywhere)
        at = self._now - YEARS * age
        is_answered = status in (Status.ANSWERED, Status.CLOSED)
        outcomes = [each for each in OUTCOMES[kind] if each != Outcome.OUT_OF_SCOPE]
        return Drawn(
            pk=pk,
            kind=kind,
            topic=chance.choice(self._topics[kind]),
            status=status,
            outcome=chance.choice(outcomes) if is_answered else "",
            unit=None if status == Status.RECEIVED else unit,
            district=district,
            school=chance.choice(self._schools[district]) if chance.random() < WITH_SCHOOL else None,
            submitted_at=at,
            answered_at=min(at + TIME_TO_ANSWER * chance.random(), self._now) if is_answered else None,
        )

    def _add_ticket(self, drawn, search_text):
        chance = self._chance
        about = drawn.school if drawn.school and chance.random() < ABOUT_SCHOOL else None
        if about is None and chance.random() < ABOUT_OFFICE:
            about = chance.choice(self._offices)
        respondent = chance.choice(self._people) if chance.random() < RESPONDENT_KNOWN else None
        assignee = chance.choice(self._members[drawn.unit.pk]) if drawn.unit and chance.random() < ASSIGNED else None
        key = uuid.UUID(int=chance.getrandbits(128), version=4)
        self.tables["tickets"].add(
            *(drawn.pk, drawn.kind, drawn.topic.pk, drawn.topic.sensitive),
            self._identity(drawn.kind),
            *(hashlib.sha256(key.bytes).digest(), 1, key),
            *(_id(drawn.district), _id(drawn.school), _id(about), _id(respondent)),
            *(drawn.status, drawn.outcome, _id(drawn.unit), _id(assignee)),
            *(drawn.submitted_at, drawn.unit and drawn.submitted_at, drawn.answered_at),
            drawn.answered_at if drawn.status == Status.CLOSED else None,
            *(gregorian(drawn.submitted_at + DUE_AFTER), drawn.submitted_at if drawn.unit is None else None),
            *(search_text, digest_of(search_text)),
        )

    def _identity(self, kind):
        is_unnamed = kind in MAY_BE_ANONYMOUS and self._chance.random() < UNNAMED
        return Identity.ANONYMOUS if is_unnamed else Identity.NAMED

    def _add_story(self, drawn, text):
        """The messages and events: registered, referred, answered."""
        asked, answered = 2 * drawn.pk, 2 * drawn.pk + 1  # the ids of the two messages
        officer = self._people[0]
        at = drawn.submitted_at
        self.tables["messages"].add(asked, drawn.pk, Message.Author.CITIZEN, None, True, text, at, at)
        self._add_event(drawn, Event.Name.SUBMITTED, at, before="", after=Status.RECEIVED, message=asked)
        if drawn.unit is None:
            return
        way = self._way_to(drawn.unit)
        self._add_event(drawn, Event.Name.ROUTED, at, before=Status.RECEIVED, after=Status.ROUTED, unit=way[0])
        for origin, unit in pairwise(way):
            moved = {"before": Status.ROUTED, "after": Status.ROUTED, "by": officer, "origin": origin, "unit": unit}
            self._add_event(drawn, Event.Name.TRANSFERRED, at, **moved)
        if drawn.answered_at is None:
            return
        at = drawn.answered_at
        words = self._texts.answer(drawn.outcome)
        self.tables["messages"].add(answered, drawn.pk, Message.Author.STAFF, officer.pk, True, words, at, at)
        after = {"before": Status.ROUTED, "after": Status.ANSWERED, "by": officer, "message": answered}
        self._add_event(drawn, Event.Name.ANSWERED, at, **after)

    def _way_to(self, unit):
        """The units that had a case, the last of them `unit`: mostly that alone, seldom in turn with another."""
        times = self._chance.choices(list(PASSED_ON), list(PASSED_ON.values()))[0]
        other = self._chance.choice([each for each in self._offices if each != unit]) if times else None
        return [other if (times - number) % 2 else unit for number in range(times + 1)]

    def _add_event(self, drawn, name, at, *, before, after, unit=None, origin=None, by=None, message=None):
        outcome = drawn.outcome if after == Status.ANSWERED else ""
        unit = None if after == Status.RECEIVED else _id(unit or drawn.unit)
        self.tables["events"].add(
            *(drawn.pk, name, at, _id(by), before, after, outcome, drawn.kind),
            *(drawn.topic.pk, _id(drawn.district), unit, _id(origin), message),
        )


def _tables():
    return {
        "tickets": Table(
            Ticket,
            *("id", "kind", "topic_id", "sensitive", "identity", "code_hash", "code_pepper", "submission_key"),
            *("district_id", "school_id", "about_id", "respondent_user_id", "status", "outcome"),
            *("unit_id", "assignee_id", "submitted_at", "routed_at", "answered_at", "closed_at", "due_on"),
            *("routing_due_at", "search_text", "first_words"),
        ),
        "senders": Table(Sender, "ticket_id", "name", "relation"),
        "details": Table(ComplaintDetails, "ticket_id", "desired_outcome", "respondent_name"),
        "messages": Table(
            Message,
            *("id", "ticket_id", "author", "written_by_id", "is_public", "text", "created_at", "published_at"),
        ),
        "events": Table(
            Event,
            *("ticket_id", "name", "at", "by_id", "from_status", "to_status", "outcome", "kind"),
            *("topic_id", "district_id", "unit_id", "from_unit_id", "message_id"),
        ),
    }


def _offices():
    """Every office that handles cases, the busiest first."""
    offices = {office.code: office for office in Unit.objects.offices()}
    return [offices.pop(code) for code in BUSIEST] + list(offices.values())


def _id(row):
    return row and row.pk
