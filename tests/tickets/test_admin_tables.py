"""The tables that steer every case: no single save or deletion breaks them."""

import pytest

from persian.dates import today
from tests.admin_forms import errors_of
from tests.factories import create_rule, create_ticket, create_topic, create_unit
from tickets.models import RoutingRule, Topic
from units.models import Unit
from workdays.models import Holiday, RestDay

LAST_MUST_CATCH_ALL = "آخرین قاعده باید بی‌شرط باشد و همه را بگیرد، وگرنه پرونده‌ای بی‌واحد می‌ماند"


@pytest.fixture
def last(reference):
    return RoutingRule.objects.order_by("order").last()


def topic_form(topic, **changes):
    fields = {"code": topic.code, "title_fa": topic.title_fa, "title_en": topic.title_en, "kinds": topic.kinds}
    fields |= {"parent": topic.parent_id or "", "working_days": topic.working_days, "order": topic.order}
    return fields | {"is_active": "on"} | changes


def save_topic(desk, topic, **changes):
    return desk.post(f"/admin/tickets/topic/{topic.pk}/change/", topic_form(topic, **changes))


def rule_form(rule, **changes):
    fields = {"order": rule.order, "kind": rule.kind, "topic": rule.topic_id or "", "district": rule.district_id or ""}
    fields |= {"stage": rule.stage, "office": rule.office, "level": rule.level}
    return fields | {"working_days": rule.working_days or ""} | changes


def save_rule(desk, rule, **changes):
    return desk.post(f"/admin/tickets/routingrule/{rule.pk}/change/", rule_form(rule, **changes))


# --- topics


def test_topic_is_no_part_of_itself(desk):
    topic = create_topic()

    errors = errors_of(save_topic(desk, topic, parent=topic.pk))

    assert (list(errors), Topic.objects.get(pk=topic.pk).parent) == (["parent"], None)


def test_topic_with_parts_is_no_part_of_another(desk):
    topic, other = create_topic(), create_topic()
    create_topic(parent=topic)

    errors = errors_of(save_topic(desk, topic, parent=other.pk))

    assert errors == {"parent": ["این موضوع خودش زیرموضوع دارد و موضوع‌ها فقط دو سطح دارند"]}


def test_topic_without_parts_may_move(desk):
    topic, other = create_topic(), create_topic()

    assert errors_of(save_topic(desk, topic, parent=other.pk)) == {}


@pytest.mark.parametrize(
    ("days", "errors"),
    [
        ("۰", {"working_days": ["پاسخ دست‌کم یک روز کاری زمان می‌خواهد"]}),
        (
            "۲۰۰۰",
            {"working_days": ["تعطیلات تا آن زمان وارد نشده است. نخست آنها را وارد کنید یا روزهای کمتری وعده دهید"]},
        ),
        ("۲۰", {}),
    ],
)
def test_promise_ends_within_the_calendar(desk, days, errors):
    rule = create_rule(order=5, office="finance", topic=create_topic())

    pages = save_topic(desk, rule.topic, working_days=days), save_rule(desk, rule, working_days=days)

    assert [errors_of(page) for page in pages] == [errors, errors]


def test_promise_may_be_shortened_when_the_calendar_has_run_out(desk):
    topic = create_topic(working_days=15)
    Holiday.objects.filter(date__gte=today()).delete()

    assert [list(errors_of(save_topic(desk, topic, working_days=days))) for days in (16, 10)] == [["working_days"], []]


def test_absurd_calendar_does_not_keep_a_promise_from_being_changed(desk):
    RestDay.objects.bulk_create(RestDay(weekday=weekday) for weekday in range(7))

    assert errors_of(save_topic(desk, create_topic(), working_days=20)) == {}


def test_topic_that_becomes_sensitive_covers_its_cases(desk, client_of_somebody_else, officer, office):
    topic, other = create_topic(), create_topic()
    covered, open_to_all = create_ticket(topic=topic, unit=office), create_ticket(topic=other, unit=office)
    client_of_somebody_else.force_login(officer)

    page = desk.post(f"/admin/tickets/topic/{topic.pk}/change/", topic_form(topic, sensitive="on"), follow=True)

    addresses = [f"/admin/tickets/ticket/{ticket.pk}/change/" for ticket in (covered, open_to_all)]
    assert [client_of_somebody_else.get(address).status_code for address in addresses] == [404, 200]
    assert "۱ پرونده که پیش‌تر ثبت شده بود از این پس حساس است." in page.content.decode()


def test_plain_topic_that_is_saved_covers_nothing(desk, client_of_somebody_else, officer, office):
    ticket = create_ticket(topic=create_topic(), unit=office)
    client_of_somebody_else.force_login(officer)

    page = desk.post(f"/admin/tickets/topic/{ticket.topic.pk}/change/", topic_form(ticket.topic), follow=True)

    assert client_of_somebody_else.get(f"/admin/tickets/ticket/{ticket.pk}/change/").status_code == 200
    assert "حساس است" not in page.content.decode()


def test_topic_that_is_sensitive_no_more_uncovers_nothing(desk, office):
    ticket = create_ticket(topic=create_topic(sensitive=True), unit=office)

    errors = errors_of(save_topic(desk, ticket.topic))

    ticket.refresh_from_db()
    assert (errors, ticket.topic.sensitive, ticket.sensitive) == ({}, False, True)


def test_form_of_a_topic_says_what_its_mark_does(desk):
    page = desk.get("/admin/tickets/topic/add/").content.decode()

    assert "آنها که پیش‌تر ثبت شده‌اند هم" in page


# --- rules


@pytest.mark.parametrize("condition", ["kind", "stage", "topic", "district"])
def test_last_rule_takes_no_condition(desk, last, district, condition):
    values = {"kind": "complaint", "stage": "primary", "topic": Topic.objects.first().pk, "district": district.pk}

    errors = errors_of(save_rule(desk, last, **{condition: values[condition]}))

    assert errors == {"__all__": [LAST_MUST_CATCH_ALL]}


def test_rule_after_the_last_is_refused(desk, last):
    rule = create_rule(order=5, office="finance", kind="praise")

    errors = errors_of(save_rule(desk, rule, order="۹۹۹۹"))

    hidden = "قاعدهٔ ۲۵۰ شرطی ندارد و نوبت به قاعده‌های پس از آن نمی‌رسد؛ فقط آخرین قاعده می‌تواند بی‌شرط باشد"
    assert errors == {"__all__": [LAST_MUST_CATCH_ALL, hidden.replace("۲۵۰", number_of(last))]}


def number_of(rule):
    return str(rule).partition(":")[0]


def test_last_rule_cannot_go_first(desk, last):
    errors = errors_of(save_rule(desk, last, order="۱"))

    assert [sentence[:6] for sentence in errors["__all__"]] == ["آخرین ", "قاعدهٔ"]


def test_rule_without_conditions_cannot_stand_early(desk, last):
    rule = create_rule(order=5, office="finance", kind="praise")

    errors = errors_of(save_rule(desk, rule, kind=""))

    assert [sentence[:8] for sentence in errors["__all__"]] == ["قاعدهٔ ۵"]


def test_other_rules_may_be_changed_while_the_table_is_broken(desk, last):
    RoutingRule.objects.filter(pk=last.pk).update(kind="praise")

    assert errors_of(save_rule(desk, create_rule(order=5, office="finance", kind="praise"), kind="report")) == {}


def test_last_rule_may_name_another_office(desk, last):
    assert errors_of(save_rule(desk, last, office="publicrel", order="۹۹۹۹")) == {}


def test_rule_names_only_offices_that_exist(desk, district):
    create_unit(office="water", parent=district)
    rule = create_rule(order=5, office="finance", kind="praise")

    page = desk.get(f"/admin/tickets/routingrule/{rule.pk}/change/")
    errors = errors_of(save_rule(desk, rule, office="water"))

    offices = dict(page.context_data["adminform"].form.fields["office"].choices)
    assert offices["finance"] == "اداره امور مالی (finance)"
    assert (list(errors), "water" in offices) == (["office"], False)


def test_rule_keeps_an_office_that_is_gone_and_says_so(desk):
    rule = create_rule(order=5, office="astronomy", kind="praise")

    page = desk.get(f"/admin/tickets/routingrule/{rule.pk}/change/").content.decode()

    assert "astronomy (هیچ واحدی آن را ندارد)" in page
    assert errors_of(save_rule(desk, rule, kind="report")) == {}


def test_rules_can_be_seen_without_a_directorate(desk, directorate, last):
    Unit.objects.filter(pk=directorate.pk).update(is_active=False)

    assert desk.get(f"/admin/tickets/routingrule/{last.pk}/change/").status_code == 200


def test_list_of_rules_names_offices_as_people_do(desk, last):
    RoutingRule.objects.filter(pk=last.pk).update(order=0, office="closed-long-ago")

    rows = desk.get("/admin/tickets/routingrule/").context_data["cl"].result_list
    names = {rule.office: rule.office_name for rule in rows}

    assert names["nongov"] == Unit.objects.get(code="nongov").name
    assert names["closed-long-ago"] == "closed-long-ago"


@pytest.mark.parametrize("rules", [1, 25])
def test_list_of_rules_asks_no_more_for_many(desk, rules, django_assert_num_queries):
    kept = list(RoutingRule.objects.order_by("-order").values_list("pk", flat=True)[:rules])
    RoutingRule.objects.exclude(pk__in=kept).delete()
    desk.get("/admin/tickets/routingrule/")

    with django_assert_num_queries(6):
        desk.get("/admin/tickets/routingrule/")


def delete(desk, rules):
    """Choose rules in the list, and press the button of the page that asks whether one is sure."""
    chosen = list(rules.values_list("pk", flat=True))
    fields = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    return desk.post("/admin/tickets/routingrule/", fields)


def test_last_rule_is_not_deleted(desk, last):
    alone = desk.post(f"/admin/tickets/routingrule/{last.pk}/delete/", {"post": "yes"})
    among_all = {
        "action": "delete_selected",
        "_selected_action": list(RoutingRule.objects.values_list("pk", flat=True)),
    }
    together = desk.post("/admin/tickets/routingrule/", among_all | {"post": "yes"})

    assert [LAST_MUST_CATCH_ALL in page.content.decode() for page in (alone, together)] == [True, True]
    assert RoutingRule.objects.count() > 1


def test_other_rules_are_deleted(desk, last):
    several = list(RoutingRule.objects.exclude(pk=last.pk).values_list("pk", flat=True))

    desk.post(f"/admin/tickets/routingrule/{several[0]}/delete/", {"post": "yes"})
    delete(desk, RoutingRule.objects.filter(pk__in=several[1:]))

    assert RoutingRule.objects.get() == last


def test_topic_asks_for_approval(desk):
    topic = create_topic()

    save_topic(desk, topic, needs_approval="on")

    topic.refresh_from_db()
    assert topic.needs_approval
    assert "پاسخ‌ها تأیید می‌خواهند" in desk.get("/admin/tickets/topic/").content.decode()
