"""Which entries in the tables of the calendar have due dates counted again."""

from datetime import date

import pytest

from tests.admin_forms import address_of, errors_of, sent_by
from tests.factories import create_ticket
from workdays.models import CalendarChange, Holiday, RestDay

LEAP_YEAR = "۱۳۹۹"  # long past


@pytest.fixture
def desk(desk):
    CalendarChange.objects.all().delete()  # load_reference leaves one
    return desk


@pytest.fixture
def closure(district):
    return Holiday.objects.create(date=date(2022, 5, 1), name_fa="سرما", unit=district)


@pytest.fixture
def weekly(reference):
    return RestDay.objects.create(weekday=0, valid_from=date(2020, 5, 1), valid_to=date(2021, 3, 1))


def saved(desk, row, **changes):
    """How many changes are noted after `row` was saved with other values."""
    address = address_of(row)
    assert errors_of(desk.post(address, sent_by(desk.get(address)) | changes)) == {}
    return CalendarChange.objects.waiting().count()


def test_a_new_closure_is_noted_with_who_entered_it(desk, administrator, district):
    fields = {"name_fa": "برف", "unit": district.pk, "date_day": "۳", "date_month": "آذر", "date_year": "۱۴۰۵"}

    desk.post("/admin/workdays/holiday/add/", fields)

    assert CalendarChange.objects.waiting().get().by == administrator


def test_a_new_rest_day_is_noted(desk, district):
    desk.post("/admin/workdays/restday/add/", {"weekday": 2, "unit": district.pk})

    assert CalendarChange.objects.waiting().count() == 1


def test_a_refused_entry_is_not_noted(desk):
    desk.post("/admin/workdays/holiday/add/", {"name_fa": "برف"})

    assert not CalendarChange.objects.exists()


@pytest.mark.parametrize("changes", [{"date_year": LEAP_YEAR}, {"unit": ""}], ids=["date", "unit"])
def test_a_moved_closure_is_noted(desk, closure, changes):
    assert saved(desk, closure, **changes) == 1


@pytest.mark.parametrize("changes", [{}, {"name_fa": "یخبندان"}, {"name_en": "Ice"}, {"source": "نامه"}])
def test_a_corrected_name_is_not_noted(desk, closure, changes):
    assert saved(desk, closure, **changes) == 0


@pytest.mark.parametrize(
    "changes",
    [{"weekday": 1}, {"valid_from_year": LEAP_YEAR, "valid_from_month": "۱"}, {"valid_to_month": "۱۱"}],
    ids=["weekday", "begin", "end"],
)
def test_a_changed_rule_of_rest_is_noted(desk, weekly, changes):
    assert saved(desk, weekly, **changes) == 1


def test_a_rule_of_rest_for_another_place_is_noted(desk, weekly, district):
    assert saved(desk, weekly, unit=district.pk) == 1


def test_a_corrected_source_of_a_rule_is_not_noted(desk, weekly):
    assert saved(desk, weekly, source="قانون") == 0


@pytest.mark.parametrize("row", ["closure", "weekly"])
def test_one_row_deleted_is_noted(desk, row, request):
    row = request.getfixturevalue(row)

    desk.post(address_of(row).replace("/change/", "/delete/"), {"post": "yes"})

    assert CalendarChange.objects.waiting().count() == 1


def test_many_rows_deleted_at_once_are_one_change(desk, closure, district):
    other = Holiday.objects.create(date=date(2022, 5, 2), name_fa="سرما", unit=district)
    chosen = {"action": "delete_selected", "_selected_action": [closure.pk, other.pk], "post": "yes"}

    desk.post("/admin/workdays/holiday/", chosen)

    assert not Holiday.objects.filter(pk__in=[closure.pk, other.pk]).exists()
    assert CalendarChange.objects.waiting().count() == 1


def test_form_of_a_closure_says_what_belongs_there(desk):
    page = desk.get("/admin/workdays/holiday/add/").content.decode()

    assert "روزهای دورکاری" in page


def test_who_enters_a_closure_reads_how_many_cases_are_counted_again(desk, district):
    create_ticket()
    fields = {"name_fa": "برف", "unit": district.pk, "date_day": "۳", "date_month": "آذر", "date_year": "۱۴۰۵"}

    answer = desk.post("/admin/workdays/holiday/add/", fields, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert "مهلت ۱ پروندهٔ باز دوباره حساب می‌شود." in said
