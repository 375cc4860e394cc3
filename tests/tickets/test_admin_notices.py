"""The list of notices: to whom, when, and what became of it; never an address."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from persian.dates import format_datetime
from persian.digits import localise_digits
from tests.factories import create_complaint, create_unit, create_user
from tickets.models import Notification

LIST = "/admin/tickets/notification/"


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office, email="canary@edu.example")


def create_notice(ticket, recipient="sender", **values):
    values = {"channel": "email", "due_at": ticket.submitted_at} | values
    return Notification.objects.create(ticket=ticket, event=ticket.events.get(), recipient=recipient, **values)


def column(page, name):
    """The texts of one column of the list."""
    cells = BeautifulSoup(page.content, "html.parser").select(f"#result_list tbody .field-{name}")
    return [cell.get_text() for cell in cells]


def field(desk, notice, name):
    page = desk.get(f"{LIST}{notice.pk}/change/")
    return BeautifulSoup(page.content, "html.parser").select_one(f".field-{name} .readonly").get_text()


def test_recipients_are_named_and_no_address_is_shown(desk, ticket, office, officer):
    recipients = (f"unit:{office.pk}", f"user:{officer.pk}", "sender", "unit:999999")
    notices = [create_notice(ticket, recipient) for recipient in recipients]

    page = desk.get(LIST)

    names = [office.name_fa, str(officer), "فرستندهٔ پرونده", "–"]
    assert column(page, "whom") == names[::-1]
    assert [field(desk, notice, "whom") for notice in notices] == names
    assert [word for word in ("canary@", "user:", "unit:", officer.email) if word in page.content.decode()] == []


@pytest.mark.parametrize("count", [1, 12])
def test_names_cost_the_same_for_few_and_many(desk, ticket, django_assert_num_queries, count):
    for _number in range(count):
        create_notice(ticket, f"unit:{create_unit(parent=ticket.unit).pk}")
        create_notice(ticket, f"user:{create_user(unit=ticket.unit).pk}")

    with django_assert_num_queries(7):
        page = desk.get(LIST)

    assert len(column(page, "whom")) == 2 * count


@pytest.mark.parametrize(
    ("status", "is_shown"), [("pending", True), ("sending", False), ("sent", False), ("dead", False)]
)
def test_time_of_sending_is_shown_while_it_waits(desk, ticket, status, is_shown):
    later = timezone.now() + timedelta(minutes=10)
    notice = create_notice(ticket, status=status, due_at=later)

    words = format_datetime(later) if is_shown else "–"
    assert (column(desk.get(LIST), "due"), field(desk, notice, "due")) == ([words], words)


def test_error_reads_from_left_to_right(desk, ticket):
    create_notice(ticket, status="dead", error="SMTPServerDisconnected", attempts=5)

    page = desk.get(LIST)

    assert '<bdi dir="ltr">SMTPServerDisconnected</bdi>' in page.content.decode()
    assert column(page, "tries") == ["۵"]


def test_those_given_up_may_be_tried_again(desk, ticket):
    rows = {"dead": "sender", "sent": f"unit:{ticket.unit_id}"}
    numbers = [create_notice(ticket, recipient, status=status).pk for status, recipient in rows.items()]

    page = desk.post(LIST, {"action": "try_again", "_selected_action": numbers}, follow=True).content.decode()

    assert "۱ اعلان دوباره فرستاده می‌شود." in page
    assert sorted(Notification.objects.values_list("status", flat=True)) == ["pending", "sent"]


def test_list_counts_in_no_latin_digits(desk, ticket):
    create_notice(ticket)

    page = desk.get(LIST).content.decode()

    assert (localise_digits(ticket.number) in page, ticket.number in page) == (True, False)
    assert '<span class="action-counter" hidden></span>' in page


def test_summary_of_a_day_stands_in_the_list_by_its_day(desk, officer):
    notice = Notification.objects.create(
        recipient=f"user:{officer.pk}", channel="email", day=date(2026, 11, 21), due_at=timezone.now()
    )

    page = desk.get(LIST)

    assert (column(page, "number"), column(page, "whom")) == (["خلاصهٔ ۳۰ آبان ۱۴۰۵"], [str(officer)])
    assert field(desk, notice, "number") == "خلاصهٔ ۳۰ آبان ۱۴۰۵"
