"""The calendar in the admin."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from workdays.models import Holiday, RestDay


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


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


def test_closure_may_be_for_an_office_and_not_for_a_school(desk, office, school):
    form = desk.get("/admin/workdays/holiday/add/").context_data["adminform"].form

    offered = form.fields["unit"].queryset
    assert [offered.contains(unit) for unit in (office, school)] == [True, False]


def test_newest_holiday_stands_first(desk):
    Holiday.objects.create(date=date(2090, 3, 21), name_fa="نوروز", source="تقویم")

    line = first_line(desk.get("/admin/workdays/holiday/"))

    assert line[:2] == ["۲ فروردین ۱۴۶۹", "نوروز"]
