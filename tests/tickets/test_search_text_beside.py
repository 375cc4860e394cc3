"""A case is found by what stands beside its text too: the number of a letter, and the colleague marked later."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from tests.factories import create_ticket, create_user
from tests.tickets.desk import QUEUE, pks
from tickets import lifecycle, search_text
from tickets.models import Ticket


@pytest.fixture
def accused(office):
    return create_user(role="officer", unit=office, first_name="بهروز", last_name="نیک‌روش")


def mark(ticket, person, by):
    lifecycle.name_respondent(ticket=ticket, respondent=person, by=by, now=timezone.now())


def begun(**fields):
    ticket = Ticket(**fields)
    search_text.begin(ticket, "شهریه گرفتند.", None)
    return ticket


def with_letter(unit, number):
    ticket = create_ticket(unit=unit, text="شهریه")
    Ticket.objects.filter(pk=ticket.pk).update(
        letter_number=number, search_text=begun(letter_number=number).search_text
    )
    return ticket


def test_letter_is_among_the_words_in_ascii_digits(db):
    assert begun(letter_number="۱۴۰۵/۱۲۳").search_text == "شهریه گرفتند 1405 123"


def test_same_words_in_another_letter_are_still_the_same_words(db):
    assert begun(letter_number="۱").first_words == begun(letter_number="۲").first_words == begun().first_words


@pytest.mark.parametrize("typed", ["۱۴۰۵/۹۰۰۰۱۲۳", "1405/9000123", "1405-9000123 ", "9000123"])
def test_reception_finds_a_case_by_the_number_of_its_letter(seen_by, officer, office, typed):
    ticket = with_letter(office, "۱۴۰۵/۹۰۰۰۱۲۳")
    with_letter(office, "۱۴۰۵/۹۰۰۰۱۲۴")

    found = pks(seen_by(officer, f"{QUEUE}?q={typed}"))

    assert found == ([] if "-" in typed else [ticket.pk])  # so written, it is one of our own numbers


def test_letter_of_another_unit_is_not_found(seen_by, officer, other_office):
    with_letter(other_office, "۱۴۰۵/۹۰۰۰۱۲۳")

    assert seen_by(officer, f"{QUEUE}?q=1405/9000123") == []


def test_colleague_marked_later_is_found_by_name_and_no_more_when_the_mark_is_lifted(
    seen_by, office, officer, head, accused
):
    ticket = create_ticket(unit=office, text="شهریه")
    found = []
    for person in (accused, None):
        mark(ticket, person, head)
        found.append(pks(seen_by(officer, f"{QUEUE}?q=نیک روش")))

    assert found == [[ticket.pk], []]


def test_who_is_marked_in_the_place_of_another_is_found_alone(office, officer, head, accused):
    ticket = create_ticket(unit=office, text="شهریه")
    other = create_user(role="officer", unit=office, first_name="لیلا", last_name="سپیدار")

    mark(ticket, accused, head)
    mark(ticket, other, head)

    ticket.refresh_from_db()
    assert ticket.search_text == "شهریه لیلا سپیدار"


def test_name_that_the_citizen_wrote_stays(office, officer, head, accused):
    ticket = create_ticket(unit=office, text="آقای بهروز نیک‌روش شهریه گرفت")

    for person in (accused, None):
        mark(ticket, person, head)

    ticket.refresh_from_db()
    assert ticket.search_text == "اقای بهروز نیک روش شهریه گرفت"


def test_who_is_marked_finds_nothing_of_it(seen_by, office, officer, head, accused):
    mark(create_ticket(unit=office, text="شهریه"), accused, head)

    assert seen_by(accused, f"{QUEUE}?q=نیک روش") == []


def test_what_was_never_added_cannot_be_taken_out(office):
    ticket = create_ticket(unit=office, text="شهریه")

    for text in ("بهروز", ""):
        search_text.take_out(ticket, text)

    ticket.refresh_from_db()
    assert ticket.search_text == "شهریه"


def test_cases_that_are_there_already_are_found_as_new_ones(office, accused):
    letter = create_ticket(unit=office, text="شهریه")
    marked = create_ticket(unit=office, text="سرویس")
    named = create_ticket(unit=office, text="بهروز نیک‌روش")
    Ticket.objects.filter(pk=letter.pk).update(letter_number="۱۲/۳۴")
    Ticket.objects.filter(pk__in=[marked.pk, named.pk]).update(respondent_user=accused)

    import_module("tickets.migrations.0048_search_letters_and_respondents").add_letters_and_respondents(apps, None)

    words = dict(Ticket.objects.values_list("pk", "search_text"))
    assert words == {letter.pk: "شهریه 12 34", marked.pk: "سرویس بهروز نیک روش", named.pk: "بهروز نیک روش"}
