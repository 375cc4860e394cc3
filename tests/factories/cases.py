"""Cases, with all that hangs on them."""

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from complaints.models import Complaint, ComplaintDetails
from suggestions.models import Suggestion, SuggestionDetails
from tickets import search_text, tracking
from tickets.encryption import keyed_hash
from tickets.history import record
from tickets.models import ClockReason, Event, Message, Pause, Sender, Ticket, Topic
from tickets.workflow import OUTCOMES, Identity, Kind, Outcome, Status
from units.models import Unit, User

from .subjects import create_topic


def create_ticket(
    *,
    kind: str = Kind.COMPLAINT,
    unit: Unit | None = None,
    status: str = "",
    topic: Topic | None = None,
    text: str = "از من برای ثبت‌نام پول خواستند.",
    identity: str = Identity.NAMED,
    sensitive: bool | None = None,
    language: str = "fa",
    code: str = "",
    district: Unit | None = None,
    school: Unit | None = None,
    school_text: str = "",
    about: Unit | None = None,
    addressed_to: Unit | None = None,
    respondent_user: User | None = None,
    assignee: User | None = None,
    outcome: str = "",
    other_body: str = "",
    submitted_at: datetime | None = None,
    due_on: date | None = None,
    name: str = "مریم رضایی",
    mobile: str = "",
    email: str = "",
    id_number: str = "",
    code_may_be_sent: bool = False,
    marks: tuple[str, ...] = (),
) -> Ticket:
    """
    A ticket with its sender, first message and first event, as `intake.submit` leaves it; routed when it has a `unit`.

    For rows to look at, not for the life cycle: test that through the domain functions. `ticket.code` is the tracking
    code in 16 digits. `status` is "routed" with a unit and "received" without one, unless given.
    """
    status = status or (Status.ROUTED if unit else Status.RECEIVED)
    topic = topic or create_topic()
    submitted_at = submitted_at or timezone.now()
    code = code or tracking.new_code()
    code_hash, pepper = tracking.current_hash(code)
    ticket = _class_of(kind).objects.create(
        kind=kind,
        topic=topic,
        sensitive=topic.sensitive if sensitive is None else sensitive,
        identity=identity,
        language=language,
        code_hash=code_hash,
        code_pepper=pepper,
        submission_key=uuid.uuid4(),
        district=district,
        school=school,
        school_text=school_text,
        about=about,
        addressed_to=addressed_to,
        respondent_user=respondent_user,
        status=status,
        outcome=outcome or _outcome_of(kind, status),
        other_body=other_body or ("شهرداری" if outcome == Outcome.OUT_OF_SCOPE else ""),
        unit=unit,
        assignee=assignee,
        submitted_at=submitted_at,
        routed_at=submitted_at if unit else None,
        answered_at=submitted_at if status in (Status.ANSWERED, Status.CLOSED) else None,
        closed_at=submitted_at if status == Status.CLOSED else None,
        due_on=due_on or timezone.localdate(submitted_at) + timedelta(days=20),
        routing_due_at=submitted_at if status == Status.RECEIVED else None,
        search_text=search_text.words_of(text),
        first_words=search_text.digest_of(search_text.words_of(text)),
        marks=list(marks),
    )
    ticket.refresh_from_db(fields=["case_number"])
    ticket.code = code
    search_text.learn(ticket.search_text)
    name = "" if identity == Identity.ANONYMOUS else name
    create_sender(
        ticket=ticket, name=name, mobile=mobile, email=email, id_number=id_number, code_may_be_sent=code_may_be_sent
    )
    message = create_message(ticket=ticket, text=text, written_by=None, at=submitted_at)
    event = record(ticket, Event.Name.SUBMITTED, now=submitted_at, message=message)
    if status == Status.AWAITING_CITIZEN:
        create_pause(event=event)
    return ticket


def _class_of(kind):
    return Complaint if kind in Complaint.KINDS else Suggestion


def _outcome_of(kind, status):
    return OUTCOMES[kind][0] if status == Status.ANSWERED else ""


def create_clock_reason(
    *, purpose: str = ClockReason.Purpose.PAUSE, code: str = "", most_days: int = 10
) -> ClockReason:
    """A legal reason to stop the clock, or to take more time."""
    code = code or f"reason-{ClockReason.objects.count() + 1}"
    return ClockReason.objects.create(
        code=code, purpose=purpose, title_fa="دلیل آزمایشی", title_en="A reason", most_days=most_days
    )


def create_pause(*, event: Event, days: int = 14, is_over: bool = False) -> Pause:
    """The clock stands since `event`, for `days` days of the calendar."""
    since = timezone.localdate(event.at)
    reason = ClockReason.objects.filter(purpose=ClockReason.Purpose.PAUSE).first() or create_clock_reason()
    return Pause.objects.create(
        ticket=event.ticket,
        event=event,
        reason=reason,
        round=event.ticket.times_reopened,
        since=since,
        until=since + timedelta(days=days),
        is_over=is_over,
    )


def create_sender(
    *,
    ticket: Ticket,
    name: str = "مریم رضایی",
    mobile: str = "",
    email: str = "",
    id_number: str = "",
    relation: str = Sender.Relation.PARENT,
    code_may_be_sent: bool = False,
) -> Sender:
    """The person behind `ticket`; contact is the mobile, else the e-mail, else the code only."""
    contact = Sender.Contact.SMS if mobile else Sender.Contact.EMAIL if email else Sender.Contact.NONE
    return Sender.objects.create(
        ticket=ticket,
        name=name,
        id_type=Sender.IdType.NATIONAL_CODE if id_number else "",
        id_number=id_number,
        id_number_hash=keyed_hash(id_number, context="id_number") if id_number else None,
        relation=relation,
        code_may_be_sent=code_may_be_sent,
        contact=contact,
        mobile=mobile,
        mobile_hash=keyed_hash(mobile, context="mobile") if mobile else None,
        email=email,
        email_hash=keyed_hash(email.casefold(), context="email") if email else None,
    )


def create_message(
    *,
    ticket: Ticket,
    text: str = "متن",
    written_by: User | None = None,
    is_public: bool = True,
    at: datetime | None = None,
    published_at: datetime | None = None,
) -> Message:
    """Words on `ticket`: the citizen's when nobody of staff wrote them; published at once unless told otherwise."""
    at = at or timezone.now()
    return Message.objects.create(
        ticket=ticket,
        author=Message.Author.STAFF if written_by else Message.Author.CITIZEN,
        written_by=written_by,
        is_public=is_public,
        text=text,
        created_at=at,
        published_at=(published_at or at) if is_public else None,
    )


def create_complaint(
    *,
    kind: str = Kind.COMPLAINT,
    when: str = ComplaintDetails.When.UNSURE,
    happened_on: date | None = None,
    desired_outcome: str = "پول برگردانده شود.",
    respondent_name: str = "",
    respondent_role: str = "",
    **ticket,
) -> Complaint:
    """A ticket of the complaints system with its details; further arguments as `create_ticket`."""
    complaint = create_ticket(kind=kind, **ticket)
    ComplaintDetails.objects.create(
        ticket=complaint,
        when=when,
        happened_on=happened_on,
        desired_outcome=desired_outcome,
        respondent_name=respondent_name,
        respondent_role=respondent_role,
    )
    return complaint


def create_suggestion(
    *,
    kind: str = Kind.SUGGESTION,
    problem: str = "صف ثبت‌نام دراز است.",
    idea: str = "نوبت اینترنتی بگذارید.",
    benefit: str = "وقت مردم گرفته نمی‌شود.",
    **ticket,
) -> Suggestion:
    """A ticket of the suggestions system with its details; further arguments as `create_ticket`."""
    details = SuggestionDetails(problem=problem, idea=idea, benefit=benefit)
    suggestion = create_ticket(kind=kind, **{"text": details.words, **ticket})
    details.ticket = suggestion
    details.save(force_insert=True)
    return suggestion
