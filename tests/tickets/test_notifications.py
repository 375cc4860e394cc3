"""Who is told of an event: one row each, once, in the event's own transaction."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import create_ticket, create_user
from tickets import intake, lifecycle, notifications, routing, tasks
from tickets.history import record
from tickets.models import Draft, Event, Notification, Sender, Topic


@pytest.fixture
def addressed_office(office):
    office.email = "office@edu.example"
    office.save(update_fields=["email"])
    return office


@pytest.fixture
def unaddressed_office(office):
    office.email = ""
    office.save(update_fields=["email"])
    return office


def routed(ticket):
    return record(ticket, Event.Name.ROUTED, now=timezone.now())


def answered(ticket):
    return record(ticket, Event.Name.ANSWERED, now=timezone.now())


def rows(event):
    found = Notification.objects.filter(event=event).order_by("recipient", "channel")
    return list(found.values_list("recipient", "channel", "status"))


def test_unit_and_its_members_are_told(addressed_office, officer, colleague, head, other_officer):
    event = routed(create_ticket(unit=addressed_office))

    notifications.tell_unit(event, now=timezone.now())

    people = sorted([f"user:{officer.pk}", f"user:{colleague.pk}"])
    assert rows(event) == [
        (f"unit:{addressed_office.pk}", "email", "pending"),
        *[(person, "email", "pending") for person in people],
    ]


def test_members_who_want_no_mail_or_have_no_address_are_left_alone(addressed_office, officer):
    create_user(role="officer", unit=addressed_office, notify_by="none")
    create_user(role="officer", unit=addressed_office, email="")
    create_user(role="officer", unit=addressed_office, is_active=False)
    create_user(unit=addressed_office)  # no role: sees no case
    event = routed(create_ticket(unit=addressed_office))

    notifications.tell_unit(event, now=timezone.now())

    assert [recipient for recipient, _, _ in rows(event)] == [f"unit:{addressed_office.pk}", f"user:{officer.pk}"]


def test_unit_without_address_has_its_members_told(unaddressed_office, officer):
    event = routed(create_ticket(unit=unaddressed_office))

    notifications.tell_unit(event, now=timezone.now())

    assert rows(event) == [(f"user:{officer.pk}", "email", "pending")]


def test_sensitive_case_is_told_to_cleared_members_only(complaints_office, inspector):
    create_user(role="officer", unit=complaints_office)
    event = routed(create_ticket(unit=complaints_office, sensitive=True))

    notifications.tell_unit(event, now=timezone.now())

    told = [recipient for recipient, _, _ in rows(event) if recipient.startswith("user:")]
    assert told == [f"user:{inspector.pk}"]


def test_respondent_is_not_told_of_the_case_against_them(unaddressed_office, officer, colleague):
    event = routed(create_ticket(unit=unaddressed_office, respondent_user=officer))

    notifications.tell_unit(event, now=timezone.now())

    assert rows(event) == [(f"user:{colleague.pk}", "email", "pending")]


def test_another_unit_is_told_when_it_is_given(addressed_office, officer, other_office, other_officer):
    other_office.email = "finance@edu.example"
    other_office.save(update_fields=["email"])
    event = routed(create_ticket(unit=addressed_office))

    notifications.tell_unit(event, unit=other_office, now=timezone.now())

    assert {recipient for recipient, _, _ in rows(event)} == {f"unit:{other_office.pk}", f"user:{other_officer.pk}"}


def test_other_unit_s_respondent_and_uncleared_are_not_told(office, unaddressed_office, other_officer, other_office):
    cleared = create_user(role="head", unit=other_office)
    accused = create_user(role="head", unit=other_office)
    other_office.email = ""
    other_office.save(update_fields=["email"])
    event = routed(create_ticket(unit=office, sensitive=True, respondent_user=accused))

    notifications.tell_unit(event, unit=other_office, now=timezone.now())

    assert rows(event) == [(f"user:{cleared.pk}", "email", "pending")]


def told(event):
    return {recipient for recipient, _, _ in rows(event)}


def test_inspectors_who_oversee_the_unit_are_told(office, head, inspector, district_inspector, unit):
    create_user(role="inspector", unit=unit("d_takestan.complaints"))
    create_user(role="inspector")
    ticket = create_ticket(unit=office, respondent_user=create_user(role="inspector", unit=unit("complaints")))
    event = record(ticket, Event.Name.ESCALATED, now=timezone.now())

    notifications.tell_inspectors(event, now=timezone.now())

    assert told(event) == {f"user:{inspector.pk}", f"user:{district_inspector.pk}"}


def test_inspector_of_the_place_complained_of_is_not_told(unit, inspector, district, district_inspector):
    event = record(create_ticket(unit=unit("d_q1.nongov"), about=district), Event.Name.ESCALATED, now=timezone.now())

    notifications.tell_inspectors(event, now=timezone.now())

    assert told(event) == {f"user:{inspector.pk}"}


def test_people_are_told_in_person_whatever_they_chose(office, officer):
    quiet = create_user(role="officer", unit=office, notify_by="none")
    unreachable = create_user(role="officer", unit=office, email="")
    event = record(create_ticket(unit=office), Event.Name.RETURNED, now=timezone.now())

    notifications.tell_people(event, [quiet, unreachable], now=timezone.now())

    assert rows(event) == [(f"user:{quiet.pk}", "email", "pending")]


@pytest.mark.parametrize(("tell", "name"), [("tell_unit", Event.Name.RATED), ("tell_sender", Event.Name.ROUTED)])
def test_nobody_is_told_of_what_there_are_no_words_for(addressed_office, tell, name):
    event = record(create_ticket(unit=addressed_office, email="c@mail.example"), name, now=timezone.now())

    with pytest.raises(notifications.NoWords):
        getattr(notifications, tell)(event, now=timezone.now())
    assert rows(event) == []


def test_telling_twice_adds_nothing(addressed_office, officer):
    ticket = create_ticket(unit=addressed_office, email="c@mail.example")
    event, answer = routed(ticket), answered(ticket)
    for _ in range(2):
        notifications.tell_unit(event, now=timezone.now())
        notifications.tell_sender(answer, now=timezone.now())

    assert told(event) == {f"unit:{addressed_office.pk}", f"user:{officer.pk}"}
    assert (len(rows(event)), rows(answer)) == (2, [("sender", "email", "pending")])


@pytest.mark.parametrize(
    ("reach", "channel"), [({"email": "c@mail.example"}, "email"), ({"mobile": "09123456789"}, "sms")]
)
def test_citizen_is_told_the_way_they_chose(office, reach, channel):
    event = answered(create_ticket(unit=office, **reach))

    notifications.tell_sender(event, now=timezone.now())

    assert rows(event) == [("sender", channel, "pending")]


@pytest.mark.parametrize("with_sender", [True, False])
def test_citizen_who_left_no_way_is_not_told(office, with_sender):
    ticket = create_ticket(unit=office)
    if not with_sender:  # destroyed at the end of the retention period
        ticket.sender.delete()
    event = answered(ticket)

    notifications.tell_sender(event, now=timezone.now())

    assert rows(event) == []


def test_bells_ring_after_the_commit_one_for_each_row(addressed_office, officer, django_capture_on_commit_callbacks):
    event = routed(create_ticket(unit=addressed_office))

    with django_capture_on_commit_callbacks() as bells:
        notifications.tell_unit(event, now=timezone.now())

    assert {(bell.args[0].name, bell.keywords["notification_id"]) for bell in bells} == {
        (tasks.deliver.name, row.pk) for row in event.notifications.all()
    }
    assert len(bells) == 2


def test_each_step_of_a_ticket_tells_whom_it_should(addressed_office, officer, other_office, other_officer, district):
    now = timezone.now()
    ticket = create_ticket(topic=Topic.objects.get(code="tuition_private"), district=district, email="c@mail.example")

    routed_event = routing.route(ticket_id=ticket.pk, now=now)
    ticket.refresh_from_db()
    transferred = lifecycle.transfer(ticket=ticket, unit=other_office, reason="به شما مربوط است", by=officer, now=now)
    ticket.refresh_from_db()
    answered = lifecycle.answer(ticket=ticket, text="پاسخ", outcome="upheld", by=other_officer, now=now)

    told = {
        event.name: {recipient for recipient, _, _ in rows(event)} for event in (routed_event, transferred, answered)
    }
    assert told == {
        "routed": {f"unit:{addressed_office.pk}", f"user:{officer.pk}"},
        "transferred": {f"unit:{other_office.pk}", f"user:{other_officer.pk}"},
        "answered": {"sender"},
    }


def test_answer_is_told_when_it_is_published(office, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    now = timezone.now()
    ticket = create_ticket(unit=office, email="c@mail.example")

    lifecycle.answer(ticket=ticket, text="پاسخ", outcome="upheld", by=officer, now=now)

    notice = Notification.objects.get(ticket=ticket)
    assert notice.due_at == now + timedelta(minutes=5)
    assert not Notification.objects.due(now + timedelta(minutes=4)).exists()
    assert Notification.objects.due(now + timedelta(minutes=5)).get() == notice


def test_receipt_is_written_by_submit_itself(reference):
    now = timezone.now()
    draft = Draft.objects.create(
        system="complaints",
        content={"code": "1234567890123456"},
        created_at=now,
        expires_at=now + timedelta(hours=1),
    )

    ticket = intake.submit(
        kind="complaint",
        topic=Topic.objects.get(code="pay"),
        place=intake.Place(),
        about=None,
        text="متن",
        sender=intake.Person(identity="named", contact=Sender.Contact.SMS, mobile="09123456789"),
        details=None,
        draft=draft,
        now=now,
    )

    assert rows(ticket.events.get()) == [("sender", "sms", "pending")]
