from datetime import date
from io import StringIO

import jdatetime
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from config.reference.tables import rows
from persian.dates import jalali_year, today
from tickets.models import RoutingRule, Topic
from units.models import Channel, Organisation, Unit
from workdays.models import CalendarChange, Holiday, RestDay, Weekday

LOADED = (Unit, Organisation, Channel, Topic, RoutingRule, RestDay, Holiday, CalendarChange, Group)


def everything():
    """Every row of every table that `load_reference` fills."""
    return {model: list(model.objects.order_by("pk").values()) for model in LOADED}


def test_running_again_changes_nothing(reference):
    before = everything()

    call_command("load_reference", verbosity=0)

    assert everything() == before


def test_running_again_reads_little(reference, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        call_command("load_reference", verbosity=0)


def test_tree_is_the_one_of_the_table(reference):
    codes = {unit.path: unit.code for unit in Unit.objects.all()}
    parents = {code: codes.get(path[: -Unit.steplen], "") for path, code in codes.items()}

    assert parents == {row["code"]: row["parent"] for row in rows("units")}
    assert Unit.objects.find_problems() == ([], [], [], [], [])


def test_topics_carry_what_the_table_says(reference):
    topic = Topic.objects.get(code="bullying")

    assert (topic.title_en, topic.parent.code, topic.working_days, topic.sensitive, topic.about_school) == (
        "Violence and bullying among students",
        "conduct",
        10,
        True,
        True,
    )
    assert topic.kinds == ["complaint", "report", "request", "suggestion", "criticism"]


def test_topics_that_may_be_about_an_office(reference):
    codes = Topic.objects.filter(about_office=True).values_list("code", flat=True)

    assert set(codes) == {"office", "misconduct", "conduct"}


def test_a_rule_per_topic_children_first_and_one_for_all_the_rest(reference):
    rules = list(RoutingRule.objects.order_by("order").select_related("topic"))

    assert [rule.order for rule in rules] == [10 * place for place in range(1, len(rows("topics")) + 2)]
    places = {rule.topic.code: rule.order for rule in rules[:-1]}
    assert set(places) == {row["code"] for row in rows("topics")}
    assert [
        row["code"] for row in rows("topics") if row["parent"] and places[row["code"]] > places[row["parent"]]
    ] == []
    last = rules[-1]
    assert (last.kind, last.topic, last.district, last.stage, last.office, last.level) == (
        "",
        None,
        None,
        "",
        "complaints",
        "province",
    )


def test_what_people_edited_stays(reference):
    Unit.objects.filter(code="finance").update(email="money@edu.example")
    Topic.objects.filter(code="tuition").update(working_days=7)
    Organisation.objects.update(phone="028 1111 1111")
    Channel.objects.filter(code="police").update(name_fa="پلیس ۱۱۰")
    RestDay.objects.filter(weekday=Weekday.THURSDAY).delete()
    RoutingRule.objects.filter(topic__code="sport").delete()
    Holiday.objects.filter(date=date(2026, 12, 23)).delete()
    before = everything()

    call_command("load_reference", verbosity=0)

    assert everything() == before


def test_what_is_missing_comes_back(reference):
    Unit.objects.get(code="d_ziaabad.primary").delete()
    Channel.objects.filter(code="police").delete()
    RoutingRule.objects.filter(topic__code="sport").delete()
    Topic.objects.filter(code="sport").delete()

    call_command("load_reference", verbosity=0)

    unit = Unit.objects.get(code="d_ziaabad.primary")
    assert unit.is_within(Unit.objects.get(code="d_ziaabad"))
    assert (Channel.objects.get(code="police").phone, Topic.objects.get(code="sport").order) == ("110", 240)


def test_calendar_covers_last_year_to_the_year_after_next(reference):
    years = {jalali_year(day) for day in Holiday.objects.filter(unit=None).values_list("date", flat=True)}
    this_year = jalali_year(today())

    assert years == {this_year - 1, this_year, this_year + 1, this_year + 2}
    assert set(RestDay.objects.values_list("weekday", flat=True)) == {Weekday.THURSDAY, Weekday.FRIDAY}


def test_holidays_again_brings_back_a_date_that_was_deleted(reference):
    nowruz = jdatetime.date(jalali_year(today()) + 1, 1, 1).togregorian()
    Holiday.objects.filter(date=nowruz).delete()

    call_command("load_reference", holidays_again=True, verbosity=0)

    assert "Nowruz" in Holiday.objects.get(date=nowruz).name_en


def test_organisation_and_channels(reference):
    organisation = Organisation.objects.get()

    assert organisation.hours_fa == "شنبه تا چهارشنبه، ۷:۳۰ تا ۱۴:۳۰"
    assert organisation.law_fa == "تصویب‌نامهٔ شورای عالی اداری شمارهٔ ۱۱۲۷۱۲۸ مورخ ۱۳۹۵/۱۲/۲۸"
    emergencies = Channel.objects.filter(purpose=Channel.Purpose.EMERGENCY).values_list("phone", flat=True)
    assert set(emergencies) == {"123", "110"}


@pytest.mark.parametrize("name", ["units", "topics", "organisation", "channels"])
def test_tables_hold_persian_letters_only(name):
    """Arabic yeh and kaf look the same and are not found by a search."""
    text = "".join("".join(row.values()) for row in rows(name))

    assert set(text) & set("يكى٤٥٦") == set()


def test_it_says_when_it_is_done(reference):
    said = StringIO()

    call_command("load_reference", stdout=said)

    assert said.getvalue() == "Reference data are in place.\n"
