"""Searching the queue: by number in any digits, by words however they are typed, never beyond what one may see."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.factories import create_ticket
from tests.tickets.desk import QUEUE, pks
from tickets.admin import search as searching
from tickets.admin.search import search
from tickets.lifecycle import follow_up
from tickets.models import Ticket
from tickets.workflow import Identity, Status


@pytest.mark.parametrize(
    "typed",
    ["{year}-{number:06d}", "{year}-{number}", "{number}", "  {number:06d} ", "\u200f{year}\u200e-{number:06d}"],
)
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


def test_search_finds_what_was_added_later_and_never_who_hides(seen_by, officer, office, other_office):
    ticket = create_ticket(unit=office, identity=Identity.HIDDEN, name="سیمین پناهی", mobile="09121234567")
    elsewhere = create_ticket(unit=other_office)
    for case in (ticket, elsewhere):
        follow_up(ticket=case, text="رسید بانک پیدا شد.", now=timezone.now())

    assert pks(seen_by(officer, f"{QUEUE}?q=رسيد")) == [ticket.pk]
    assert [seen_by(officer, f"{QUEUE}?q={typed}") for typed in ("سیمین", "پناهی", "09121234567")] == [[], [], []]


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


def found(typed):
    return pks(search(Ticket.objects.all(), typed))


def test_search_by_the_beginning_of_a_word(db):
    ticket = create_ticket(text="دبیرستانی در شهر")
    create_ticket(text="دبستان")

    assert found("دبیرست") == [ticket.pk]


def test_search_by_a_beginning_that_very_many_words_share(db):
    tickets = [
        create_ticket(text=f"کلاس{chr(first)}{chr(last)}") for first in range(1576, 1583) for last in range(1576, 1583)
    ]

    assert sorted(found("کلاس")) == pks(tickets)


def test_short_word_and_figures_stand_for_themselves(db):
    ticket = create_ticket(text="رو به ۲۰۰۰۰۰۰۰۰۰")
    create_ticket(text="رود بهار ۲۰۰۰۰۰۰۰۰۰۵")

    assert (found("رو"), found("2000000000")) == ([ticket.pk], [ticket.pk])


@pytest.mark.parametrize("typed", ["شحریه", "شهریهه", "شهره", "شهریح مدرسه", "شهریه مدرصه"])
def test_word_typed_wrong_is_found_all_the_same(db, typed):
    ticket = create_ticket(text="مدرسه شهریه می‌گیرد")
    create_ticket(text="سرویس نیامد")

    assert found(typed) == [ticket.pk]


def test_text_written_wrong_is_found_after_those_written_right(db):
    wrong, right = create_ticket(text="شحریه"), create_ticket(text="شهریه")

    assert (found("شهریه"), found("شحریه")) == ([right.pk, wrong.pk], [wrong.pk, right.pk])


def test_no_similar_words_are_looked_for_where_the_words_themselves_find_a_page(db):
    create_ticket(text="شحریه")
    right = [create_ticket(text="شهریه") for _each in range(searching.FEW)]

    assert sorted(found("شهریه")) == pks(right)


def test_best_fit_comes_first_then_the_newer(db):
    number = create_ticket(text="بی‌ربط")
    once = [create_ticket(text=f"شهریه {number.case_number}", submitted_at=on_day(day)) for day in (1, 2)]
    often = create_ticket(text=f"شهریه {number.case_number} و {number.case_number}", submitted_at=on_day(1))

    assert found(str(number.case_number)) == pks([number, often, *reversed(once)])


def on_day(day):
    return datetime(2026, 11, day, tzinfo=UTC)


def test_best_fit_comes_first_on_every_page_and_under_filters(seen_by, officer, office):
    tickets = [
        create_ticket(unit=office, text="شهریه", due_on=on_day(28 - day), submitted_at=on_day(day))
        for day in range(1, 28)
    ]
    create_ticket(unit=office, text="شهریه", status=Status.ANSWERED)
    expected = pks(reversed(tickets))

    address = f"{QUEUE}?q=شهریه&state=open"
    first, second = seen_by(officer, address), seen_by(officer, f"{address}&p=2")

    assert (pks(first), pks(second)) == (expected[:25], expected[25:])


def test_only_the_newest_are_ranked(db, monkeypatch):
    monkeypatch.setattr(searching, "MOST", 2)
    create_ticket(text="شهریه شهریه شهریه")
    newer = [create_ticket(text="شهریه") for _each in range(2)]

    assert found("شهریه") == pks(reversed(newer))


def test_older_cases_are_looked_at_when_the_newest_are_not_enough(db, monkeypatch):
    monkeypatch.setattr(searching, "WINDOWS", (1, 2, 10**9))
    oldest = create_ticket(text="شهریه")
    create_ticket(text="سرویس"), create_ticket(text="غذا")

    assert found("شهریه") == [oldest.pk]


STRANGE = (
    *("", " ", "…!؟", "&", "| !", ":*", "شهریه:*", "!شهریه", "'", "\\", "شهریه'; --", "(شهریه", "<->", "_", "%"),
    *(
        "\u200f\u202e",
        "😀",
        "ش" * 500,
        "ش " * 50,
        "1405-",
        "9" * 40,
        "۱۴۰۵-۰۰۰۰۰۰۰۰۰۱",
        "1599-1",
        "漢字",
        "e\u0301" * 60,
    ),
)


@pytest.mark.parametrize("typed", STRANGE)
def test_nothing_that_is_typed_is_an_error(client, officer, office, typed):
    create_ticket(unit=office, text="شهریه")
    client.force_login(officer)

    assert client.get(QUEUE, {"q": typed}).status_code == 200


def test_only_punctuation_finds_nothing(db):
    create_ticket(text="شهریه … !")

    assert (found("…"), found("!؟ &")) == ([], [])


def test_operators_are_no_operators(db):
    ticket = create_ticket(text="شهریه")

    assert found("شه\x00ریه") == [ticket.pk]  # of an address the middleware refuses it
    assert (found("!شهریه"), found("شهریه & ( | :*"), found("'شهریه'")) == ([ticket.pk],) * 3


def test_who_sent_a_case_is_never_found(seen_by, officer, office):
    canary = {"name": "قناری زردپر", "mobile": "09121112233", "email": "canary@example.org", "id_number": "0013542419"}
    create_ticket(unit=office, text="شهریه", **canary)

    for typed in (*canary.values(), "قناری", "زردپر", "قناری زردپرر"):
        assert seen_by(officer, f"{QUEUE}?q={typed}") == []


@pytest.mark.parametrize("typed", ["محرمانه", "محرمان", "محرمانح"])
def test_similar_words_find_nothing_beyond_what_one_may_see(seen_by, officer, head, other_office, office, typed):
    create_ticket(unit=other_office, text="محرمانه")
    create_ticket(unit=office, text="محرمانه", about=head.unit)
    create_ticket(unit=office, text="محرمانه", sensitive=True)

    assert (seen_by(officer, f"{QUEUE}?q={typed}"), seen_by(head, f"{QUEUE}?q={typed}&kind=report")) == ([], [])
    assert len(seen_by(head, f"{QUEUE}?q={typed}")) == 1  # the sensitive one


def test_case_is_kept_from_the_respondent_who_searches_for_the_own_name(seen_by, officer, colleague, office):
    create_ticket(unit=office, text="شکایت از قناری", respondent_user=officer)

    assert (seen_by(officer, f"{QUEUE}?q=قناری"), len(seen_by(colleague, f"{QUEUE}?q=قناری"))) == ([], 1)


@pytest.mark.parametrize(
    ("typed", "few", "many"),
    [
        ("شهریه", 5, 4),  # endings, the last case, those with the word, similar words if they are few; then the rows
        ("شحریه", 7, 7),
        ("شحریه مدرصه", 7, 7),
        ("۱", 3, 3),
    ],
)
def test_queries_of_a_search_do_not_grow_with_the_cases(officer, office, django_assert_num_queries, typed, few, many):
    mine = Ticket.objects.visible_to(officer)

    for tickets, queries in ((1, few), (29, many)):
        for _each in range(tickets):
            create_ticket(unit=office, text="مدرسه شهریه می‌گیرد")
        with django_assert_num_queries(queries):
            list(search(mine, typed))
