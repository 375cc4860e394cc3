"""Units and what else administrators keep, in the admin."""

import pytest

from tests.admin_forms import errors_of
from tests.factories import create_topic, create_unit
from tickets.models import RoutingRule, Topic
from units.models import Channel, Organisation, Unit
from workdays.models import CalendarChange


def form_of(**changes):
    fields = {"code": "new", "name_fa": "واحد نو", "name_en": "", "level": "office", "office": "new", "stage": ""}
    return fields | {"email": "", "phone": "", "is_active": "on"} | changes


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/{section}/"
        for section in (
            "units/unit",
            "units/organisation",
            "units/channel",
            "tickets/topic",
            "tickets/routingrule",
            "tickets/notification",
            "workdays/restday",
            "workdays/holiday",
        )
    ],
)
def test_each_table_opens_with_its_first_row(desk, address):
    page = desk.get(address)

    first = page.context_data["cl"].result_list.first()
    assert page.status_code == 200
    assert first is None or desk.get(f"{address}{first.pk}/change/").status_code == 200


def test_unit_is_added_below_its_parent(desk, district):
    desk.post("/admin/units/unit/add/", form_of(parent=district.pk))

    assert Unit.objects.get_parent(Unit.objects.get(code="new")) == district


def test_unit_moves_with_all_below_it(desk, district, small_district):
    office = create_unit(parent=district)
    room = create_unit(parent=office)

    desk.post(f"/admin/units/unit/{office.pk}/change/", form_of(parent=small_district.pk))

    assert Unit.objects.get_parent(Unit.objects.get(pk=room.pk)) == Unit.objects.get(code="new")
    assert Unit.objects.get_parent(Unit.objects.get(code="new")) == small_district


def test_only_a_move_has_due_dates_counted_again(desk, district, small_district):
    office, counted = create_unit(parent=district), []
    for parent in (district, small_district):
        CalendarChange.objects.all().delete()
        desk.post(f"/admin/units/unit/{office.pk}/change/", form_of(parent=parent.pk))
        counted.append(CalendarChange.objects.count())

    assert counted == [0, 1]


def test_unit_changed_in_place_stays_there(desk, district):
    office = create_unit(parent=district)

    desk.post(f"/admin/units/unit/{office.pk}/change/", form_of(parent=district.pk))

    assert Unit.objects.get(pk=office.pk).path == office.path


def test_unit_is_no_part_of_itself_or_of_nothing(desk, district, directorate):
    office = create_unit(parent=district)

    inside = desk.post(f"/admin/units/unit/{district.pk}/change/", form_of(parent=office.pk))
    nowhere = desk.post(f"/admin/units/unit/{office.pk}/change/", form_of(parent=""))
    directorate_form = form_of(parent=district.pk, level="directorate")
    above = desk.post(f"/admin/units/unit/{directorate.pk}/change/", directorate_form)

    assert [list(errors_of(response)) for response in (inside, nowhere, above)] == [["parent"]] * 3


def test_broken_rule_of_the_table_is_said_in_words(desk, district):
    office = create_unit(parent=district)

    response = desk.post(f"/admin/units/unit/{office.pk}/change/", form_of(parent=district.pk, stage="primary"))

    assert errors_of(response) == {"__all__": ["فقط مدرسه دورهٔ تحصیلی دارد؛ آن را خالی بگذارید"]}


def test_directorate_keeps_its_place(desk, directorate):
    desk.post(f"/admin/units/unit/{directorate.pk}/change/", form_of(parent="", level="directorate"))

    assert Unit.objects.get(code="new").is_root()


@pytest.mark.parametrize("model", [Unit, Topic, Organisation])
def test_what_has_a_history_is_not_deleted(desk, directorate, model):
    row = f"/admin/{model._meta.label_lower.replace('.', '/')}/{model.objects.first().pk}"

    assert (desk.get(f"{row}/change/").status_code, desk.get(f"{row}/delete/").status_code) == (200, 404)


def test_organisation_is_one_row(desk):
    assert desk.get("/admin/units/organisation/add/").status_code == 404


def test_topic_belongs_to_a_topic_of_the_first_level(desk):
    parent = create_topic()
    child = create_topic(parent=parent)

    field = desk.get(f"/admin/tickets/topic/{child.pk}/change/").context_data["adminform"].form.fields["parent"]

    assert (parent in field.queryset, child in field.queryset) == (True, False)


def test_topic_is_added_with_its_kinds(desk):
    fields = {"code": "new", "title_fa": "نو", "title_en": "New", "kinds": ["complaint", "report"], "order": 1}

    desk.post("/admin/tickets/topic/add/", fields | {"parent": "", "stage": "", "working_days": 10})

    assert Topic.objects.get(code="new").kinds == ["complaint", "report"]


def test_rule_names_districts_only_and_may_be_deleted(desk, district, office):
    rule = RoutingRule.objects.create(order=5, office="complaints", level="province")

    form = desk.get(f"/admin/tickets/routingrule/{rule.pk}/change/").context_data["adminform"].form
    desk.post(f"/admin/tickets/routingrule/{rule.pk}/delete/", {"post": "yes"})

    districts = form.fields["district"].queryset
    assert (district in districts, office in districts) == (True, False)
    assert not RoutingRule.objects.filter(pk=rule.pk).exists()


def test_address_of_a_channel_is_https_unless_told_otherwise(desk, db):
    fields = {"code": "new", "purpose": "general", "name_fa": "نو", "url": "example.org", "order": 1}

    desk.post("/admin/units/channel/add/", fields)

    assert Channel.objects.get(code="new").url == "https://example.org"


@pytest.mark.parametrize("asked", ["level__exact=%00", "q=a%00", "%00=1"])
def test_address_with_a_nul_is_refused(desk, db, asked):
    assert desk.get(f"/admin/units/unit/?{asked}").status_code == 400
