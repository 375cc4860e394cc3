"""Cases that may belong together: figures of all units, and nothing that is kept from the reader."""

import pytest
from django.utils import timezone

from tests.factories import create_suggestion, create_ticket
from tests.tickets.desk import address, words_of
from tickets.admin.related import related_to
from tickets.lifecycle import follow_up
from tickets.workflow import Identity, Kind

TEXT = "در دبیرستان آزادی از من پول خواستند."


@pytest.fixture
def ticket(office, school):
    return create_ticket(unit=office, school=school, text=TEXT, id_number="0499370899", mobile="09121234567")


def figures(ticket, reader):
    related = related_to(ticket, reader=reader)
    return related.school, related.words, related.sender


def test_case_alone_has_no_relations(officer, ticket):
    create_ticket(unit=ticket.unit, text="متن دیگر")

    assert figures(ticket, officer) == ("", "", "")


def test_same_school_words_and_sender_are_counted_in_all_units(officer, ticket, other_office, school):
    create_ticket(unit=other_office, school=school, text="در دبیرستان آزادي از من پول خواستند.")
    create_suggestion(unit=other_office, school=school, id_number="0499370899")
    create_ticket(unit=other_office, mobile="09121234567", text="متن دیگر")

    assert figures(ticket, officer) == ("۲", "۱", "۲")


def test_same_first_words_are_the_same_whatever_was_added_later(officer, ticket, other_office):
    copy = create_ticket(unit=other_office, text=TEXT)
    follow_up(ticket=ticket, text="رسید را پیدا کردم.", now=timezone.now())
    create_ticket(unit=other_office, text=f"{TEXT} رسید را پیدا کردم.")

    for each in (ticket, copy):
        each.refresh_from_db()
        assert figures(each, officer)[1] == "۱"


def test_cases_without_words_are_not_the_same(officer, office):
    ticket = create_ticket(unit=office, text="")
    create_ticket(unit=office, text="")

    assert figures(ticket, officer) == ("", "", "")


def test_sender_is_known_again_after_another_key_came_into_use(officer, ticket, settings):
    settings.IDENTITY_KEYS = {2: bytes(32), **settings.IDENTITY_KEYS}
    newer = create_ticket(unit=ticket.unit, id_number="0499370899", text="متن دیگر")

    assert [figures(each, officer)[2] for each in (ticket, newer)] == ["۱", "۱"]


def test_sender_is_counted_only_for_who_may_open_it_and_never_with_hidden_names(officer, director, ticket, office):
    hidden = create_ticket(unit=office, identity=Identity.HIDDEN, id_number="0499370899", text="متن دیگر")
    create_ticket(unit=office, kind=Kind.REPORT, identity=Identity.ANONYMOUS, mobile="09121234567", text="متن سوم")

    assert figures(ticket, officer)[2] == ""
    assert figures(hidden, officer)[2] == ""
    create_ticket(unit=office, id_number="0499370899", text="متن چهارم")
    assert (figures(ticket, officer)[2], figures(ticket, director)[2]) == ("۱", "")


def test_senders_without_number_and_mobile_are_not_the_same(officer, office):
    ticket = create_ticket(unit=office, text="یک")
    create_ticket(unit=office, text="دو")

    assert figures(ticket, officer)[2] == ""


def test_what_is_kept_from_the_reader_is_not_counted(officer, ticket, office, school):
    create_ticket(unit=office, school=school, sensitive=True, text=TEXT)
    create_ticket(unit=office, school=school, respondent_user=officer, text=TEXT)

    assert figures(ticket, officer)[:2] == ("", "")


def test_link_leads_to_those_one_may_see_and_only_where_there_are_any(client, officer, ticket, other_office, school):
    elsewhere = create_ticket(unit=other_office, school=school, text="یک")
    assert related_to(ticket, reader=officer).list_of_school == ""
    mine = create_ticket(unit=ticket.unit, school=school, text="دو")
    client.force_login(officer)

    link = related_to(ticket, reader=officer).list_of_school
    page = client.get(address(ticket))
    listed = {row.ticket.pk for row in client.get(f"/admin/tickets/ticket/{link}").context_data["cl"].rows}

    assert "دربارهٔ همین مدرسه: ۲ پرونده" in words_of(page)
    assert (listed, elsewhere.pk in listed) == ({ticket.pk, mine.pk}, False)


@pytest.mark.parametrize("others", [0, 5])
def test_two_queries_say_it_all(officer, ticket, others, office, school, django_assert_num_queries):
    for _ in range(others):
        create_ticket(unit=office, school=school, text=TEXT, mobile="09121234567")
    officer.role_permissions, officer.unit.path  # noqa: B018 - asked once a request already

    with django_assert_num_queries(2):
        related_to(ticket, reader=officer)
