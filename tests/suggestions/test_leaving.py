"""An accepted suggestion does not stay with somebody who has left."""

from datetime import timedelta

import pytest
from django.core import mail

from suggestions.leaving import hand_over, owned_by
from suggestions.models import Undertaking
from tests.factories import create_user
from tests.tickets.desk import address, words_of
from tickets import lifecycle
from tickets.delivery import deliver
from tickets.models import Event, Notification
from units.models import User

from .test_assessing import LATER, SPRING, accepted, own, suggestion  # noqa: F401 - fixtures

MUCH_LATER = LATER + timedelta(days=20)


@pytest.fixture
def owned(accepted, officer):  # noqa: F811
    own(accepted, officer, officer)
    Notification.objects.all().delete()
    return accepted


def leave(person, **changes):
    User.objects.filter(pk=person.pk).update(**changes or {"is_active": False})


def latest(ticket):
    return Event.objects.filter(ticket=ticket, name=Event.Name.UNDERTAKEN).latest("pk")


def told(event):
    return set(Notification.objects.filter(event=event).values_list("recipient", flat=True))


def test_what_nobody_owns_may_be_owned_again(owned, officer, colleague, head):
    leave(officer)
    hand_over(person=officer, by=head, now=MUCH_LATER)

    own(owned, head, colleague, now=MUCH_LATER)

    assert Undertaking.objects.get().owner == colleague


def test_suggestion_of_who_left_goes_to_a_colleague_with_its_date(owned, officer, colleague, head):
    leave(officer)

    assert hand_over(person=officer, to=colleague, by=head, now=MUCH_LATER) == (1, 0)

    undertaking, event = Undertaking.objects.get(), latest(owned)
    assert (undertaking.owner, undertaking.due_on, undertaking.event) == (colleague, SPRING, event)
    assert (event.by, event.details["from"], told(event)) == (head, officer.pk, {f"user:{colleague.pk}"})


@pytest.mark.parametrize("chosen", [None, "cannot"])
def test_where_nobody_can_take_it_the_head_is_told(client, owned, officer, colleague, head, office, chosen):
    leave(officer)
    to = chosen and create_user(unit=office)

    assert hand_over(person=officer, to=to, by=head, now=MUCH_LATER) == (0, 1)

    client.force_login(head)
    page = client.get(address(owned))
    assert (Undertaking.objects.get().owner, told(latest(owned))) == (None, {f"user:{head.pk}"})
    assert str(Undertaking.objects.get()).startswith("–")
    assert words_of(page).count("پیشنهاد پذیرفته‌شده دیگر مسئولی ندارد") == 1


@pytest.mark.parametrize(("taken", "subject"), [(True, "به شما سپرده شد"), (False, "دیگر مسئولی ندارد")])
def test_notice_says_whether_it_is_yours_or_nobody_s(owned, officer, colleague, head, taken, subject):
    leave(officer)
    hand_over(person=officer, to=colleague if taken else None, by=head, now=MUCH_LATER)

    deliver(notification_id=Notification.objects.get().pk, now=MUCH_LATER)

    assert subject in mail.outbox[0].subject


@pytest.mark.parametrize("changes", [{"unit": None}, {"is_staff": False}])
def test_each_way_of_leaving_counts(owned, officer, head, changes):
    leave(officer, **changes)

    assert hand_over(person=officer, by=head, now=MUCH_LATER) == (0, 1)


def test_owner_who_moved_to_another_unit_leaves_it(owned, officer, colleague, head, other_office):
    leave(officer, unit=other_office)

    assert hand_over(person=officer, to=colleague, by=head, now=MUCH_LATER) == (1, 0)


def test_who_may_see_it_through_keeps_it(owned, officer, colleague, head):
    assert hand_over(person=officer, to=colleague, by=head, now=MUCH_LATER) == (0, 0)
    assert Undertaking.objects.get().owner == officer


def test_what_is_implemented_or_reopened_is_nobody_s_any_more(owned, officer, head):
    lifecycle.reopen(ticket=owned, reason="ناقص", now=MUCH_LATER)
    leave(officer)

    assert not owned_by(officer).exists()
    assert hand_over(person=officer, by=head, now=MUCH_LATER) == (0, 0)
