"""Events are for ever; messages can only be emptied, once."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from persian.dates import today
from tests.factories import create_message, create_ticket
from tickets.history import record, record_all
from tickets.models import Event, Message, Ticket
from tickets.workflow import NotAllowed, Status
from units.models import Deputy

PROTECTED = "pgtrigger: Cannot"
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
ONLY_DESTROYED = "a message can only be taken back or destroyed, each once"


def refused(operation, *, words):
    """Does the database refuse `operation` in these words of a trigger's?"""
    with pytest.raises(InternalError, match=words), transaction.atomic():
        operation()
    return True


def test_event_cannot_be_changed_nor_deleted(reference):
    event = create_ticket().events.get()

    assert refused(lambda: Event.objects.filter(pk=event.pk).update(name="routed"), words=PROTECTED)
    assert refused(lambda: Event.objects.filter(pk=event.pk).delete(), words=PROTECTED)


def test_event_copies_what_figures_need(office, officer, district):
    ticket = create_ticket(unit=office, district=district)

    event = record(ticket, Event.Name.ACCEPTED, to=Status.IN_REVIEW, by=officer, now=timezone.now())

    event.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        current = cursor.fetchone()[0]
    assert (event.kind, event.topic, event.unit, event.district) == (
        ticket.kind,
        ticket.topic,
        office,
        ticket.district,
    )
    assert event.xid == current


def test_record_refuses_a_move_the_workflow_has_not(reference):
    ticket = create_ticket()

    with pytest.raises(NotAllowed):
        record(ticket, Event.Name.ANSWERED, to=Status.ANSWERED, now=timezone.now())

    assert Ticket.objects.get(pk=ticket.pk).status == Status.RECEIVED


def test_message_text_cannot_be_changed_nor_deleted(reference):
    message = create_message(ticket=create_ticket())

    assert refused(lambda: Message.objects.filter(pk=message.pk).update(text="دیگر"), words=ONLY_DESTROYED)
    assert refused(lambda: Message.objects.filter(pk=message.pk).delete(), words=PROTECTED)


def test_message_can_be_destroyed_once(reference):
    message = create_message(ticket=create_ticket())
    now = timezone.now()

    Message.objects.filter(pk=message.pk).update(text="", destroyed_at=now)

    message.refresh_from_db()
    assert (message.text, message.destroyed_at) == ("", now)
    again = {"text": "", "destroyed_at": timezone.now()}
    assert refused(lambda: Message.objects.filter(pk=message.pk).update(**again), words=ONLY_DESTROYED)


def test_destroying_changes_nothing_else(reference):
    message = create_message(ticket=create_ticket())

    changes = {"text": "", "destroyed_at": timezone.now(), "created_at": timezone.now()}
    assert refused(lambda: Message.objects.filter(pk=message.pk).update(**changes), words=ONLY_DESTROYED)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"status": "routed"}, "ticket_has_unit_once_routed"),
        ({"kind": "rumour"}, "ticket_kind_is_known"),
        ({"outcome": "out_of_scope"}, "ticket_out_of_scope_names_the_body"),
        ({"routed_at": timezone.now()}, "ticket_routed_at_means_a_unit"),
    ],
)
def test_impossible_tickets_are_refused_by_the_database(reference, changes, constraint):
    ticket = create_ticket()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(**changes)


def test_unknown_status_is_refused_by_the_database(office):
    ticket = create_ticket(unit=office)

    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(status="lost")


def test_answered_needs_an_outcome_and_a_time(office):
    ticket = create_ticket(unit=office)

    with pytest.raises(IntegrityError, match="ticket_answered_has_outcome_and_time"), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(status="answered")


def test_what_happens_to_many_is_recorded_as_what_happens_to_one(office, small_district):
    tickets = [create_ticket(unit=office, district=place) for place in (small_district, None)]
    for day, ticket in enumerate(tickets, 1):
        ticket.due_on = date(2026, 11, day)

    events = record_all(tickets, Event.Name.RECOUNTED, now=NOW, fields=["due_on"], details=[{"was": 1}, {"was": 2}])

    assert [event.details for event in events] == [{"was": 1}, {"was": 2}]
    for ticket, event in zip(tickets, events, strict=True):
        saved = Event.objects.get(pk=event.pk)
        alone = record(ticket, Event.Name.RECOUNTED, now=NOW, details=event.details)
        assert copies(saved) == copies(Event.objects.get(pk=alone.pk))
        assert Ticket.objects.get(pk=ticket.pk).due_on == ticket.due_on


def copies(event):
    """All that an event says, but its own number and that of its transaction."""
    return {name: value for name, value in vars(event).items() if name not in ("id", "xid", "_state")}


@pytest.mark.parametrize(
    ("name", "is_read"),
    [(Event.Name.NOTED, True), (Event.Name.SENDER_OPENED, False), (Event.Name.ASSIGNED, False)],
)
def test_who_acts_has_read_what_the_citizen_wrote_who_looks_or_hands_on_has_not(office, officer, name, is_read):
    ticket = create_ticket(unit=office)
    ticket.citizen_wrote_at = NOW
    ticket.save()

    record(ticket, name, by=officer, now=NOW)

    ticket.refresh_from_db()
    assert (ticket.citizen_wrote_at is None) == is_read


@pytest.mark.parametrize(("person", "name"), [("inspector", Event.Name.NOTED), ("head", Event.Name.ADVISED)])
def test_what_the_citizen_wrote_still_waits_for_the_unit_when_others_have_their_say(office, person, name, request):
    ticket = create_ticket(unit=office)
    Ticket.objects.filter(pk=ticket.pk).update(citizen_wrote_at=NOW)
    ticket.refresh_from_db()

    record(ticket, name, by=request.getfixturevalue(person), now=NOW)

    ticket.refresh_from_db()
    assert ticket.citizen_wrote_at == NOW


def test_event_names_whom_a_deputy_stood_in_for_only_where_they_could_not_act_themselves(
    office, district, officer, head
):
    day = today()
    Deputy.objects.create(person=head, deputy=officer, first_on=day, last_on=day, made_by=head)
    own, led = create_ticket(unit=office), create_ticket(unit=district)

    events = [record(ticket, Event.Name.NOTED, by=officer, now=timezone.now()) for ticket in (own, led)]

    assert [event.details for event in events] == [{}, {"for": head.pk}]


@pytest.mark.parametrize(("name", "column"), [("returned", "was_returned"), ("advised", "was_advised")])
def test_what_comes_back_is_marked_until_somebody_of_the_unit_acts(office, officer, name, column):
    ticket = create_ticket(unit=office)

    record(ticket, name, now=NOW)
    came_back = getattr(ticket, column)
    record(ticket, Event.Name.NOTED, now=NOW, by=officer)

    ticket.refresh_from_db()
    assert (came_back, getattr(ticket, column)) == (True, False)
