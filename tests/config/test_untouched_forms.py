"""A form that is opened and saved untouched changes nothing, also where what the row names is out of use meanwhile."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from tests.admin_forms import address_of, sent_by
from tests.factories import (
    create_canned_reply,
    create_clock_reason,
    create_rule,
    create_topic,
    create_unit,
    create_user,
)
from tickets.models import CannedReply, ClockReason, RoutingRule, Topic
from units.models import Channel, Deputy, Organisation, Unit, User
from workdays.models import Holiday, RestDay


def closed(unit):
    Unit.objects.filter(pk=unit.pk).update(is_active=False)
    return unit


def topic_with_a_closed_parent(place):
    parent = create_topic()
    child = create_topic(parent=parent, kinds=("complaint", "praise"), stage="primary", sensitive=True)
    Topic.objects.filter(pk=parent.pk).update(is_active=False)
    return child


def rule_of_a_closed_district(place):
    topic = create_topic()
    rule = create_rule(order=5, office="finance", topic=topic, district=closed(place), kind="report", working_days=20)
    Topic.objects.filter(pk=topic.pk).update(is_active=False)
    return rule


def person_of_a_closed_unit(place):
    person = create_user(role="officer", unit=closed(place), notify_by="none", is_staff=False)
    person.groups.add(Group.objects.create(name="an older role"))
    return person


def unit_below_a_closed_one(place):
    unit = create_unit(parent=place, office="water", email="water@edu.example")
    closed(place)
    return unit


def reply_of_a_closed_unit(place):
    topic = create_topic()
    reply = create_canned_reply(unit=closed(place), topic=topic, text="سلام.\nتا {مهلت} «…»")
    Topic.objects.filter(pk=topic.pk).update(is_active=False)
    return reply


def deputyship_of_people_who_left(place):
    person, deputy = create_user(role="head", unit=place), create_user(role="officer", unit=closed(place))
    days = {"first_on": date(2026, 11, 21), "last_on": date(2026, 11, 28)}
    row = Deputy.objects.create(person=person, deputy=deputy, made_by=person, **days)
    User.objects.filter(pk__in=(person.pk, deputy.pk)).update(is_active=False)
    return row


ROWS = {
    Deputy: deputyship_of_people_who_left,
    CannedReply: reply_of_a_closed_unit,
    Topic: topic_with_a_closed_parent,
    ClockReason: lambda place: create_clock_reason(purpose="extension", most_days=7),
    RoutingRule: rule_of_a_closed_district,
    User: person_of_a_closed_unit,
    Unit: unit_below_a_closed_one,
    Organisation: lambda place: Organisation.objects.get(),
    Channel: lambda place: Channel.objects.exclude(phone="").first(),
    RestDay: lambda place: RestDay.objects.create(weekday=2, unit=closed(place), valid_from=date(2026, 3, 21)),
    Holiday: lambda place: Holiday.objects.create(date=date(2026, 11, 24), name_fa="برف", unit=closed(place)),
}


def values_of(row):
    fields = [*row._meta.fields, *row._meta.many_to_many]
    fresh = type(row).objects.get(pk=row.pk)
    return {field.name: field.value_from_object(fresh) for field in fields}


def test_every_table_that_is_edited_is_tried(rf, administrator):
    request = rf.get("/")
    request.user = administrator

    edited = {model for model, table in admin.site._registry.items() if table.has_change_permission(request)}

    assert edited == set(ROWS)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_untouched_form_changes_nothing(desk, small_district, model, language):
    row = ROWS[model](small_district)
    address, before = language + address_of(row), values_of(row)

    response = desk.post(address, sent_by(desk.get(address)))

    assert (response.status_code, values_of(row)) == (302, before)


def test_choice_out_of_use_says_so(desk, small_district):
    rule = rule_of_a_closed_district(small_district)

    persian, english = (desk.get(language + address_of(rule)).content.decode() for language in ("", "/en"))

    assert (f"{small_district.name_fa} (غیرفعال)" in persian, f"{small_district.name_en} (inactive)" in english) == (
        True,
        True,
    )


def test_unit_out_of_use_is_kept_by_its_own_row_only(desk, small_district):
    rule_of_a_closed_district(small_district)
    other = create_rule(order=6, office="finance", kind="report")
    form = sent_by(desk.get(address_of(other)))

    response = desk.post(address_of(other), form | {"district": small_district.pk})

    other.refresh_from_db()
    assert (list(response.context_data["adminform"].form.errors), other.district) == (["district"], None)
