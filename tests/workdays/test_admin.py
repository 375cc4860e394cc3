"""The calendar in the admin."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from persian.dates import format_date, today
from tests.admin_forms import address_of, errors_of, sent_by
from workdays.models import Holiday, RestDay


def first_line(response):
    """The cells of the first row of a list, the box for choosing it left out."""
    row = BeautifulSoup(response.content, "html.parser").select_one("#result_list tbody tr")
    return [cell.get_text(strip=True) for cell in row.find_all(["th", "td"]) if "action-checkbox" not in cell["class"]]


def test_rest_days_show_since_when_and_until_when(desk):
    RestDay.objects.all().delete()
    RestDay.objects.create(weekday=3, valid_from=date(2026, 3, 21), source="قانون")

    line = first_line(desk.get("/admin/workdays/restday/"))

    assert line == ["پنجشنبه", "۱ فروردین ۱۴۰۵", "–", "–", "قانون"]


def test_holiday_is_typed_and_shown_in_the_jalali_calendar(desk, district):
    fields = {"name_fa": "برف", "unit": district.pk}
    fields |= {"date_day": "۳", "date_month": "آذر", "date_year": "۱۴۰۵", "is_confirmed": "on"}

    desk.post("/admin/workdays/holiday/add/", fields)

    holiday = Holiday.objects.get(name_fa="برف")
    assert (holiday.date.isoformat(), holiday.unit) == ("2026-11-24", district)
    assert "۳ آذر ۱۴۰۵" in desk.get("/admin/workdays/holiday/?q=برف").content.decode()


@pytest.mark.parametrize("section", ["holiday", "restday"])
def test_day_off_is_for_a_district_or_the_whole_directorate(desk, directorate, district, office, school, section):
    form = desk.get(f"/admin/workdays/{section}/add/").context_data["adminform"].form

    offered = form.fields["unit"].queryset
    places = (directorate, district, office, school)
    assert [offered.contains(unit) for unit in places] == [True, True, False, False]


FAR_AWAY = {"valid_from_day": "۱", "valid_from_month": "۱", "valid_from_year": "۱۴۶۹"}


@pytest.mark.parametrize(("begins", "since"), [({}, today), (FAR_AWAY, lambda: date(2090, 3, 20))])
def test_last_day_of_the_week_cannot_become_a_day_of_rest(desk, begins, since):
    RestDay.objects.all().delete()
    RestDay.objects.bulk_create(RestDay(weekday=weekday) for weekday in range(6))

    response = desk.post("/admin/workdays/restday/add/", {"weekday": 6} | begins)

    assert response.context_data["adminform"].form.non_field_errors() == [
        f"با این روز، از {format_date(since())} هیچ روزی از هفته برای کار نمی‌ماند."
    ]
    assert RestDay.objects.count() == 6


def test_rest_day_without_a_weekday_is_told_that_alone(desk):
    form = desk.post("/admin/workdays/restday/add/", {"weekday": ""}).context_data["adminform"].form

    assert list(form.errors) == ["weekday"]


def test_rest_day_that_leaves_work_is_kept(desk, district):
    RestDay.objects.all().delete()

    for weekday in (3, 4):
        desk.post("/admin/workdays/restday/add/", {"weekday": weekday, "unit": district.pk})

    assert set(RestDay.objects.values_list("weekday", "unit")) == {(3, district.pk), (4, district.pk)}


def test_newest_holiday_stands_first(desk):
    Holiday.objects.create(date=date(2090, 3, 21), name_fa="نوروز", source="تقویم")

    line = first_line(desk.get("/admin/workdays/holiday/"))

    assert line[:2] == ["۲ فروردین ۱۴۶۹", "نوروز"]


LEAP_YEAR = "۱۳۹۹"  # long past, and with all days a month may have
TOO_EARLY = "بدون این تعطیلی، برای بخشی از سه ماه آینده هیچ تعطیلی‌ای ثبت نیست. نخست تعطیلات بعدی را وارد کنید"


@pytest.fixture
def last(reference):
    """The holiday that keeps the list from running out."""
    Holiday.objects.filter(date__gt=today() + timedelta(days=60)).delete()
    return Holiday.objects.create(date=today() + timedelta(days=100), name_fa="آخرین")


def test_holiday_without_which_the_list_runs_out_is_not_deleted(desk, last):
    page = desk.post(f"/admin/workdays/holiday/{last.pk}/delete/", {"post": "yes"})
    both = {"action": "delete_selected", "_selected_action": [last.pk], "post": "yes"}
    list_page = desk.post("/admin/workdays/holiday/", both)

    assert [TOO_EARLY in answer.content.decode() for answer in (page, list_page)] == [True, True]
    assert Holiday.objects.contains(last)


def save(desk, holiday, **changes):
    address = address_of(holiday)
    return errors_of(desk.post(address, sent_by(desk.get(address)) | changes))


def test_holiday_without_which_the_list_runs_out_stays_where_it_is(desk, last, district):
    assert save(desk, last, date_year=LEAP_YEAR) == {"__all__": [TOO_EARLY]}
    assert save(desk, last, unit=district.pk) == {"__all__": [TOO_EARLY]}
    assert save(desk, last, name_fa="عید") == {}


def test_holiday_long_past_may_be_corrected_and_a_needless_one_moved(desk, last):
    old = Holiday.objects.get(date=date(2025, 3, 21))
    needless = Holiday.objects.create(date=today() + timedelta(days=50), name_fa="یک بار")

    assert save(desk, old) == {}
    assert save(desk, needless, date_year=LEAP_YEAR) == {}


def test_list_that_has_run_out_already_may_be_corrected(desk, last):
    last.delete()
    holiday = Holiday.objects.order_by("date").last()

    assert save(desk, holiday, date_year=LEAP_YEAR) == {}
    desk.post(f"/admin/workdays/holiday/{holiday.pk}/delete/", {"post": "yes"})
    assert not Holiday.objects.contains(holiday)
