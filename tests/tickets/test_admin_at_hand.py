"""What several steps let choose from, read once."""

import pytest
from django.utils import timezone

from persian.dates import today
from tests.factories import create_complaint
from tickets.admin.steps.at_hand import DAYS_TO_REPLY, AtHand
from tickets.admin.steps.consulting import Consult, Share
from tickets.admin.steps.passing import Transfer
from tickets.history import record
from tickets.lifecycle import consult
from tickets.models import ClockReason, Consultation, Event
from workdays.calendar import add_working_days, load_calendar


@pytest.fixture
def ticket(office, officer, other_officer):
    return create_complaint(unit=office)


def units_in(field):
    return {value.instance.pk for place, units in field.choices if place for value, _words in units}


def test_three_steps_ask_for_the_units_once(ticket, officer, other_office, django_assert_num_queries):
    at_hand = AtHand(ticket)
    forms = [step(ticket=ticket, by=officer, at_hand=at_hand) for step in (Transfer, Consult, Share)]

    with django_assert_num_queries(2):
        offered = [units_in(form.fields[name]) for form, name in zip(forms, ("unit", "unit", "units"), strict=True)]

    assert other_office.pk in offered[0]
    assert offered[0] == offered[1] == offered[2]


def test_unit_that_is_asked_already_may_still_get_the_case(ticket, officer, other_office):
    due_on = add_working_days(today(), 3, load_calendar())
    purpose = Consultation.Purpose.QUESTION
    asked = {"units": [other_office], "purpose": purpose, "question": "؟", "due_on": due_on}
    consult(ticket=ticket, **asked, by=officer, now=timezone.now())
    at_hand = AtHand(ticket)

    assert other_office.pk in {unit.pk for _place, units in at_hand.places for unit in units}
    assert other_office.pk not in {unit.pk for _place, units in at_hand.places_not_asked for unit in units}


def test_unit_objected_to_may_be_asked_but_does_not_get_the_case(ticket, officer, other_office):
    record(ticket, Event.Name.OBJECTED, now=timezone.now(), from_unit=other_office)
    at_hand = AtHand(ticket)
    posted = {"transfer-unit": other_office.pk, "transfer-reason": "کار آنان است"}

    form = Transfer(posted, ticket=ticket, by=officer, at_hand=at_hand)

    assert other_office.pk not in {unit.pk for _place, units in at_hand.places for unit in units}
    assert other_office.pk in {unit.pk for _place, units in at_hand.places_not_asked for unit in units}
    assert "unit" in form.errors


def test_only_reasons_in_use_are_at_hand(ticket):
    gone = ClockReason.objects.order_by("pk").first()
    ClockReason.objects.filter(pk=gone.pk).update(is_active=False)

    assert gone not in AtHand(ticket).grounds
    assert len(AtHand(ticket).grounds) == ClockReason.objects.count() - 1


def test_reply_is_offered_for_three_working_days_on(ticket):
    assert AtHand(ticket).reply_by == add_working_days(today(), DAYS_TO_REPLY, load_calendar())
