"""Who must be told of an event: rows first, in the event's own transaction; tickets.delivery sends them."""

from functools import partial

from django.db import transaction

from persian.dates import gregorian
from units.models import Deputy, NotifyBy

from . import tasks
from .models import Event, Notification, Sender, Ticket
from .staff import able_staff, heads_over, inspectors_for_heads

UNIT, USER, SENDER = "unit", "user", "sender"
# What people are told of. templates/tickets/notices/ has the words for each of these, and delivery finds them by name.
TO_STAFF = (
    Event.Name.ROUTED,
    Event.Name.TRANSFERRED,
    Event.Name.ASSIGNED,
    Event.Name.FOLLOWED_UP,
    Event.Name.ASK_LAPSED,
    Event.Name.PROPOSED,
    Event.Name.RETURNED,
    Event.Name.WITHDRAWN,
    Event.Name.REOPENED,
    Event.Name.OBJECTED,
    Event.Name.CONSULTED,
    Event.Name.ADVISED,
    Event.Name.CONSULT_DUE,
    Event.Name.CONSULT_LATE,
    Event.Name.CONSULT_ENDED,
    Event.Name.REMINDED,
    Event.Name.ESCALATED,
    Event.Name.UNDERTAKEN,
)
TO_SENDER = (
    Event.Name.SUBMITTED,
    Event.Name.ANSWERED,
    Event.Name.CLOSED,
    Event.Name.ASKED,
    Event.Name.EXTENDED,
    Event.Name.CODE_RENEWED,
    Event.Name.IMPLEMENTED,
)
CHANNELS = {Sender.Contact.EMAIL: Notification.Channel.EMAIL, Sender.Contact.SMS: Notification.Channel.SMS}


class NoWords(Exception):
    """There is no notice of such an event: add its words and its name here before anybody is told of it."""


def tell_unit(event, *, unit=None, now):
    """
    Tell a unit, the one that has the ticket unless another is given.

    That is: its own address, and its members who want an e-mail for each case.
    """
    unit = unit or event.ticket.unit
    members = able_staff(event.ticket).filter(unit=unit, notify_by=NotifyBy.EACH).exclude(email="")
    recipients = [f"{UNIT}:{unit.pk}"] if unit.email else []
    recipients += [f"{USER}:{pk}" for pk in members.values_list("pk", flat=True)]
    _tell(event, recipients, channel=Notification.Channel.EMAIL, now=now)


def tell_officer(event, *, now):
    """Tell whoever has the ticket in hand, in person; its unit where that is nobody who could still act on it."""
    ticket = event.ticket
    officer = able_staff(ticket).filter(pk=ticket.assignee_id, unit=ticket.unit_id).first()
    if officer:
        tell_people(event, [officer], now=now)
    else:
        tell_unit(event, now=now)


def tell_heads(event, *, now):
    """
    Tell those who lead the unit that has the ticket; where nobody does, those of the nearest unit above.

    They are joined by the next ones above where none of them can judge of it: nobody judges what they did themselves,
    and of who is absent their deputy would have to. Where no head may, the inspectors of the unit do.
    """
    able, heads, told = able_staff(event.ticket), heads_over(event.ticket), []
    for path in reversed(event.ticket.unit.lineage):
        here = list(heads.filter(unit__path=path))
        told += here
        if here and _judges_of(here, able, now) - {event.by_id}:
            break
    tell_people(event, told or list(inspectors_for_heads(event.ticket)), now=now)


def _judges_of(heads, able, now):
    """The ids of who leads today in the place of `heads`: themselves, or the deputy of who is absent, if `able`."""
    posts = list(Deputy.objects.in_force(gregorian(now)).filter(person__in=heads).with_path_led())
    deputies = able.filter(pk__in=[post.deputy_id for post in posts if post.path_led])
    present = {head.pk for head in heads} - {post.person_id for post in posts}
    return present | set(deputies.values_list("pk", flat=True))


def tell_inspectors(event, *, now):
    """Tell the inspectors who oversee the unit that has the ticket, and who may see that."""
    ticket, inspectors = event.ticket, able_staff(event.ticket).holding("tickets.inspect_ticket")
    above = [person for person in inspectors.select_related("unit") if _oversees(person, ticket.unit)]
    seen = Ticket.objects.filter(pk=ticket.pk)
    tell_people(event, [person for person in above if seen.visible_to(person).exists()], now=now)


def _oversees(person, unit):
    return person.unit is not None and unit.path.startswith(person.unit.path_above)


def tell_people(event, people, *, now):
    """
    Tell these Users, whatever they chose: it is for them in person. Their deputies of the day are told as well.

    Who has no address reads it in the queue.
    """
    posts = Deputy.objects.in_force(gregorian(now)).filter(person__in=people, deputy__is_active=True)
    told = {person.pk: person for person in (*people, *(post.deputy for post in posts.select_related("deputy")))}
    recipients = [f"{USER}:{person.pk}" for person in told.values() if person.email]
    _tell(event, recipients, channel=Notification.Channel.EMAIL, now=now)


def tell_writer(event, writer, *, now):
    """Tell the User `writer` that the answer they proposed is decided by nobody: their unit has the case no more."""
    _tell(event, [f"{USER}:{writer.pk}"] if writer.email else [], channel=Notification.Channel.EMAIL, now=now)


def tell_sender(event, *, now):
    """Tell the citizen, if they left a way to, not before `now`."""
    contact = Sender.objects.filter(ticket=event.ticket_id).values_list("contact", flat=True).first()
    if contact in CHANNELS:
        _tell(event, [SENDER], channel=CHANNELS[contact], now=now)


def _tell(event, recipients, *, channel, now):
    """Add the rows that are not there yet, and ring for them after the commit. Raises NoWords."""
    if event.name not in (TO_SENDER if recipients == [SENDER] else TO_STAFF):
        raise NoWords(event.name)
    rows = [
        Notification(ticket=event.ticket, event=event, recipient=recipient, channel=channel, due_at=now)
        for recipient in recipients
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    for pk in Notification.objects.filter(event=event, recipient__in=recipients).values_list("pk", flat=True):
        ring = partial(tasks.wake, tasks.deliver, notification_id=pk)
        transaction.on_commit(ring, robust=True)  # too early for an answer that waits; the sweep rings again
