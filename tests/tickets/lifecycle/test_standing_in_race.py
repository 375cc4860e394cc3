"""A deputyship that begins while the sweep and a head at the admin both have it in hand, in real connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from persian.dates import today
from tests.factories import create_ticket, create_user
from tickets import lifecycle
from tickets.models import Event
from tickets.workflow import Status
from units.models import Deputy


def bind_elsewhere():
    try:
        return lifecycle.bind_deputies(now=timezone.now())
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_deputyship_that_another_has_in_hand_is_left_to_that(office, officer, head):
    own_head = create_user(role="head", unit=office)
    create_ticket(unit=office, respondent_user=own_head, assignee=officer, status=Status.IN_REVIEW)
    post = Deputy.objects.create(person=own_head, deputy=officer, made_by=own_head, first_on=today(), last_on=today())

    with transaction.atomic(), ThreadPoolExecutor(1) as elsewhere:
        Deputy.objects.select_for_update().get(pk=post.pk)
        bound_meanwhile = elsewhere.submit(bind_elsewhere).result()

    moved_meanwhile = Event.objects.filter(name=Event.Name.TRANSFERRED).count()
    assert (bound_meanwhile, moved_meanwhile) == (0, 0)
    assert lifecycle.bind_deputies(now=timezone.now()) == 1
