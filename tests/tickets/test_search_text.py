"""What a case is found by: all that its citizen wrote, the school and the respondent; never the sender."""

import pytest

from complaints.models import ComplaintDetails
from tests.factories import create_ticket, create_user
from tickets import search_text
from tickets.models import SearchWord, Ticket


def vocabulary():
    return set(SearchWord.objects.values_list("word", flat=True))


def test_words_are_folded_and_without_punctuation():
    assert search_text.words_of("مدرسهٔ علي‌آباد؛ (۱۲۳)", "", "ab_c. ") == "مدرسه علی اباد 123 ab c"


def test_words_of_a_case_are_no_more_than_postgresql_takes():
    assert len(search_text.words_of("کلمه " * 50_000)) == search_text.MOST_LETTERS


def test_new_case_is_found_by_its_school_and_respondent(db, school):
    person = create_user(first_name="بهروز", last_name="نیک‌روش")
    details = ComplaintDetails(respondent_name="لیلا سپیدار", respondent_role="معاون", desired_outcome="تذکر")
    ticket = Ticket(school=school, school_text="کنار پارک", respondent_user=person)

    search_text.begin(ticket, "شهریه گرفتند.", details)

    assert "سپیدار" in vocabulary()
    assert ticket.search_text == "شهریه گرفتند کنار پارک دبیرستان ازادی بهروز نیک روش لیلا سپیدار معاون"


@pytest.mark.parametrize("details", [None, object()])
def test_new_case_without_words_of_its_own_system(db, details):
    ticket = Ticket()

    search_text.begin(ticket, "شهریه", details)

    assert ticket.search_text == "شهریه"


def test_vocabulary_learns_words_once_and_neither_figures_nor_scraps(db):
    SearchWord.objects.all().delete()

    for _each in range(2):
        search_text.learn(f"شهریه به 0912 ab1 {'ب' * 41} شهریه مدرسه")

    assert vocabulary() == {"شهریه", "مدرسه"}


def test_further_text_is_found_as_well(db):
    ticket = create_ticket(text="شهریه")

    search_text.add(ticket, "رسیدِ بانک")

    ticket.refresh_from_db()
    assert (ticket.search_text, {"رسید", "بانک"} <= vocabulary()) == ("شهریه رسید بانک", True)


def test_further_text_does_not_grow_beyond_what_postgresql_takes(db):
    ticket = create_ticket(text="شهریه")

    for number in range(3):
        search_text.add(ticket, f"کلمه{number} " * 6000)

    ticket.refresh_from_db()
    assert len(ticket.search_text) == search_text.MOST_LETTERS
