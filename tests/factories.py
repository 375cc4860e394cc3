"""Rows for tests, valid under every constraint. Keyword-only; people and places are named by the test."""

import uuid
from datetime import date, datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group
from django.utils import timezone

from complaints.models import Complaint, ComplaintDetails
from config.roles import load_roles
from persian.text import fold
from suggestions.models import Suggestion, SuggestionDetails
from tickets import tracking
from tickets.encryption import keyed_hash
from tickets.history import record
from tickets.models import Event, Message, RoutingRule, Sender, Ticket, Topic
from tickets.workflow import OUTCOMES, Identity, Kind, Outcome, Status
from units.models import Level, Unit, User

PASSWORD = "a long enough password"
_numbers = count(1)


def create_unit(
    *,
    code: str = "",
    name_fa: str = "",
    name_en: str = "",
    level: str = Level.OFFICE,
    office: str = "",
    stage: str = "",
    parent: Unit | None = None,
    email: str = "",
    is_active: bool = True,
) -> Unit:
    """A unit below `parent`; without a parent it is the root of a tree of its own."""
    number = next(_numbers)
    unit = Unit(
        code=code or f"unit-{number}",
        name_fa=name_fa or f"واحد {number}",
        name_en=name_en or f"Unit {number}",
        level=level,
        office=office,
        stage=stage,
        email=email,
        is_active=is_active,
    )
    if parent is None:
        return Unit.objects.add_root(instance=unit)
    return Unit.objects.add_child(Unit.objects.get(pk=parent.pk), instance=unit)


def create_user(
    *,
    role: str = "",
    unit: Unit | None = None,
    username: str = "",
    password: str = PASSWORD,
    email: str | None = None,
    is_staff: bool = True,
    is_active: bool = True,
    is_superuser: bool = False,
    notify_by: str = "each",
    first_name: str = "",
    last_name: str = "",
) -> User:
    """A member of staff with `role`, a key of config.roles.ROLES (empty: none), whose group is made if missing."""
    number = next(_numbers)
    username = username or f"{role or 'staff'}-{number}"
    user = User.objects.create_user(
        username=username,
        email=f"{username}@edu.example" if email is None else email,
        password=password,
        unit=unit,
        is_staff=is_staff,
        is_active=is_active,
        is_superuser=is_superuser,
        notify_by=notify_by,
        first_name=first_name,
        last_name=last_name or f"کارمند {number}",
    )
    if role:
        if not Group.objects.filter(name=role).exists():
            load_roles()
        user.groups.add(Group.objects.get(name=role))
    return user


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
        due_on=due_on or timezone.localdate(submitted_at) + timedelta(days=20),
        routing_due_at=submitted_at if status == Status.RECEIVED else None,
        search_text=fold(text),
        marks=list(marks),
    )
    ticket.refresh_from_db(fields=["case_number"])
    ticket.code = code
    name = "" if identity == Identity.ANONYMOUS else name
    create_sender(ticket=ticket, name=name, mobile=mobile, email=email, id_number=id_number)
    message = create_message(ticket=ticket, text=text, written_by=None, at=submitted_at)
    record(ticket, Event.Name.SUBMITTED, now=submitted_at, message=message)
    return ticket


def _class_of(kind):
    return Complaint if kind in Complaint.KINDS else Suggestion


def _outcome_of(kind, status):
    return OUTCOMES[kind][0] if status == Status.ANSWERED else ""


def create_sender(
    *,
    ticket: Ticket,
    name: str = "مریم رضایی",
    mobile: str = "",
    email: str = "",
    id_number: str = "",
    relation: str = Sender.Relation.PARENT,
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
    suggestion = create_ticket(kind=kind, **{"text": idea, **ticket})
    SuggestionDetails.objects.create(ticket=suggestion, problem=problem, idea=idea, benefit=benefit)
    return suggestion
