"""What a case is found by: all that its citizen wrote, the school and the respondent; never the sender."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import F, Func, UUIDField
from django.db.models.functions import Cast

from complaints.models import ComplaintDetails
from persian.dates import TEHRAN
from tests.factories import create_ticket, create_user
from tickets import lifecycle, search_text
from tickets.models import ClockReason, SearchWord, Ticket
from tickets.workflow import Outcome, Solved

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=TEHRAN)
LATER = NOW + timedelta(days=1)


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
    assert ticket.first_words == search_text.digest_of(ticket.search_text)


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


def test_scraps_alone_add_nothing(db):
    ticket = create_ticket(text="شهریه")

    search_text.add(ticket, "…!")

    ticket.refresh_from_db()
    assert ticket.search_text == "شهریه"


def test_words_that_follow_no_words_begin_with_no_blank(db):
    ticket = create_ticket(text="")

    search_text.add(ticket, "رسید")

    ticket.refresh_from_db()
    assert (ticket.search_text, ticket.first_words) == ("رسید", None)


def test_digest_is_that_of_the_database(db):
    ticket = create_ticket(text="شهریهٔ دبستان")
    digest = Cast(Func(F("search_text"), function="md5"), UUIDField())

    assert Ticket.objects.filter(pk=ticket.pk, first_words=digest).exists()


@pytest.fixture
def talkative(office, officer, reference):
    """Followed up, replied, rated, reopened and withdrawn, each with a word of its own; officers wrote as well."""
    ticket = create_ticket(unit=office, text="شهریه", name="مریم رضایی", mobile="09121234567", submitted_at=NOW)
    lifecycle.follow_up(ticket=ticket, text="رسیدِ بانک", now=NOW)
    reason = ClockReason.objects.get(code="explanation")
    lifecycle.ask(ticket=ticket, question="کدام کلاس؟", reason=reason, days=3, by=officer, now=NOW)
    lifecycle.follow_up(ticket=ticket, text="پنجم", now=NOW)
    lifecycle.note(ticket=ticket, text="محرمانه", by=officer, now=NOW)
    lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.NOT_UPHELD, by=officer, now=NOW)
    lifecycle.rate(ticket=ticket, solved=Solved.NO, score=2, comment="دیر", now=LATER)
    lifecycle.reopen(ticket=ticket, reason="ناقص", now=LATER)
    lifecycle.withdraw(ticket=ticket, text="حل", now=LATER)
    ticket.refresh_from_db()
    return ticket


def test_case_is_found_by_all_that_its_citizen_wrote_and_nothing_else(talkative):
    assert talkative.search_text == "شهریه رسید بانک پنجم دیر ناقص حل"


def test_old_cases_get_the_words_that_new_ones_have(talkative):
    found_by = talkative.search_text
    Ticket.objects.filter(pk=talkative.pk).update(search_text="شهریه")

    import_module("tickets.migrations.0042_search_what_followed").add_what_followed(apps, None)

    talkative.refresh_from_db()
    assert talkative.search_text == found_by
