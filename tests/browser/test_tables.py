"""The administrators' tables in a real browser: what only a browser refuses or shows."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.officer import Officer
from tests.factories import create_user
from tickets.models import RoutingRule, Topic
from units.models import Unit


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request, open_page, site):
    """The pages of an administrator, logged in."""
    page = open_page(size=request.param)
    user = create_user(role="administrator", unit=Unit.objects.get(code="directorate"))
    Officer(page, lambda page: None, user).logs_in()
    return page


def save(page):
    with page.expect_navigation():
        page.locator("[name=_continue]").click()


def test_number_is_typed_in_persian_digits(page):
    topic = Topic.objects.get(code="tuition")
    page.goto(f"/admin/tickets/topic/{topic.pk}/change/")
    box = page.locator("[name=working_days]")

    box.fill("")
    box.press_sequentially("۲۰")
    save(page)

    topic.refresh_from_db()
    assert (topic.working_days, box.input_value()) == (20, "۲۰")


def test_telephone_in_a_list_reads_from_left_to_right(page):
    page.goto("/admin/units/unit/")

    drawn = page.locator("#result_list .field-phone bdi").first.evaluate(
        """element => {
            const place = index => {
                const range = document.createRange();
                range.setStart(element.firstChild, index);
                range.setEnd(element.firstChild, index + 1);
                return range.getBoundingClientRect().left;
            };
            return place(0) < place(element.textContent.length - 1);
        }"""
    )

    assert drawn


def test_pages_of_the_tables_pass_the_look(page, look):
    topic, rule = Topic.objects.first(), RoutingRule.objects.order_by("order").first()
    last = RoutingRule.objects.order_by("order").last()

    page.goto(f"/admin/tickets/topic/{topic.pk}/change/")
    page.locator("[name=working_days]").fill("۰")
    save(page)
    look(page)
    page.locator("[name=working_days]").fill("۱۲")
    save(page)
    look(page)
    for address in (
        f"/admin/tickets/topic/{topic.pk}/history/",
        f"/admin/tickets/routingrule/{rule.pk}/delete/",
        f"/admin/tickets/routingrule/{last.pk}/delete/",
        "/admin/tickets/routingrule/",
        "/admin/units/channel/",
    ):
        page.goto(address)
        look(page)
