"""Ready texts: whom they serve, and what becomes of their variables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.text import clean
from tests.factories import create_canned_reply, create_ticket, create_topic
from tickets.canned import VARIABLES, fill, gaps, unknown_variables
from tickets.models import CannedReply

DUE, TODAY = date(2026, 12, 6), date(2026, 11, 27)


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, due_on=DUE)


def serving(ticket):
    return list(CannedReply.objects.fitting(ticket))


# --- whom they serve


def test_reply_of_the_directorate_serves_every_unit(office, other_office):
    reply = create_canned_reply()

    assert [serving(create_ticket(unit=unit)) for unit in (office, other_office)] == [[reply], [reply]]


def test_reply_of_a_unit_serves_those_below_it(district, office, other_office):
    reply = create_canned_reply(unit=district)

    assert [serving(create_ticket(unit=unit)) for unit in (district, office, other_office)] == [[reply], [reply], []]


def test_reply_of_an_office_does_not_serve_the_unit_above(district, office):
    create_canned_reply(unit=office)

    assert serving(create_ticket(unit=district)) == []


def test_reply_on_a_topic_serves_its_parts(office):
    topic, other = create_topic(), create_topic()
    part = create_topic(parent=topic)
    reply = create_canned_reply(topic=topic)

    served = [serving(create_ticket(unit=office, topic=each)) for each in (topic, part, other)]

    assert served == [[reply], [reply], []]


def test_reply_on_a_part_does_not_serve_the_whole_topic(office):
    topic = create_topic()
    create_canned_reply(topic=create_topic(parent=topic))

    assert serving(create_ticket(unit=office, topic=topic)) == []


def test_reply_out_of_use_serves_nobody(ticket):
    create_canned_reply(is_active=False)

    assert serving(ticket) == []


def test_case_of_no_unit_has_those_of_the_directorate(office):
    reply = create_canned_reply()
    create_canned_reply(unit=office)

    assert serving(create_ticket()) == [reply]


def test_replies_stand_in_their_order_then_by_the_alphabet(ticket):
    last, third, first = (
        create_canned_reply(order=2, title="آغاز"),
        create_canned_reply(order=1, title="گفتار"),
        create_canned_reply(order=1, title="پایان"),
    )

    assert serving(ticket) == [first, third, last]


# --- variables


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{مهلت}", "۱۵ آذر ۱۴۰۵"),
        ("{امروز}", "۶ آذر ۱۴۰۵"),
        ("{due_date} / {today}", "۱۵ آذر ۱۴۰۵ / ۶ آذر ۱۴۰۵"),
        ("تا { مهلت } در «…»", "تا ۱۵ آذر ۱۴۰۵ در «…»"),
        ("{نام} {0} {ticket.sender.name} {}", "{نام} {0} {ticket.sender.name} {}"),
    ],
)
def test_variables_are_filled_in_and_nothing_else(ticket, text, filled):
    assert fill(text, ticket, today=TODAY) == filled


@pytest.mark.parametrize(
    "text", ["{شماره_پرونده}", "{شماره پرونده}", "{شمارهٔ پرونده}", "{شماره\u200cپرونده}", "{case_number}"]
)
def test_case_number_is_known_by_every_usual_spelling(ticket, text):
    year, number = ticket.number.split("-")

    filled = fill(text, ticket, today=TODAY)

    assert (filled[0], filled[-1]) == ("\u2066", "\u2069")
    filled = clean(filled)
    assert (len(filled), filled[4], filled.isascii()) == (len(ticket.number), "-", False)
    assert (int(filled[:4]), int(filled[5:])) == (int(year), int(number))


def test_unit_is_named(ticket, office):
    assert fill("{واحد}", ticket, today=TODAY) == office.name_fa


def test_citizen_who_writes_english_reads_english_dates(office):
    ticket = create_ticket(unit=office, due_on=DUE, language="en")

    assert fill("{due_date}", ticket, today=TODAY) == "6 December 2026 (15 Azar 1405)"


def test_braces_in_a_value_are_left_alone(ticket, office):
    office.name_fa = "{مهلت} {0.__class__}"
    ticket.unit = office

    assert fill("{واحد}", ticket, today=TODAY) == "{مهلت} {0.__class__}"


def test_unknown_variables_are_named_once():
    assert unknown_variables("{نام} {واحد} {نام} {unit.email} {CASE_NUMBER}") == ["نام", "unit.email"]


def test_known_variables_are_not_unknown():
    assert unknown_variables(" ".join(variable.written for variable in VARIABLES)) == []


@pytest.mark.parametrize(
    ("text", "count"), [("«…»", 1), ("« ... » و «……»", 2), ("«»", 1), ("«بند ۲» و…", 0), ("…", 0)]
)
def test_gaps_are_counted(text, count):
    assert gaps(text) == count


@given(st.text())
def test_no_text_breaks_the_reading_of_variables(text):
    assert all(f"{{{name}}}" in text for name in unknown_variables(text))
