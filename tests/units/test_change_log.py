"""The history page: an auditor reads who changed which value, from what to what, in the language of the page."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType

from tests.admin_forms import address_of, sent_by
from tests.factories import create_rule, create_topic, create_unit
from workdays.models import Holiday, RestDay


def change(desk, row, **changes):
    address = address_of(row)
    response = desk.post(address, sent_by(desk.get(address)) | changes)
    assert response.status_code == 302


def history(desk, row, language=""):
    """The lines of the only entry on the history page of `row`."""
    page = desk.get(language + address_of(row).replace("/change/", "/history/"))
    cell = BeautifulSoup(page.content, "html.parser").select_one("#content tbody tr td:last-child")
    return [" ".join(line.get_text().split()) for line in cell.find_all("p") or [cell]]


def test_topic(desk):
    parent = create_topic(title_fa="آزمون", title_en="Exams")
    topic = create_topic(kinds=("complaint", "report"), working_days=15)

    change(desk, topic, parent=parent.pk, kinds=["complaint", "praise"], working_days="۲۰", sensitive="on")

    assert history(desk, topic) == [
        "زیرمجموعهٔ: از «خالی» به «آزمون»",
        "نوع‌ها: از «شکایت، گزارش مردمی» به «شکایت، قدردانی»",
        "روز کاری تا پاسخ: از «۱۵» به «۲۰»",
        "حساس: از «خیر» به «بله»",
    ]
    assert history(desk, topic, "/en") == [
        "Part of: from empty to آزمون",
        "Kinds: from Complaint, Public report to Complaint, Praise",
        "Working days to answer: from 15 to 20",
        "Sensitive: from no to yes",
    ]


def test_rule(desk, district, small_district):
    rule = create_rule(order=5, office="finance", kind="praise", district=district)

    change(desk, rule, kind="", district=small_district.pk, office="legal", level="district")

    assert history(desk, rule) == [
        "نوع: از «قدردانی» به «خالی»",
        f"منطقه: از «{district.name_fa}» به «{small_district.name_fa}»",
        "اداره: از «اداره امور مالی (finance)» به «اداره حقوقی و املاک (legal)»",
        "کدام سطح: از «اداره کل» به «منطقه»",
    ]


def test_unit_that_moves(desk, district, small_district):
    unit = create_unit(parent=district, name_fa="اتاق")

    change(desk, unit, parent=small_district.pk, phone="۱۲۳", is_active="")

    assert history(desk, unit) == [
        f"زیرمجموعهٔ: از «{district.name_fa}» به «{small_district.name_fa}»",
        "تلفن واحد: از «خالی» به «123»",
        "فعال: از «بله» به «خیر»",
    ]


def test_days_off(desk, district):
    holiday = Holiday.objects.create(date="2026-11-24", name_fa="برف", unit=district)
    rest = RestDay.objects.create(weekday=3)

    change(desk, holiday, date_day="۴", unit="")
    change(desk, rest, weekday="2", valid_to_day="1", valid_to_month="1", valid_to_year="1410")

    assert history(desk, holiday) == [
        "تاریخ: از «۳ آذر ۱۴۰۵» به «۴ آذر ۱۴۰۵»",
        f"فقط برای: از «{district.name_fa}» به «خالی»",
    ]
    assert history(desk, holiday, "/en")[0] == (
        "Date: from 24 November 2026 (3 Azar 1405) to 25 November 2026 (4 Azar 1405)"
    )
    assert history(desk, rest) == ["روز هفته: از «پنجشنبه» به «چهارشنبه»", "معتبر تا: از «خالی» به «۱ فروردین ۱۴۱۰»"]


def test_person(desk, officer, other_office):
    head = Group.objects.get_or_create(name="head")[0]
    was = officer.unit.name_fa

    change(desk, officer, unit=other_office.pk, groups=[head.pk], email="private@edu.example", last_name="رازدار")

    assert history(desk, officer) == [
        "نام خانوادگی: تغییر کرد",
        "ایمیل: تغییر کرد",
        f"واحد: از «{was}» به «{other_office.name_fa}»",
        "نقش‌ها: از «کارشناس» به «رئیس اداره»",
    ]
    assert "private" not in LogEntry.objects.get().change_message


def test_person_who_loses_the_last_role(desk, officer):
    change(desk, officer, groups=[])

    assert history(desk, officer) == ["نقش‌ها: از «کارشناس» به «خالی»"]


def test_password_leaves_no_trace_of_itself(desk, officer):
    password = "another unusual sentence 8"

    desk.post(f"/admin/units/user/{officer.pk}/password/", {"password1": password, "password2": password})

    assert history(desk, officer) == ["گذرواژه: تغییر کرد"]
    assert json.loads(LogEntry.objects.get().change_message) == [
        {"changed": {"fields": ["password"], "values": [None]}}
    ]


def test_what_people_typed_is_not_translated(desk):
    topic = create_topic(title_en="District")

    change(desk, topic, title_en="Sunday")

    assert history(desk, topic) == ["عنوان انگلیسی: از «District» به «Sunday»"]


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        ('[{"changed": {"fields": ["Part of", "Kinds"]}}]', ["زیرمجموعهٔ: تغییر کرد", "نوع‌ها: تغییر کرد"]),
        ('[{"added": {}}]', ["افزوده شد."]),
        ("[]", ["چیزی تغییر نکرد."]),
        ("written by hand", ["written by hand"]),
    ],
)
def test_older_entries_are_read_as_well(desk, administrator, message, lines):
    topic = create_topic()
    LogEntry.objects.create(
        user=administrator,
        content_type=ContentType.objects.get_for_model(topic),
        object_id=topic.pk,
        object_repr="x",
        action_flag=CHANGE,
        change_message=message,
    )

    assert history(desk, topic) == lines
