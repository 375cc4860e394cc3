"""The table of ready texts: whose each is, and what may stand in it."""

import pytest
from bs4 import BeautifulSoup

from tests.admin_forms import errors_of
from tests.factories import create_canned_reply, create_user
from tickets.models import CannedReply

TABLE = "/admin/tickets/cannedreply/"


def form(**changes):
    return {"title": "درخواست مدرک", "text": "سلام. مدرک را بفرستید.", "order": "1", "is_active": "on"} | changes


def add(client, **changes):
    return client.post(f"{TABLE}add/", form(**changes))


def rows(client):
    return [row.title for row in client.get(TABLE).context_data["cl"].result_list]


def units_offered(client):
    page = BeautifulSoup(client.get(f"{TABLE}add/").content, "html.parser")
    return [option["value"] for option in page.select("#id_unit option")]


@pytest.fixture
def leading(client, head):
    """The browser of the head of `district`."""
    client.force_login(head)
    return client


def test_head_keeps_those_of_the_own_unit_and_below(leading, district, office, other_office):
    create_canned_reply(title="منطقه", unit=district)
    create_canned_reply(title="اداره", unit=office, order=1)
    create_canned_reply(title="مالی", unit=other_office)
    create_canned_reply(title="همه")

    assert rows(leading) == ["منطقه", "اداره"]


def test_head_of_the_directorate_keeps_those_of_every_unit(client, directorate, other_office):
    create_canned_reply(title="مالی", unit=other_office)
    create_canned_reply(title="همه")
    client.force_login(create_user(role="head", unit=directorate))

    assert (rows(client), str(other_office.pk) in units_offered(client)) == (["مالی"], True)


def test_administrator_keeps_all(desk, office):
    create_canned_reply(title="اداره", unit=office)
    create_canned_reply(title="همه", order=1)

    assert rows(desk) == ["اداره", "همه"]


@pytest.mark.parametrize("role", ["officer", "inspector", "director"])
def test_others_find_no_such_table(client, office, role):
    client.force_login(create_user(role=role, unit=office))

    assert [client.get(address).status_code for address in (TABLE, f"{TABLE}add/")] == [404, 404]


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_row_of_another_unit_does_not_exist_for_a_head(leading, other_office, page):
    reply = create_canned_reply(unit=other_office)

    assert leading.get(f"{TABLE}{reply.pk}/{page}/").status_code == 404


def test_head_writes_for_a_unit_below(leading, office):
    add(leading, unit=office.pk)

    assert CannedReply.objects.get().unit == office


def test_head_begins_with_the_own_unit(leading, district):
    page = BeautifulSoup(leading.get(f"{TABLE}add/").content, "html.parser")

    assert page.select_one("#id_unit option[selected]")["value"] == str(district.pk)


def test_head_does_not_write_for_the_whole_directorate_nor_for_others(leading, other_office):
    errors = [list(errors_of(add(leading, unit=unit))) for unit in ("", other_office.pk)]

    assert (errors, CannedReply.objects.count()) == ([["unit"], ["unit"]], 0)


def test_head_chooses_among_units_below(leading, district, office, other_office):
    offered = units_offered(leading)

    assert [str(unit.pk) in offered for unit in (district, office, other_office)] == [True, True, False]


def test_head_without_a_unit_keeps_none(client, reference):
    create_canned_reply()
    client.force_login(create_user(role="head"))

    assert (rows(client), units_offered(client)) == ([], [])


def test_administrator_writes_for_the_whole_directorate(desk):
    add(desk, unit="")

    assert CannedReply.objects.get().unit is None


def test_head_deletes_a_text(leading, office):
    reply = create_canned_reply(unit=office)

    leading.post(f"{TABLE}{reply.pk}/delete/", {"post": "yes"})

    assert not CannedReply.objects.exists()


def test_unknown_variable_is_named_with_the_known_ones(desk):
    errors = errors_of(add(desk, text="سلام {نام}، تا {مهلت} و {شغل}"))

    assert errors == {"text": ["{نام}، {شغل} متغیر نیست. متغیرها این‌هاست: {شماره_پرونده}، {واحد}، {مهلت}، {امروز}"]}


def test_form_shows_the_variables_with_examples(desk):
    page = BeautifulSoup(desk.get(f"{TABLE}add/").content, "html.parser")

    assert page.select_one("#id_text_helptext li").text == "{شماره_پرونده} – شمارهٔ پرونده (۱۴۰۵-۰۰۰۰۰۰)"


def test_text_is_cleaned(desk):
    add(desk, text="سلام\u202e. مدرک\r\n را بفرستید.")

    assert CannedReply.objects.get().text == "سلام. مدرک\n را بفرستید."


@pytest.mark.parametrize("count", [1, 20])
def test_list_asks_no_more_for_many(desk, office, count, django_assert_num_queries):
    for _number in range(count):
        create_canned_reply(unit=office)

    with django_assert_num_queries(7):
        desk.get(TABLE)


def test_head_still_begins_at_the_queue(leading):
    assert leading.get("/admin/").url == "/admin/tickets/ticket/"
