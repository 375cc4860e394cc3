"""Somebody is added by another at the very moment in which a file with them is pressed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from config import staff_plan
from tests.config.staff_rows import row
from tests.conftest import ensure_reference
from tests.factories import create_user
from tests.waiting import wait_for_waiting
from units.models import Invitation, Unit

FILE = "/admin/units/user/import/file/"


@pytest.fixture
def desk_and_file(transactional_db):
    ensure_reference()
    head = create_user(role="head", unit=Unit.objects.get(code="d_q1"))
    kept = staff_plan.keep([row(2), row(3)], by=head, now=timezone.now())
    client = Client()
    client.force_login(head)
    return client, kept


def test_nobody_is_invited_and_the_next_press_finds_them_there(desk_and_file):
    desk, kept = desk_and_file

    def press():
        try:
            return desk.post(FILE, {"file": kept.pk}, follow=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            create_user(username="row-2@edu.example")
            pressing = pool.submit(press)
            wait_for_waiting(1)
        page = pressing.result()

    refused = "همین حالا یکی از این افراد" in page.content.decode()
    assert (refused, page.context["known"], Invitation.objects.count()) == (True, 1, 0)
    assert (press().context["kept"].invited, Invitation.objects.count()) == (1, 1)
