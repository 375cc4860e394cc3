"""Ready texts on the page of a case: which are offered, and putting one in without a script."""

import pytest
from bs4 import BeautifulSoup

from persian.dates import format_date
from tests.factories import create_canned_reply, create_complaint
from tests.tickets.desk import address
from tickets.models import DeskDraft, Message


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def put_in(desk, ticket, reply, step="answer", **typed):
    data = {"canned": step, f"{step}-canned": getattr(reply, "pk", reply)} | typed
    return page_of(desk.post(address(ticket), data))


def box(page, step="answer"):
    return page.find("textarea", id=f"id_{step}-text").text.removeprefix("\n").removeprefix("\r\n")


def test_those_that_fit_are_offered_beside_each_box_to_the_citizen(desk, ticket, office, other_office):
    create_canned_reply(title="برای اداره", unit=office)
    create_canned_reply(title="برای دیگران", unit=other_office)

    page = page_of(desk.get(address(ticket)))

    offered = [[option.text for option in select.select("option")] for select in page.select("[data-canned] select")]
    assert offered == [["انتخاب کنید", "برای اداره"]] * 3


def test_page_without_ready_texts_offers_no_list(desk, ticket):
    page = page_of(desk.get(address(ticket)))

    assert (page.select("[data-canned]"), page.select('script[src*="canned"]')) == ([], [])


def test_whoever_only_reads_is_offered_none(client, ticket, director):
    create_canned_reply()
    client.force_login(director)

    assert page_of(client.get(address(ticket))).select("[data-canned]") == []


def test_chosen_text_stands_in_the_empty_box_filled_in(desk, ticket):
    reply = create_canned_reply(text="سلام. تا {مهلت} در «…» رسیدگی می‌شود.")

    page = put_in(desk, ticket, reply)

    assert box(page) == f"سلام. تا {format_date(ticket.due_on)} در «…» رسیدگی می‌شود."
    assert page.find("textarea", id="id_answer-text").has_attr("autofocus")


def test_nothing_typed_is_lost(desk, ticket):
    reply = create_canned_reply(text="متن آماده")
    typed = {"answer-text": "نوشتهٔ من", "answer-outcome": "upheld", "note-text": "یادداشت من"}

    page = put_in(desk, ticket, reply, **typed)

    assert (box(page), box(page, "note")) == ("نوشتهٔ من\n\nمتن آماده", "یادداشت من")
    assert page.select_one("#id_answer-outcome option[selected]")["value"] == "upheld"
    assert page.select(".summary, .errorlist") == []


def test_it_goes_into_the_box_whose_button_was_pressed(desk, ticket):
    page = put_in(desk, ticket, create_canned_reply(text="رسید را بفرستید."), step="ask")

    assert (box(page), box(page, "ask")) == ("", "رسید را بفرستید.")
    assert page.find("textarea", id="id_ask-text").find_parent("details").has_attr("open")


def test_what_was_put_in_is_kept_as_a_draft_and_nothing_is_sent(desk, ticket):
    put_in(desk, ticket, create_canned_reply(text="متن آماده"))

    assert DeskDraft.objects.get().content == {"answer-text": "متن آماده"}
    assert not Message.objects.filter(ticket=ticket, author="staff").exists()


@pytest.mark.parametrize("chosen", ["", "x", "99999999999999999999", "-1", "0"])
def test_no_choice_changes_nothing(desk, ticket, chosen):
    create_canned_reply()

    assert box(put_in(desk, ticket, chosen, **{"answer-text": "نوشتهٔ من"})) == "نوشتهٔ من"


def test_text_of_another_unit_is_not_put_in(desk, ticket, other_office):
    reply = create_canned_reply(unit=other_office, text="محرمانه")

    assert box(put_in(desk, ticket, reply)) == ""


def test_it_goes_into_no_box_that_takes_none(desk, ticket):
    assert box(put_in(desk, ticket, create_canned_reply(), step="note"), "note") == ""


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_one_query(desk, ticket, count, django_assert_num_queries):
    for _number in range(count):
        create_canned_reply()

    with django_assert_num_queries(28):
        desk.get(address(ticket))
