"""Withdrawing, rating, reopening, objecting: done once, on the right case, and no word is ever lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import create_ticket
from tests.tickets.say_pages import CASE, EVENTS, FILLED_IN, WORDS, answer, done, hidden_inputs, said, send, shown_text
from tests.tickets.sent_files import soup
from tests.tickets.tracking_pages import opens, text_of, url
from tickets import lifecycle, opened
from tickets.models import Draft, Event
from tickets.workflow import CloseReason, Status

pytestmark = pytest.mark.django_db
CHANGED = "The case has changed meanwhile. Read it again before you go on. Your text is kept here"
NO_LONGER = "The case has changed meanwhile, and this is no longer possible. Your text is kept here"
NO_LEVEL = "Nobody above that unit can take it just now. Choose again, or use the ministry's channel"
PAGES = [*FILLED_IN]
ON_EVERY_PAGE = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW)


@ON_EVERY_PAGE
def test_it_is_done_and_the_case_says_so_once(reader, answered, name):
    sent = send(reader, name)
    first, again = (soup(reader.get(url("case", "en"))).select_one("[role=status]") for _ in range(2))

    assert (sent.status_code, sent.url) == (303, url("case", "en"))
    assert (done(answered, name), bool(first), again) == (1, True, None)
    assert answered.events.get(name=EVENTS[name]).message.text == WORDS


def test_objection_goes_one_level_up(reader, answered, superior):
    send(reader, "reopen", text=WORDS, level="above")

    answered.refresh_from_db()
    assert (answered.unit, answered.status) == (superior.unit, Status.ROUTED)
    assert answered.events.filter(name=Event.Name.OBJECTED).exists()


def test_level_above_that_is_gone_meanwhile_is_said_and_nothing_lost(reader, answered, superior):
    hidden = hidden_inputs(reader, "reopen")
    type(superior).objects.exclude(unit=answered.unit).update(is_active=False)

    response = send(reader, "reopen", hidden, text=WORDS, level="above", follow=True)
    count = answered.events.count()
    send(reader, "reopen", text=WORDS)

    assert (said(response), shown_text(response), soup(response).select(".option")) == ([NO_LEVEL], WORDS, [])
    assert (done(answered, "reopen"), answered.events.count() - count) == (1, 1)


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("reopen", ["Write what is not right", "Choose who shall look at it again"]),
        ("rate", ["Choose whether your problem was solved", "Choose how your case was handled"]),
    ],
)
def test_what_is_missing_is_pointed_out(reader, answered, name, errors):
    response = send(reader, name, text=" ", follow=True)

    assert (said(response), done(answered, name)) == (errors, 0)
    assert soup(response).title.get_text().strip().startswith("Error:")


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("reopen", {"text": WORDS, "level": "root"}),
        ("rate", {"solved": "maybe", "score": "2", "text": WORDS}),
        ("rate", {"solved": "no", "score": "6", "text": WORDS}),
        ("rate", {"solved": "no", "score": "0", "text": WORDS}),
        ("rate", {"solved": "no", "score": "x", "text": WORDS}),
        ("withdraw", {"text": "ب" * 4001}),
    ],
)
def test_forged_answer_is_an_error_and_the_words_stay(reader, answered, name, forged):
    response = send(reader, name, **forged, follow=True)

    assert (len(said(response)), shown_text(response), done(answered, name)) == (1, forged["text"], 0)


@ON_EVERY_PAGE
def test_second_press_does_nothing_more(reader, answered, name):
    hidden = hidden_inputs(reader, name)

    responses = [send(reader, name, hidden) for _ in range(2)]

    assert [response.url for response in responses] == [url("case", "en")] * 2
    assert done(answered, name) == 1


@ON_EVERY_PAGE
def test_other_words_from_a_second_tab_are_not_lost(reader, answered, name):
    hidden = hidden_inputs(reader, name)
    send(reader, name, hidden)

    response = send(reader, name, hidden, **(FILLED_IN[name] | {"text": "سخن دیگر."}), follow=True)

    assert (shown_text(response), said(response), done(answered, name)) == ("سخن دیگر.", [NO_LONGER], 1)


@ON_EVERY_PAGE
def test_page_that_is_not_offered_leads_to_the_case(reader, answered, name):
    lifecycle.withdraw(ticket=answered, now=timezone.now())

    assert reader.get(url(name)).url == CASE


@ON_EVERY_PAGE
def test_nothing_is_said_without_the_case_and_the_words_are_shown(client, ticket, name):
    response = client.post(url(name, "en"), {"draft": "x", "seen": "0", **FILLED_IN[name]})

    assert (soup(response).select_one("textarea[readonly]").get_text().strip(), done(ticket, name)) == (WORDS, 0)
    assert client.get(url(name)).status_code == 200
    assert soup(client.get(url(name))).find("input", {"name": "code"}) is not None


@ON_EVERY_PAGE
def test_session_that_ended_while_the_citizen_wrote_loses_nothing(reader, answered, name):
    hidden, session = hidden_inputs(reader, name), reader.session
    opened.remember(session, answered, timezone.now() - timedelta(minutes=30))
    session.save()
    reader.cookies["session"] = session.session_key

    response = send(reader, name, hidden)

    assert (soup(response).select_one("textarea[readonly]").get_text().strip(), done(answered, name)) == (WORDS, 0)


@ON_EVERY_PAGE
def test_page_of_one_case_says_nothing_to_another(reader, answered, officer, name):
    other = create_ticket(unit=officer.unit, status=Status.IN_REVIEW)
    answer(other, officer)
    hidden = hidden_inputs(reader, name)
    opens(reader, other)

    response = send(reader, name, hidden)

    assert WORDS.partition("\n")[0] in text_of(response)
    assert (done(answered, name), done(other, name)) == (0, 0)


@ON_EVERY_PAGE
def test_other_session_cannot_use_the_page(reader, answered, name):
    response = send(Client(), name, hidden_inputs(reader, name))

    assert (response.status_code, done(answered, name)) == (200, 0)


def test_answer_that_comes_while_the_citizen_withdraws_is_read_first(client, ticket, officer):
    opens(client, ticket)
    hidden = hidden_inputs(client, "withdraw")
    answer(ticket, officer)

    first = send(client, "withdraw", hidden)
    renewed = {field["name"]: field["value"] for field in soup(first).select("#say input[type=hidden]")}
    count = done(ticket, "withdraw")
    send(client, "withdraw", renewed)

    assert (said(first), shown_text(first), count, done(ticket, "withdraw")) == ([CHANGED], WORDS, 0, 1)


def test_case_closed_while_the_citizen_withdraws_can_be_withdrawn_no_more(client, ticket, officer):
    opens(client, ticket)
    hidden = hidden_inputs(client, "withdraw")
    lifecycle.close(ticket=ticket, reason=CloseReason.DUPLICATE, text="تکراری.", by=officer, now=timezone.now())

    first = send(client, "withdraw", hidden)
    second = send(client, "withdraw", hidden | {"seen": "1"})

    assert ([said(first), said(second)], shown_text(second)) == ([[CHANGED], [NO_LONGER]], WORDS)
    assert done(ticket, "withdraw") == 0


def test_answer_that_waits_is_not_betrayed(client, ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    opens(client, ticket)
    hidden = hidden_inputs(client, "withdraw")
    answer(ticket, officer)

    assert [client.get(url(name)).status_code for name in ("rate", "reopen")] == [302, 302]
    assert (send(client, "withdraw", hidden).status_code, done(ticket, "withdraw")) == (303, 1)


@ON_EVERY_PAGE
@pytest.mark.parametrize(("button", "onward"), [("back", CASE), ("fa", None), ("https://evil.example/", CASE)])
def test_buttons_that_lead_away_keep_what_is_typed(reader, answered, name, button, onward):
    hidden = hidden_inputs(reader, name, "fa")

    response = reader.post(url(name), {**hidden, **FILLED_IN[name], "go": button})
    shown = reader.get(url(name))

    assert (response.status_code, response.url) == (303, onward or url(name))
    assert (shown_text(shown), said(shown), done(answered, name)) == (WORDS, [], 0)
    chosen = [field["value"] for field in soup(shown).select("#say input[checked]")]
    assert chosen == [value for key, value in FILLED_IN[name].items() if key != "text"]


@ON_EVERY_PAGE
def test_draft_deleted_in_another_tab_loses_no_word(reader, answered, name):
    hidden = hidden_inputs(reader, name)
    Draft.objects.all().delete()

    response = send(reader, name, hidden, follow=True)

    assert (done(answered, name), WORDS.partition("\n")[0] in text_of(response)) == (1, True)


@ON_EVERY_PAGE
def test_words_are_kept_out_of_error_reports(reader, name):
    assert send(reader, name).wsgi_request.sensitive_post_parameters == "__ALL__"
