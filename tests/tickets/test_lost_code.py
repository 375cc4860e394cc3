"""A lost code: a new one goes to the address that was ticked for it and nowhere else, or is given in person."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from tests.factories import create_ticket, create_user
from tests.processes import ringing_at, running_broker
from tickets import lost_code, tracking
from tickets.models import CodeRequest, Event, Notification, Ticket
from tickets.workflow import NotAllowed

pytestmark = pytest.mark.django_db
EMAIL, MOBILE = "Citizen@mail.example", "09121234567"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, email=EMAIL, code_may_be_sent=True)


@pytest.fixture
def receptionist(office):
    """An officer who sits where citizens come in person."""
    return also_at_reception(create_user(role="officer", unit=office))


def also_at_reception(user):
    user.groups.add(Group.objects.get(name="reception"))
    return user


def asked(number, address, now):
    """Ask, and have a worker look into it."""
    lost_code.ask(number=number, address=address, now=now)
    lost_code.look_into(request_id=CodeRequest.objects.latest("pk").pk, now=now)


def renewals(ticket):
    return ticket.events.filter(name=Event.Name.CODE_RENEWED)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("۱۴۰۵-۰۰۰۱۲۳", "1405-000123"),
        (" ١٤٠٥ - ١٢٣ ", "1405-000123"),
        ("1405–000123", "1405-000123"),
        ("1405/123", "1405-000123"),
        ("\u20661405-000123\u2069", "1405-000123"),
        ("1405-999999999", "1405-999999999"),
    ],
)
def test_number_is_read_as_people_write_it(typed, number):
    assert lost_code.normalise(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "123", "1405000123", "1105-123", "1405-", "1405-1234567890", "۱۴۰۵-آ", "x" * 500]
)
def test_what_cannot_be_a_number_is_said_to_be_none(typed):
    with pytest.raises(lost_code.MalformedNumber):
        lost_code.normalise(typed)


def test_number_of_every_ticket_can_be_read(ticket):
    assert lost_code.normalise(ticket.number) == ticket.number


@pytest.mark.parametrize("address", [EMAIL, EMAIL.lower(), EMAIL.upper()])
def test_right_number_and_address_renew_the_code(ticket, now, address):
    asked(ticket.number, address, now)

    event, notice = renewals(ticket).get(), Notification.objects.get()
    assert (event.by, event.message, event.details) == (None, None, {})
    assert (notice.event, notice.recipient, notice.channel) == (event, "sender", "email")
    assert CodeRequest.objects.count() == 0


def test_mobile_renews_it_by_text_message(office, now):
    ticket = create_ticket(unit=office, mobile=MOBILE, code_may_be_sent=True)

    asked(ticket.number, MOBILE, now)

    assert Notification.objects.get(event=renewals(ticket).get()).channel == "sms"


@pytest.mark.parametrize(
    ("ticked", "number", "address"),
    [
        (True, None, "other@mail.example"),
        (True, None, MOBILE),
        (True, "1404-000001", EMAIL),
        (True, "1405-999999999", EMAIL),
        (False, None, EMAIL),
    ],
)
def test_nothing_else_does_and_the_request_is_gone_all_the_same(office, now, ticked, number, address):
    ticket = create_ticket(unit=office, email=EMAIL, code_may_be_sent=ticked)

    asked(number or ticket.number, address, now)

    assert (renewals(ticket).exists(), Notification.objects.exists()) == (False, False)
    assert (CodeRequest.objects.count(), tracking.find(ticket.code).pk) == (0, ticket.pk)


def test_number_of_another_year_is_another_number(ticket, now):
    year, _, digits = ticket.number.partition("-")

    asked(f"{int(year) - 1}-{digits}", EMAIL, now)

    assert not renewals(ticket).exists()


def test_address_that_was_not_chosen_gets_no_code(ticket, now):
    ticket.sender.contact, ticket.sender.mobile_hash = "sms", ticket.sender.email_hash
    ticket.sender.save()

    asked(ticket.number, EMAIL, now)

    assert not renewals(ticket).exists()


def test_old_code_opens_the_case_until_the_message_goes_out(ticket, now):
    asked(ticket.number, EMAIL, now)

    assert tracking.find(ticket.code).pk == ticket.pk


@pytest.mark.parametrize(("hours", "times"), [(23, 1), (24, 2)])
def test_a_code_is_sent_once_a_day(ticket, now, hours, times):
    asked(ticket.number, EMAIL, now - timedelta(hours=hours))

    asked(ticket.number, EMAIL, now)

    assert (renewals(ticket).count(), CodeRequest.objects.count()) == (times, 0)


def test_code_given_in_person_keeps_none_from_being_sent(ticket, receptionist, now):
    lost_code.renew_in_person(ticket=ticket, by=receptionist, now=now)

    asked(ticket.number, EMAIL, now)

    assert renewals(ticket).count() == 2


@pytest.mark.parametrize(("status", "times"), [("dead", 2), ("sent", 1), ("pending", 1)])
def test_code_that_could_not_be_sent_may_be_asked_for_again_at_once(ticket, now, status, times):
    asked(ticket.number, EMAIL, now)
    Notification.objects.update(status=status)

    asked(ticket.number, EMAIL, now)

    assert renewals(ticket).count() == times


def test_promised_code_is_not_drawn_once_another_was_given(ticket, receptionist, now):
    asked(ticket.number, EMAIL, now)
    promised = renewals(ticket).get()
    code = lost_code.renew_in_person(ticket=ticket, by=receptionist, now=now)

    with pytest.raises(lost_code.Overtaken):
        lost_code.redeem(promised)

    assert tracking.find(code).pk == ticket.pk


def test_second_ring_of_the_bell_does_nothing(ticket, now):
    lost_code.ask(number=ticket.number, address=EMAIL, now=now)
    request_id = CodeRequest.objects.get().pk

    for _ in range(2):
        lost_code.look_into(request_id=request_id, now=now)

    assert renewals(ticket).count() == 1


def test_request_keeps_nothing_that_can_be_read_in_the_table(ticket, now):
    lost_code.ask(number=ticket.number, address=EMAIL, now=now)

    raw = str(CodeRequest.objects.extra(select={"raw": "address::text || number::text"}).values_list("raw").get())
    assert [text for text in (EMAIL, ticket.number) if text in raw] == []


@pytest.mark.django_db(transaction=True)
def test_bell_carries_an_id_and_is_rung_again_by_the_sweep(reference, tmp_path, now):
    with running_broker(tmp_path) as broker, ringing_at(broker.url):
        lost_code.ask(number="1405-000123", address=EMAIL, now=now)
        lost_code.sweep(now=now + timedelta(seconds=9))
        lost_code.sweep(now=now + timedelta(seconds=10))
        rung = broker.client.lrange("notices", 0, -1)

    bodies = [json.loads(message) for message in rung]
    assert [message["headers"]["kwargsrepr"] for message in bodies] == [
        f"{{'request_id': {CodeRequest.objects.get().pk}}}"
    ] * 2


def test_request_that_nobody_could_look_into_is_gone_after_an_hour(reference, now):
    lost_code.ask(number="1405-000123", address=EMAIL, now=now - timedelta(hours=1))

    lost_code.sweep(now=now)

    assert CodeRequest.objects.count() == 0


def test_code_given_in_person_opens_the_case_and_the_old_one_does_not(ticket, receptionist, now):
    code = lost_code.renew_in_person(ticket=ticket, by=receptionist, now=now)

    event = renewals(ticket).get()
    assert (tracking.find(code).pk, tracking.find(ticket.code)) == (ticket.pk, None)
    assert (event.by_id, event.details) == (receptionist.pk, {})
    assert Notification.objects.get().event == event  # they are told, lest somebody else stood there


def test_code_given_in_person_answers_nothing_that_the_citizen_wrote(ticket, receptionist, now):
    Ticket.objects.filter(pk=ticket.pk).update(citizen_wrote_at=now)

    lost_code.renew_in_person(ticket=ticket, by=receptionist, now=now)

    ticket.refresh_from_db()
    assert ticket.citizen_wrote_at == now


def test_who_oversees_the_unit_may_give_one_too(ticket, complaints_office, now):
    overseer = also_at_reception(create_user(role="inspector", unit=complaints_office))

    assert tracking.find(lost_code.renew_in_person(ticket=ticket, by=overseer, now=now)).pk == ticket.pk


@pytest.mark.parametrize("role", ["officer", "head", "inspector"])
def test_nobody_gives_one_without_the_permission(ticket, office, role, now):
    with pytest.raises(NotAllowed):
        lost_code.renew_in_person(ticket=ticket, by=create_user(role=role, unit=office), now=now)

    assert tracking.find(ticket.code).pk == ticket.pk


def test_nobody_gives_one_for_a_case_out_of_sight(ticket, other_office, now):
    stranger = also_at_reception(create_user(role="officer", unit=other_office))

    with pytest.raises(NotAllowed):
        lost_code.renew_in_person(ticket=ticket, by=stranger, now=now)

    assert (renewals(ticket).exists(), tracking.find(ticket.code).pk) == (False, ticket.pk)


@pytest.mark.parametrize("left", [{"email": EMAIL}, {"mobile": MOBILE}])
def test_address_left_under_an_older_key_still_gets_a_new_code(office, now, settings, left):
    ticket = create_ticket(unit=office, code_may_be_sent=True, **left)
    settings.IDENTITY_KEYS = {2: bytes(32), **settings.IDENTITY_KEYS}

    asked(ticket.number, *left.values(), now)

    assert renewals(ticket).count() == 1
