"""How the tables read and what may be typed into them: Latin from left to right, numbers in any digits."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import create_rule, create_topic
from tickets.models import RoutingRule, Topic
from units.models import Channel, Organisation, Unit
from workdays.models import Holiday

ENGLISH = "/en"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def column_of(desk, section, name, language=""):
    """The cell of the first row of a list in the column `name`."""
    return soup(desk.get(f"{language}/admin/{section}/")).select_one(f"#result_list tbody .field-{name}")


@pytest.fixture
def channel(reference):
    Channel.objects.all().delete()
    return Channel.objects.create(
        code="line-1", name_fa="خط", phone="028 3333 0100", url="https://portal.example/a", order=1200
    )


@pytest.mark.parametrize(
    ("section", "name", "text"),
    [
        ("units/channel", "phone", "۰۲۸ ۳۳۳۳ ۰۱۰۰"),
        ("units/channel", "url", "https://portal.example/a"),
        ("units/organisation", "phone", "۰۲۸ ۳۳۳۳ ۰۱۰۰"),
        ("units/unit", "phone", "۰۲۸ ۳۳۳۳ ۰۱۰۰"),
        ("units/unit", "email", "directorate@edu.example"),
        ("units/unit", "office", "director"),
        ("units/user", "username", "person.1"),
    ],
)
def test_latin_in_a_list_reads_from_left_to_right(client, administrator, channel, section, name, text):
    type(administrator).objects.update(username="person.1")
    client.force_login(administrator)

    cell = column_of(client, section, name)

    assert (cell.bdi["dir"], cell.bdi.get_text()) == ("ltr", text)


@pytest.mark.parametrize(
    ("section", "name", "language", "text"),
    [
        ("units/channel", "order", "", "۱٬۲۰۰"),
        ("units/channel", "order", ENGLISH, "1,200"),
        ("tickets/topic", "working_days", "", "۱۰"),
        ("tickets/routingrule", "order", "", "۱۰"),
        ("tickets/routingrule", "working_days", "", "–"),
        ("workdays/holiday", "date", "", "۲ فروردین ۱۴۶۹"),
        ("workdays/holiday", "date", ENGLISH, "21 March 2090 (2 Farvardin 1469)"),
    ],
)
def test_numbers_and_dates_in_a_list_are_in_the_language_of_the_page(desk, channel, section, name, language, text):
    Holiday.objects.create(date="2090-03-21", name_fa="نوروز")

    assert column_of(desk, section, name, language).get_text() == text


@pytest.mark.parametrize("section", ["units/unit", "tickets/routingrule", "workdays/holiday"])
def test_columns_can_still_be_sorted_by(desk, section):
    heads = soup(desk.get(f"/admin/{section}/")).select("#result_list thead th a[href*='o=']")

    assert bool(heads) == (section != "units/unit")  # a tree has one order only


def test_list_of_rules_links_order_and_topic(desk):
    row = soup(desk.get("/admin/tickets/routingrule/")).select_one("#result_list tbody tr")

    assert [cell["class"][0] for cell in row.find_all(["th", "td"]) if cell.a] == ["field-order", "field-topic"]


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (Unit, {"code", "name_en", "office", "email", "phone"}),
        (Channel, {"code", "name_en", "phone", "url"}),
        (Organisation, {"name_en", "phone", "address_en", "hours_en", "law_en"}),
        (Topic, {"code", "title_en"}),
        (Holiday, {"name_en"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_latin_is_typed_from_left_to_right(desk, model, names):
    row = model.objects.first()

    form = soup(desk.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"))

    assert {box["name"] for box in form.select("#content-main [dir=ltr]")} == names


def test_user_name_and_address_of_a_person_are_typed_from_left_to_right(desk, officer):
    form = soup(desk.get(f"/admin/units/user/{officer.pk}/change/"))
    new = soup(desk.get("/admin/units/user/add/"))

    assert {box["name"] for box in form.select("#content-main [dir=ltr]")} == {"username", "email"}
    assert new.select_one("[name=username]")["dir"] == "ltr"


@pytest.mark.parametrize(("language", "shown"), [("", "۲۰"), (ENGLISH, "20")])
def test_number_box_takes_every_digit(desk, language, shown):
    box = soup(desk.get(f"{language}/admin/tickets/routingrule/add/")).select_one("[name=order]")
    rule = create_rule(order=20011, office="finance", topic=create_topic(), working_days=20)
    stored = soup(desk.get(f"{language}/admin/tickets/routingrule/{rule.pk}/change/")).select_one(
        "[name=working_days]"
    )

    assert (box["type"], box["inputmode"], stored["value"]) == ("text", "numeric", shown)


@pytest.mark.parametrize("typed", ["۲۵", "٢٥", "25", " ۲۵\u200f "])
def test_number_is_taken_in_every_digit_set(desk, typed):
    rule = create_rule(order=5, office="finance", topic=create_topic())
    fields = {"order": typed, "topic": rule.topic_id, "office": "finance", "level": "province", "working_days": typed}

    desk.post(f"/admin/tickets/routingrule/{rule.pk}/change/", fields)

    rule = RoutingRule.objects.get(pk=rule.pk)
    assert (rule.order, rule.working_days) == (25, 25)


def test_telephone_is_stored_in_one_digit_set(desk, channel):
    fields = {"code": "line-1", "purpose": "general", "name_fa": "خط", "phone": "۰۲۸ ٣٣٣٣ 0100", "order": "۱"}

    desk.post(f"/admin/units/channel/{channel.pk}/change/", fields)

    assert Channel.objects.get().phone == "028 3333 0100"
