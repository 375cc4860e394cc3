"""The benchmark's cases obey every rule of the tables, and look as if the portal itself had taken them in."""

import pytest
from django.db import connection
from django.db.models import F, OuterRef, Subquery

from benchmarks.build import fill
from benchmarks.people import PLACES
from config.demo.schools import invent_schools
from tests.factories import create_ticket
from tests.tickets.desk import QUEUE, pks
from tickets.admin.search import search
from tickets.models import Event, Message, Sender, Ticket
from tickets.workflow import OPEN, Status
from units.models import User

CASES = 200


@pytest.fixture
def built(reference):
    invent_schools()
    fill(tickets=CASES, seed=7)
    connection.check_constraints()


def test_every_case_has_its_rows(built):
    tickets = Ticket.objects.all()

    answered = tickets.filter(answered_at__isnull=False).count()
    assert (tickets.count(), Sender.objects.count()) == (CASES, CASES)
    assert Message.objects.count() == CASES + answered
    assert Event.objects.filter(name=Event.Name.SUBMITTED).count() == CASES
    assert Event.objects.filter(name=Event.Name.ROUTED).count() == tickets.filter(unit__isnull=False).count()
    assert Event.objects.filter(name=Event.Name.ANSWERED).count() == answered


def test_some_are_passed_on_and_end_in_the_unit_that_has_them(built):
    moves = Event.objects.filter(name=Event.Name.TRANSFERRED)
    last = moves.filter(ticket=OuterRef("pk")).order_by("-pk").values("unit")[:1]

    elsewhere = (
        Ticket.objects.annotate(ends_in=Subquery(last)).filter(ends_in__isnull=False).exclude(ends_in=F("unit"))
    )

    assert (moves.count() > CASES / 20, elsewhere.count()) == (True, 0)
    assert moves.filter(from_unit=F("unit")).count() == 0


def test_few_are_open_and_those_are_the_newest(built):
    numbers = list(Ticket.objects.filter(status__in=OPEN).values_list("pk", flat=True))

    assert 0 < len(numbers) < CASES / 10
    assert min(numbers) > CASES * 0.9
    assert Ticket.objects.filter(status=Status.ANSWERED, outcome="").count() == 0


def test_dates_follow_each_other(built):
    assert Ticket.objects.filter(answered_at__lt=F("submitted_at")).count() == 0
    assert pks(Ticket.objects.order_by("submitted_at")) == pks(Ticket.objects.order_by("pk"))


def test_cases_can_be_searched_and_read(client, built):
    client.force_login(User.objects.get(username="director"))
    ticket = Ticket.objects.filter(sensitive=False, respondent_user=None).latest("pk")

    assert ticket.pk in pks(search(Ticket.objects.all(), ticket.search_text.split()[-1]))
    assert client.get(QUEUE, {"state": "all"}).status_code == 200
    assert client.get(f"{QUEUE}{ticket.pk}/change/").status_code in (200, 404)


def test_there_is_somebody_of_each_role(built):
    assert set(User.objects.values_list("username", flat=True)) >= set(PLACES)


def test_ordinary_cases_can_follow(built):
    assert create_ticket().pk > CASES
