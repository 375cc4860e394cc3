"""Registering what a citizen sends: one transaction, one commit, one tracking code."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from units.models import Unit, User

from . import clock, notifications, search_text, tasks, tracking
from .attachments import trays
from .encryption import keyed_hash
from .history import record
from .models import Event, Message, Sender, Ticket
from .models.draft import CONFIRMATION_LIFETIME
from .workflow import MAY_BE_ANONYMOUS, Identity, NotAllowed, Source

FIRST_SWEEP = timedelta(seconds=10)  # the sweep leaves a new ticket to its own task for so long


@dataclass(frozen=True)
class Place:
    """Where it happened, as exactly as the sender can say."""

    district: Unit | None = None
    school: Unit | None = None
    school_text: str = ""


@dataclass(frozen=True)
class Person:
    """Who writes, normalised by the form. An anonymous person has nothing but a contact, if they left one."""

    identity: str
    name: str = ""
    id_type: str = ""
    id_number: str = ""
    relation: str = ""
    contact: str = Sender.Contact.NONE
    mobile: str = ""
    email: str = ""
    code_may_be_sent: bool = False  # to that address, if the code is lost


@dataclass(frozen=True)
class Circumstances:
    """
    What comes with some cases only.

    `respondent` is the User complained of, from whom it is kept; `addressed_to` the unit written to. `by` is the
    member of staff who takes the case in for the citizen: they say from which `source`, and the number of a letter.
    """

    respondent: User | None = None
    addressed_to: Unit | None = None
    marks: tuple[str, ...] = ()
    by: User | None = None
    source: str = Source.WEB
    letter_number: str = ""


def submit(*, kind, topic, place, about, text, sender, details, draft, now, **circumstances):
    """
    Register a ticket and return it; its tracking code is `draft.content["code"]`.

    It is kept from the unit `about`. `sender` is a Person, `details` an unsaved row of the system's own table (or
    None), `draft` the form's Draft, whose id makes the call idempotent: a second call returns the first ticket. Text
    must be cleaned already. The draft's files go with the first message, and it is emptied of all but the code.
    What else there may be to know: Circumstances. Raises NotAllowed when the topic or the identity does not fit the
    kind, or the staff may not take cases in.
    """
    around = Circumstances(**circumstances)
    _check(kind, topic, sender, around)
    ticket = _unsaved(kind=kind, topic=topic, place=place, text=text, sender=sender, draft=draft, now=now)
    ticket.about, ticket.respondent_user = about, around.respondent
    ticket.addressed_to, ticket.marks = around.addressed_to, list(around.marks)
    ticket.source, ticket.letter_number = around.source, around.letter_number
    try:
        with transaction.atomic():
            _save(ticket, text=text, sender=sender, details=details, files_of=draft, by=around.by, now=now)
            _keep_only_the_code(draft, now)
    except IntegrityError:
        earlier = Ticket.objects.filter(submission_key=draft.pk).first()
        if earlier is None:
            raise
        return earlier
    return ticket


def _check(kind, topic, sender, around):
    if kind not in topic.kinds:
        raise NotAllowed(f"{topic.code} takes no {kind}")
    if sender.identity == Identity.ANONYMOUS and kind not in MAY_BE_ANONYMOUS:
        raise NotAllowed(f"{kind} cannot be anonymous")
    if (around.by is None) != (around.source == Source.WEB):
        raise NotAllowed("source")
    if around.by is not None and not around.by.holds("tickets.take_in_ticket"):
        raise NotAllowed("intake")


def _unsaved(*, kind, topic, place, text, sender, draft, now):
    code_hash, pepper = tracking.current_hash(draft.content["code"])
    return Ticket(
        kind=kind,
        topic=topic,
        sensitive=topic.sensitive,
        identity=sender.identity,
        language=get_language() or "fa",
        code_hash=code_hash,
        code_pepper=pepper,
        submission_key=draft.pk,
        district=place.district,
        school=place.school,
        school_text=place.school_text,
        submitted_at=now,
        routing_due_at=now + FIRST_SWEEP,
    )


def _save(ticket, *, text, sender, details, files_of, by, now):
    deadline = clock.begin(ticket, now)
    ticket.due_on = deadline.due_on
    search_text.begin(ticket, text, details)
    ticket.save(force_insert=True)
    _keep_person(ticket, sender)
    message = Message.objects.create(
        ticket=ticket, author=Message.Author.CITIZEN, is_public=True, text=text, created_at=now, published_at=now
    )
    trays.hand_over(files_of, message)
    if details is not None:
        details.ticket = ticket
        details.save(force_insert=True)
    event = record(ticket, Event.Name.SUBMITTED, by=by, now=now, message=message)
    clock.keep(event, deadline, deadline.working_days)
    notifications.tell_sender(event, now=now)
    transaction.on_commit(lambda: tasks.wake(tasks.route_ticket, ticket_id=ticket.pk), robust=True)


def _keep_person(ticket, sender):
    Sender.objects.create(
        ticket=ticket,
        name=sender.name,
        id_type=sender.id_type,
        id_number=sender.id_number,
        id_number_hash=_hash_or_none(sender.id_number, "id_number"),
        relation=sender.relation,
        contact=sender.contact,
        code_may_be_sent=sender.code_may_be_sent,
        mobile=sender.mobile,
        mobile_hash=_hash_or_none(sender.mobile, "mobile"),
        email=sender.email,
        email_hash=_hash_or_none(sender.email.casefold(), "email"),
    )


def _hash_or_none(value, context):
    return keyed_hash(value, context=context) if value else None


def _keep_only_the_code(draft, now):
    draft.content = {"code": draft.content["code"]}
    draft.submitted_at = now
    draft.expires_at = now + CONFIRMATION_LIFETIME
    draft.save(update_fields=["content", "submitted_at", "expires_at"])
