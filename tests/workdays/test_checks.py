from datetime import timedelta

import pytest
from django.core.checks import run_checks

from persian.dates import today
from workdays.calendar import LEGAL_LIMIT
from workdays.models import Holiday, RestDay, Weekday


def found(app="workdays"):
    """The ids of what `check --deploy --database default` says about the calendar."""
    messages = run_checks(include_deployment_checks=True, databases=["default"])
    return sorted(message.id for message in messages if message.id.startswith(f"{app}."))


@pytest.fixture
def confirmed(reference):
    Holiday.objects.update(is_confirmed=True)


def test_reference_calendar_is_in_order(confirmed):
    assert found() == []


def test_nothing_is_read_without_a_database(confirmed, django_assert_num_queries):
    with django_assert_num_queries(0):
        run_checks(include_deployment_checks=True)


def test_other_commands_do_not_look(confirmed):
    Holiday.objects.all().delete()

    ids = [message.id for message in run_checks(databases=["default"])]

    assert "workdays.E001" not in ids


def test_a_list_that_runs_out_is_an_error(confirmed):
    Holiday.objects.filter(date__gt=today() + timedelta(days=60)).delete()

    assert found() == ["workdays.E001"]


@pytest.mark.parametrize(("beyond", "ids"), [(-1, ["workdays.E001"]), (0, [])])
def test_a_list_must_reach_as_far_as_the_longest_deadline(confirmed, beyond, ids):
    last = today() + LEGAL_LIMIT + timedelta(days=beyond)
    Holiday.objects.filter(date__gte=last).delete()
    Holiday.objects.create(date=last, name_fa="آخرین")

    assert found() == ids


def test_no_holidays_at_all_is_an_error(confirmed):
    Holiday.objects.all().delete()

    assert found() == ["workdays.E001"]


def test_a_week_without_work_is_an_error(confirmed):
    RestDay.objects.bulk_create(RestDay(weekday=weekday) for weekday in Weekday.values)

    assert found() == ["workdays.E002"]


def test_a_week_without_work_in_one_district_next_year_is_an_error(confirmed, district):
    later = today() + timedelta(days=300)
    RestDay.objects.bulk_create(RestDay(weekday=weekday, unit=district, valid_from=later) for weekday in range(7))

    assert found() == ["workdays.E002"]


def test_a_day_off_of_an_office_is_a_warning(confirmed, office):
    RestDay.objects.create(weekday=0, unit=office)
    Holiday.objects.create(date=today(), name_fa="سرما", unit=office)

    assert found() == ["workdays.W002", "workdays.W002"]


def test_an_estimate_that_comes_near_is_a_warning(confirmed):
    near = today() + timedelta(days=9)
    Holiday.objects.filter(date=near).delete()  # on some days of the year there is one
    Holiday.objects.create(date=near, name_fa="عید", is_confirmed=False)

    assert found() == ["workdays.W001"]
