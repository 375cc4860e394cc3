"""What `make check` says of rules, staff and the tree (units.checks, tickets.checks)."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.utils import timezone

from config.demo.staff import create_staff
from config.files import storage_of_files
from persian.dates import today
from tests.factories import create_attachment, create_rule, create_ticket, create_topic, create_unit, create_user
from tickets.models import RoutingRule, Ticket, Topic
from units.models import Unit, User
from workdays.models import CalendarChange, Holiday, RestDay, Weekday


def found():
    """{id: message} of what `check --deploy --database default` says of cases and units."""
    messages = run_checks(include_deployment_checks=True, databases=["default"])
    return {message.id: message.msg for message in messages if message.id.split(".")[0] in ("units", "tickets")}


@pytest.fixture
def staffed(reference):
    create_staff("a password for all")
    CalendarChange.objects.all().delete()  # of a database kept from yesterday


def test_reference_data_with_staff_are_in_order(staffed):
    assert found() == {}


def test_no_units(reference):
    RoutingRule.objects.exclude(order=RoutingRule.objects.order_by("order").last().order).delete()
    Unit.objects.all().delete()

    assert found() == {"units.E001": "There are no units."}


def test_a_second_root(staffed):
    create_unit(level="district")

    assert list(found()) == ["units.E002"]


def test_a_directorate_below_the_root(staffed, district):
    create_unit(code="second", level="directorate", parent=district)

    assert found() == {"units.E003": "Only the root is the directorate, not second."}


def test_units_in_use_below_one_out_of_use(staffed, district):
    Unit.objects.filter(pk=district.pk).update(is_active=False)

    assert found()["units.W001"].startswith("Units in use below units out of use or below schools: d_q1.")


def test_no_directorate_at_all(staffed, directorate):
    Unit.objects.filter(pk=directorate.pk).update(is_active=False)

    assert list(found()) == ["units.E002"]


def test_no_last_rule(staffed):
    RoutingRule.objects.order_by("order").last().delete()

    assert list(found()) == ["tickets.E001"]


@pytest.mark.parametrize("condition", ["kind", "stage", "topic", "district"])
def test_a_last_rule_with_a_condition(staffed, district, condition):
    values = {"kind": "complaint", "stage": "primary", "topic": Topic.objects.first(), "district": district}
    create_rule(order=9999, office="complaints", **{condition: values[condition]})

    assert list(found()) == ["tickets.E001", "tickets.E004"]


def test_an_early_rule_that_catches_everything(staffed):
    create_rule(order=5, office="complaints")

    assert found() == {
        "tickets.E004": "Routing rule 5 catches everything: those after it are never asked.",
    }


def test_no_rules_at_all(staffed):
    RoutingRule.objects.all().delete()

    assert list(found()) == ["tickets.E001"]


def test_a_rule_that_names_no_office(staffed):
    create_rule(order=5, office="astronomy", kind="praise")

    assert found() == {"tickets.E002": "Routing rule 5 names no unit: astronomy."}


def test_an_office_that_only_districts_have(staffed, district):
    create_unit(office="water", parent=district)
    create_rule(order=5, office="water", level="district", kind="praise")

    messages = found()

    assert messages["tickets.E002"] == "Routing rule 5 names no unit: water."


def test_an_office_that_was_closed(staffed):
    Unit.objects.filter(code="finance").update(is_active=False)

    assert found()["tickets.E002"].endswith("names no unit: finance.")


def test_a_unit_that_rules_name_has_nobody(staffed):
    User.objects.filter(unit__code="finance").update(is_active=False)

    assert found() == {"tickets.W001": "Nobody works in finance."}


def test_the_top_has_nobody_who_handles_cases(staffed):
    User.objects.get(username="head.directorate").delete()

    said = found()
    assert said["tickets.W001"] == "Nobody works in directorate."
    assert said.keys() == {"tickets.W001", "tickets.W011"}  # nor does anybody approve what those below answer


def test_a_unit_with_open_cases_has_nobody(staffed):
    User.objects.filter(unit__code="legal").delete()
    assert found() == {}

    create_ticket(unit=Unit.objects.get(code="legal"))

    assert found() == {"tickets.W001": "Nobody works in legal."}


def test_a_unit_out_of_use_with_open_cases(staffed):
    legal = Unit.objects.get(code="legal")
    User.objects.filter(unit=legal).delete()
    create_ticket(unit=legal)
    Unit.objects.filter(pk=legal.pk).update(is_active=False)

    assert found() == {
        "tickets.W001": "Nobody works in legal.",
        "tickets.W003": "Open cases in units out of use: legal.",
    }


def test_a_long_list_of_units_out_of_use_is_cut(staffed, directorate):
    for number in range(12):
        create_ticket(unit=create_unit(code=f"old-{number:02}", parent=directorate, is_active=False))

    message = found()["tickets.W003"]

    codes = ", ".join(f"old-{number:02}" for number in range(10))
    assert message == f"Open cases in units out of use: {codes} and 2 more."


def test_a_unit_with_sensitive_cases_that_nobody_there_may_see(staffed):
    legal = Unit.objects.get(code="legal")
    User.objects.filter(unit=legal).delete()
    create_user(role="officer", unit=legal)
    create_ticket(unit=legal)
    assert found() == {}

    create_ticket(unit=legal, sensitive=True)

    assert found() == {"tickets.W004": "Open sensitive cases in units where nobody is cleared: legal."}


def test_members_of_staff_of_the_same_name(staffed, office):
    for first_name in ("علي", "علی", "رضا"):
        create_user(role="officer", unit=office, first_name=first_name, last_name="کریمی")

    assert found() == {"tickets.W005": "Members of staff of the same name: علی کریمی."}


def test_topics_deeper_than_two_levels(staffed):
    create_topic(code="deep", parent=Topic.objects.filter(parent__isnull=False).first())

    assert found() == {"tickets.E005": "Topics more than two levels deep: deep."}


def test_a_long_list_of_empty_units_is_cut(reference):
    message = found()["tickets.W001"]

    assert message.startswith("Nobody works in directorate, complaints, publicrel, ")
    assert message.endswith(" more.")


def test_cases_that_were_given_up_are_counted_and_named(staffed):
    given_up = create_ticket()
    Ticket.objects.filter(pk=given_up.pk).update(routing_attempts=5, routing_due_at=None)
    create_ticket()  # still on its way

    assert found() == {"tickets.W002": f"Cases that could not be routed: {given_up.number}."}


@pytest.mark.parametrize(
    ("status", "age", "said"),
    [
        ("pending", 61, {"tickets.W007": "Files that wait to be examined for over an hour: 1."}),
        ("pending", 59, {}),
        ("dead", 61, {"tickets.W006": "Files that could not be examined: 1."}),
        ("ready", 61, {}),
    ],
)
def test_files_that_nobody_can_open(staffed, office, status, age, said):
    message = create_ticket(unit=office).messages.get()
    create_attachment(message=message, status=status, created_at=timezone.now() - timedelta(minutes=age))

    assert found() == said


def test_a_deadline_that_outlasts_the_calendar(staffed):
    Topic.objects.filter(code="unknown").update(working_days=2000)

    assert found() == {"tickets.E003": "A deadline of 2000 working days outlasts the calendar."}


def test_the_deadline_of_a_rule_counts_too(staffed):
    create_rule(order=5, office="complaints", kind="praise", working_days=2000)

    assert list(found()) == ["tickets.E003"]


def test_an_absurd_calendar_is_told_once(staffed):
    RestDay.objects.bulk_create(RestDay(weekday=weekday) for weekday in Weekday.values)

    ids = [message.id for message in run_checks(include_deployment_checks=True, databases=["default"])]

    assert (ids.count("workdays.E002"), ids.count("tickets.E003")) == (1, 0)


def test_no_calendar_at_all(staffed):
    Holiday.objects.filter(date__gte=today()).delete()

    assert "tickets.E003" in found()


def test_checks_are_silent_while_tables_are_missing(staffed):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO pg_temp")

    assert found() == {}


def test_a_director_does_not_count_as_staff(reference, unit):
    create_user(role="director", unit=unit("directorate"))

    assert "directorate" in found()["tickets.W001"]


def of_services():
    """The ids of what `check --deploy` says of mail, messages, alerts and files."""
    messages = run_checks(include_deployment_checks=True)
    return sorted(message.id for message in messages if message.id.startswith("config."))


@pytest.fixture
def files_in_order(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {"attachments": storage_of_files(default=tmp_path)}
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:3310"


def test_services_that_reach_nobody(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.SMS_BACKEND = "tickets.sms.ConsoleBackend"
    settings.ADMINS = []
    settings.STORAGES = settings.STORAGES | {"attachments": storage_of_files(default=settings.BASE_DIR / "files")}
    settings.CLAMD_ADDRESS = ""

    assert of_services() == ["config.E001", "config.W001", "config.W002", "config.W004", "config.W005"]


def test_files_in_a_bucket_outlive_a_release(settings, files_in_order, monkeypatch):
    monkeypatch.setenv("FILES_BUCKET", "files")
    settings.STORAGES = settings.STORAGES | {"attachments": storage_of_files(default=settings.BASE_DIR)}

    assert "config.E001" not in of_services()


def test_gateway_without_an_address(settings, files_in_order):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SMS_BACKEND, settings.SMS_GATEWAY_URL = "tickets.sms.HTTPGatewayBackend", ""
    settings.ADMINS = [("Alerts", "alerts@example.ir")]

    assert of_services() == ["config.W003"]


def test_services_that_are_in_order(settings, files_in_order):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SMS_BACKEND, settings.SMS_GATEWAY_URL = "tickets.sms.HTTPGatewayBackend", "https://sms.example.ir"
    settings.ADMINS = [("Alerts", "alerts@example.ir")]

    assert of_services() == []
