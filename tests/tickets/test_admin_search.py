"""Searching the queue: by number in any digits, by folded words, through every state, never beyond one's own unit."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from tests.factories import create_ticket
from tests.tickets.desk import QUEUE, pks
from tickets.admin.search import search
from tickets.models import Ticket
from tickets.workflow import Status


@pytest.mark.parametrize("typed", ["{year}-{number:06d}", "{year}-{number}", "{number}", "  {number:06d} "])
@pytest.mark.parametrize("digits", ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"])
def test_search_by_case_number(db, typed, digits):
    ticket = create_ticket(submitted_at=datetime(2026, 11, 21, tzinfo=UTC), text="بدون رقم")
    create_ticket(text="بدون رقم")
    words = typed.format(year=1405, number=ticket.case_number).translate(str.maketrans("0123456789", digits))

    assert pks(search(Ticket.objects.all(), words)) == [ticket.pk]


def test_search_by_the_number_of_another_year_finds_nothing(db):
    ticket = create_ticket(submitted_at=datetime(2026, 11, 21, tzinfo=UTC))

    assert not search(Ticket.objects.all(), f"1404-{ticket.case_number}").exists()


def test_search_folds_what_is_typed(seen_by, officer, office):
    ticket = create_ticket(unit=office, text="مدرسهٔ علی‌آباد شهریهٔ ۲۰۰۰۰۰۰۰۰۰ می‌گیرد")
    create_ticket(unit=office, text="چیزی دیگر")

    for typed in ("علي اباد", "شهريه", "می گیرد مدرسه", "2000000000"):  # too long for a case number
        assert pks(seen_by(officer, f"{QUEUE}?q={typed}")) == [ticket.pk]


def test_search_finds_nothing_of_another_unit(seen_by, officer, other_office):
    ticket = create_ticket(unit=other_office, text="محرمانه")

    assert seen_by(officer, QUEUE + "?q=محرمانه") == []
    assert seen_by(officer, f"{QUEUE}?q={ticket.case_number}") == []


def test_search_looks_at_answered_cases_too_unless_told_otherwise(seen_by, officer, office):
    ticket = create_ticket(unit=office, status=Status.ANSWERED, text="شهریه")
    number = ticket.case_number

    assert pks(seen_by(officer, f"{QUEUE}?q={number}&state=&due=")) == [ticket.pk]
    assert pks(seen_by(officer, f"{QUEUE}?q={number}&state=answered")) == [ticket.pk]
    assert pks(seen_by(officer, f"{QUEUE}?q={number}&state=open")) == []
    assert pks(seen_by(officer, QUEUE)) == []


def test_tabs_keep_what_is_searched_for(client, officer):
    client.force_login(officer)

    tabs = list(client.get(QUEUE, {"q": "شهریه"}).context_data["cl"].tabs)
    addresses = {words: QueryDict(address[1:]).dict() for words, address, _is_shown, _count in tabs}

    assert [words for words, _address, is_shown, _count in tabs if is_shown] == ["همه"]
    assert addresses["باز"] == {"state": "open", "q": "شهریه"}
    assert addresses["دیرکرد"] == {"state": "overdue", "q": "شهریه"}
    assert addresses["همه"] == {"state": "all", "q": "شهریه"}
