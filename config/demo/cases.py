"""Demonstration cases, told by calling the domain's own functions: none of them is impossible."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import override

from complaints.models import ComplaintDetails
from persian.dates import gregorian
from suggestions.assessing import assess
from suggestions.models import Assessment, SuggestionDetails
from tickets import intake, lifecycle, routing, tracking
from tickets.attachments import box
from tickets.models import Draft, Notification, Sender, Ticket, Topic
from tickets.models.draft import LIFETIME
from tickets.staff import able_staff
from tickets.workflow import MAY_BE_ANONYMOUS, OUTCOMES, Identity, Kind, Outcome
from units.models import Level, Unit
from workdays.calendar import load_calendar

from .moments import office_time
from .names import person
from .papers import receipt
from .words import NOTES, OTHER_BODIES, REASONS, WISHES, Words

KINDS = {
    Kind.COMPLAINT: 45,
    Kind.REPORT: 13,
    Kind.REQUEST: 13,
    Kind.SUGGESTION: 12,
    Kind.CRITICISM: 11,
    Kind.PRAISE: 6,
}
SEASONS = {"tuition": 4, "tuition_public": 4, "enrolment": 4, "teaching_primary": 2, "exams": 3, "transport": 2}
ACCEPTED, NOTED, TRANSFERRED, NEVER_ANSWERED, LATE = 0.85, 0.2, 0.07, 0.06, 0.12
WITH_RECEIPT = 0.3


class Story:
    """Tells cases one after the other; everything left to `chance`, a random.Random, happens as it decides."""

    def __init__(self, *, chance, now):
        self.chance = chance
        self.now = now
        self.words = Words(chance)
        self.topics = list(Topic.objects.filter(is_active=True).order_by("order"))
        self.districts = list(Unit.objects.districts())
        schools = list(Unit.objects.schools())
        self.schools = {place: [each for each in schools if each.is_within(place)] for place in self.districts}
        self.calendar = load_calendar()

    @transaction.atomic
    def tell(self, number, *, at):
        """Case `number`, sent `at` that moment, and what became of it until `now`. The first two are attacks."""
        with override("fa"):
            ticket = self._submit(number, at)
            routing.route(ticket_id=ticket.pk, now=at + timedelta(seconds=self.chance.randrange(1, 20)))
            self._handle(Ticket.objects.get(pk=ticket.pk))
        # Nobody is told of what never happened; what is still to come may go out.
        old = Notification.objects.filter(ticket=ticket, due_at__lte=self.now)
        old.update(status=Notification.Status.SENT, sent_at=F("due_at"), attempts=1)
        return ticket

    def _submit(self, number, at):
        kind = self.chance.choices(list(KINDS), KINDS.values())[0]
        topic = self._topic(kind)
        place = self._place(topic)
        text, details = self._text(number, kind, topic, at)
        draft = Draft.objects.create(
            system="demo", content={"code": tracking.new_code()}, created_at=at, expires_at=at + LIFETIME
        )
        if kind == Kind.COMPLAINT and self.chance.random() < WITH_RECEIPT:
            box.take_in([receipt(number, self.chance)], draft=draft, now=at)
        ticket = intake.submit(
            kind=kind,
            topic=topic,
            place=place,
            about=self._about(topic, place),
            text=text,
            sender=self._person(number, kind),
            details=details,
            draft=draft,
            now=at,
        )
        draft.delete()  # nobody waits for a confirmation page
        return ticket

    def _topic(self, kind):
        offered = [topic for topic in self.topics if kind in topic.kinds]
        return self.chance.choices(offered, [SEASONS.get(topic.code, 1) for topic in offered])[0]

    def _place(self, topic):
        if self.chance.random() < 0.1:
            return intake.Place()
        district = self.chance.choice(self.districts)
        fitting = [school for school in self.schools[district] if topic.stage in ("", school.stage)]
        if not topic.about_school or not fitting or self.chance.random() < 0.1:
            return intake.Place(district=district)
        if self.chance.random() < 0.15:
            return intake.Place(district=district, school_text="دبستان کنار میدان اصلی")
        return intake.Place(district=district, school=self.chance.choice(fitting))

    def _about(self, topic, place):
        if topic.about_school and place.school:
            return place.school
        if topic.about_office and place.district and self.chance.random() < 0.4:
            return place.district
        return None

    def _text(self, number, kind, topic, at):
        if number < 2:
            return self.words.hostile(number), None
        if kind == Kind.SUGGESTION:
            details = SuggestionDetails(**self.words.suggestion())
            return details.words, details
        text = self.words.text(kind, topic.code)
        if kind in (Kind.CRITICISM, Kind.PRAISE):
            return text, None
        known = self.chance.random() < 0.4
        return text, ComplaintDetails(
            when=ComplaintDetails.When.DATE if known else ComplaintDetails.When.ONGOING,
            happened_on=gregorian(at) - timedelta(days=self.chance.randrange(30)) if known else None,
            desired_outcome=self.chance.choice(WISHES),
        )

    def _person(self, number, kind):
        if kind in MAY_BE_ANONYMOUS and self.chance.random() < 0.4:
            return intake.Person(identity=Identity.ANONYMOUS)
        contact = self.chance.choices(Sender.Contact.values, (5, 2, 3))[0]
        code = national_code(number % 1_000_000)
        return intake.Person(
            identity=Identity.HIDDEN if self.chance.random() < 0.12 else Identity.NAMED,
            name=" ".join(person(self.chance.randrange(600))),
            id_type=Sender.IdType.NATIONAL_CODE if kind in (Kind.COMPLAINT, Kind.REQUEST) else "",
            id_number=code if kind in (Kind.COMPLAINT, Kind.REQUEST) else "",
            relation=self.chance.choice(Sender.Relation.values),
            contact=contact,
            mobile=f"0900000{number % 10_000:04}" if contact == Sender.Contact.SMS else "",
            email=f"citizen{number}@mail.example" if contact == Sender.Contact.EMAIL else "",
        )

    def _handle(self, ticket):
        """What staff did, as far as it lies before `now`."""
        chance, at = self.chance, ticket.submitted_at
        if chance.random() < TRANSFERRED:
            at = self._transfer(ticket, at)
            ticket = Ticket.objects.get(pk=ticket.pk)
        officer = chance.choice(list(lifecycle.assignable(ticket)) or [None])
        if officer is None:
            return
        if chance.random() < ACCEPTED:
            at = self._later(at, chance.randrange(4))
            if at > self.now:
                return
            lifecycle.accept(ticket=ticket, by=officer, now=at)
        if chance.random() < NOTED:
            at = self._later(at, chance.randrange(2))
            if at <= self.now:
                lifecycle.note(ticket=ticket, text=chance.choice(NOTES), by=officer, now=at)
        if chance.random() < NEVER_ANSWERED and ticket.due_on > gregorian(self.now) - timedelta(days=40):
            return
        days = ticket.topic.working_days
        at = self._later(at, chance.randrange(days, 2 * days) if chance.random() < LATE else chance.randrange(1, days))
        if at <= self.now:
            self._answer(ticket, officer, at)

    def _later(self, at, working_days):
        return office_time(at, working_days=working_days, calendar=self.calendar, chance=self.chance)

    def _transfer(self, ticket, at):
        officer = lifecycle.assignable(ticket).first()
        targets = list(lifecycle.transfer_targets(ticket).filter(level=Level.OFFICE))
        later = self._later(at, 1)
        if officer is None or not targets or later > self.now:
            return at
        reason = self.chance.choice(REASONS)
        lifecycle.transfer(ticket=ticket, unit=self.chance.choice(targets), reason=reason, by=officer, now=later)
        return later

    def _answer(self, ticket, officer, at):
        outcomes = OUTCOMES[Kind(ticket.kind)]
        outcome = self.chance.choices(outcomes, [1 if each == Outcome.OUT_OF_SCOPE else 5 for each in outcomes])[0]
        words = {
            "text": self.words.answer(outcome),
            "outcome": outcome,
            "other_body": self.chance.choice(OTHER_BODIES) if outcome == Outcome.OUT_OF_SCOPE else "",
        }
        if ticket.kind == Kind.SUGGESTION:
            scores = {score: self.chance.randrange(1, 6) for score in Assessment.SCORES}
            assess(ticket=ticket, by=officer, now=at, **scores)
        if lifecycle.needs_approval(ticket, officer):
            self._propose(ticket, officer, at, words)
        else:
            lifecycle.answer(ticket=ticket, by=officer, now=at, **words)

    def _propose(self, ticket, officer, at, words):
        """Where somebody leads the unit, they approve a day later."""
        lifecycle.propose(ticket=ticket, by=officer, now=at, **words)
        heads = able_staff(ticket).holding("tickets.lead_unit").exclude(pk=officer.pk)
        head = heads.filter(unit__path__in=ticket.unit.lineage).first()
        later = self._later(at, 1)
        if head is not None and later <= self.now:
            lifecycle.approve(ticket=ticket, by=head, now=later)


def national_code(number):
    """A code with a right check digit that belongs to nobody: no place of registration has the prefix 000."""
    digits = f"000{number:06}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    return f"{digits}{rest if rest < 2 else 11 - rest}"
