"""Units as cases and rules need them: no change of one leaves a case to nobody."""

import pytest

from tests.admin_forms import errors_of
from tests.factories import create_rule, create_ticket, create_unit
from units.models import Unit


def unit_form(unit, **changes):
    above = Unit.objects.get_parent(unit)
    fields = {"parent": above.pk if above else "", "code": unit.code, "name_fa": unit.name_fa, "level": unit.level}
    return fields | {"office": unit.office, "is_active": "on"} | changes


def save_unit(desk, unit, **changes):
    """The errors of the form of `unit`, saved with `changes`; {} when it was taken."""
    return errors_of(desk.post(f"/admin/units/unit/{unit.pk}/change/", unit_form(unit, **changes)))


def test_directorate_stays_what_it_is(desk, directorate):
    assert save_unit(desk, directorate, is_active="") == {
        "is_active": ["اداره کل فعال می‌ماند؛ آنچه دیگران پاسخ نمی‌دهند به آن می‌رسد"]
    }
    assert save_unit(desk, directorate, level="office") == {"level": ["واحدی که در رأس است اداره کل می‌ماند"]}


def test_second_directorate_is_refused(desk, district):
    assert list(save_unit(desk, district, level="directorate")) == ["level"]


def test_unit_with_open_cases_stays_active(desk, other_office):
    legal = Unit.objects.get(code="legal")
    for status in ("routed", "in_review", "closed"):
        create_ticket(unit=legal, status=status)

    errors = save_unit(desk, legal, is_active="")

    assert errors == {
        "is_active": [
            "۲ پروندهٔ باز در این واحد است. نخست کارکنان آن باید پاسخ دهند یا پرونده‌ها را به واحد دیگری منتقل کنند"
        ]
    }
    assert list(save_unit(desk, legal, level="school")) == ["level"]


def test_unit_whose_cases_are_closed_may_be_made_inactive(desk):
    legal = Unit.objects.get(code="legal")
    create_ticket(unit=legal, status="closed")

    assert save_unit(desk, legal, is_active="") == {}
    assert not Unit.objects.get(code="legal").is_active


def test_unit_out_of_use_with_open_cases_may_be_corrected(desk):
    legal = Unit.objects.get(code="legal")
    create_ticket(unit=legal)
    Unit.objects.filter(pk=legal.pk).update(is_active=False)

    assert save_unit(desk, legal, is_active="", name_fa="اداره حقوقی پیشین") == {}


def test_unit_below_one_out_of_use_stays_out_of_use(desk, district):
    counselling = Unit.objects.get(code="d_q1.counselling")
    Unit.objects.below(district).update(is_active=False)
    counselling.refresh_from_db()

    errors = save_unit(desk, counselling, is_active="on")

    assert errors == {"is_active": ["واحدی بالاتر از آن غیرفعال است. نخست آن را فعال کنید یا جای دیگری برگزینید"]}
    assert save_unit(desk, counselling, is_active="", name_fa="مشاوره") == {}


def test_school_below_a_district_out_of_use_may_be_put_to_use(desk, district, school):
    Unit.objects.below(district).update(is_active=False)
    school.refresh_from_db()

    assert save_unit(desk, school, is_active="on", stage=school.stage) == {}
    assert list(save_unit(desk, school, is_active="on", level="office")) == ["level"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"is_active": ""}, "is_active"), ({"office": "money"}, "office"), ({"level": "school"}, "level")],
)
def test_specialty_that_rules_name_stays_with_some_unit(desk, other_office, changes, field):
    create_rule(order=5, office="finance", kind="praise")

    errors = save_unit(desk, other_office, **changes)

    assert errors == {
        field: [
            "قاعدهٔ ۵ پرونده‌ها را به تخصص «finance» می‌فرستد و هیچ واحد دیگری از اداره کل آن را ندارد. "
            "نخست قاعده‌هایی را که آن را نام می‌برند تغییر دهید"
        ]
    }


def test_specialty_leaves_the_directorate_with_the_units_above_it(desk, district):
    deputy = Unit.objects.get(code="resources_deputy")

    assert list(save_unit(desk, deputy, parent=district.pk)) == ["parent"]


def test_specialty_that_another_unit_has_may_go(desk, other_office, directorate):
    create_unit(office="finance", parent=directorate)

    assert save_unit(desk, other_office, is_active="") == {}


def test_district_with_offices_in_use_stays_active(desk, district):
    errors = save_unit(desk, district, is_active="")

    assert errors == {"is_active": ["۱۲ واحد زیر آن فعال است. نخست آنها را غیرفعال کنید"]}


def test_empty_district_may_be_made_inactive(desk, small_district):
    create_unit(level="school", parent=small_district)

    assert save_unit(desk, small_district, is_active="") == {}


def test_units_can_be_mended_without_a_directorate(desk, directorate, other_office):
    Unit.objects.filter(pk=directorate.pk).update(level="office")

    errors = save_unit(desk, other_office, parent=directorate.pk, office="money")

    assert errors == {}
