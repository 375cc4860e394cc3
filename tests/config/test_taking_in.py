"""Reception takes a case in for a citizen: by telephone, by letter or in person."""

import pytest
from django.urls import reverse

from tests.factories import create_user
from tests.journeys import COMPLAINT, errors, fill
from tickets.models import Draft, Ticket
from tickets.workflow import Source

ADDRESS = "/admin/take-in/"
CHECK = reverse("complaints:check")
DONE = reverse("complaints:done")
REST = {slug: typed for slug, typed in COMPLAINT.items() if slug != "kind"}


@pytest.fixture
def clerk(office):
    return create_user(role="reception", unit=office)


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def begin(desk, **changes):
    return desk.post(ADDRESS, {"source": "phone", "letter_number": "", "kind": "complaint", **changes})


def test_case_goes_through_the_citizens_own_pages_and_says_who_took_it_in(desk, clerk):
    begin(desk)
    fill(desk, REST)
    desk.get(CHECK)

    done = desk.post(CHECK, {}, follow=True)

    ticket = Ticket.objects.get()
    assert (ticket.source, ticket.marks, ticket.events.get(name="submitted").by) == (Source.PHONE, [], clerk)
    assert (done.redirect_chain[-1][0], "این صفحه برای شهروند است" in done.content.decode()) == (DONE, True)
    assert desk.get(reverse("complaints:receipt"))["Content-Type"] == "application/pdf"


def test_letter_brings_its_number(desk):
    begin(desk, source="letter", letter_number="۱۴۰۵/۱۲")
    fill(desk, REST)
    desk.get(CHECK)
    desk.post(CHECK, {})

    ticket = Ticket.objects.get()
    assert (ticket.source, ticket.letter_number) == (Source.LETTER, "۱۴۰۵/۱۲")


def test_suggestion_begins_in_the_other_form(desk):
    assert begin(desk, kind="suggestion").url == reverse("suggestions:step", args=["topic"])


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"source": ""}, ["source"]),
        ({"source": "web"}, ["source"]),
        ({"kind": "song"}, ["kind"]),
        ({"source": "letter"}, ["letter_number"]),
        ({"letter_number": "12"}, ["letter_number"]),
    ],
)
def test_what_does_not_fit_is_said_beside_the_question(desk, changes, fields):
    assert list(errors(begin(desk, **changes))) == fields
    assert Draft.objects.count() == 0


def test_unfinished_case_is_offered_and_gives_way_to_the_next(desk):
    begin(desk)
    fill(desk, {"topic": COMPLAINT["topic"]})
    offered = desk.get(ADDRESS).context["unfinished"]

    begin(desk, source="in_person")

    assert [journey.first_open for journey in offered] == [reverse("complaints:step", args=["place"])]
    assert Draft.objects.get().content["desk"]["source"] == "in_person"


def test_own_unsent_form_is_no_case_of_the_desk(desk):
    fill(desk, {"kind": COMPLAINT["kind"]})

    assert desk.get(ADDRESS).context["unfinished"] == []


@pytest.mark.parametrize("person", ["officer", "director", "administrator", "superuser"])
def test_nobody_else_finds_the_page(client, person, request):
    client.force_login(request.getfixturevalue(person))

    assert (client.get(ADDRESS).status_code, begin(client).status_code) == (404, 404)


def test_stranger_is_sent_to_the_log_in(client, reference):
    assert client.get(ADDRESS).url.startswith("/admin/login/")


def test_who_may_no_more_sends_nothing(desk, clerk):
    begin(desk)
    fill(desk, REST)
    desk.get(CHECK)
    clerk.groups.clear()

    response = desk.post(CHECK, {})

    assert (response.status_code, Ticket.objects.count()) == (200, 0)


def test_citizen_still_has_to_be_a_person(client, reference):
    fill(client, COMPLAINT)
    client.get(CHECK)

    response = client.post(CHECK, {})

    assert ("captcha" in errors(response), Ticket.objects.count()) == (True, 0)


def test_only_reception_sees_the_link(client, desk, officer):
    seen = ADDRESS in desk.get("/admin/").content.decode()
    desk.force_login(officer)

    assert (seen, ADDRESS in desk.get("/admin/tickets/ticket/").content.decode()) == (True, False)
