"""Withdrawing, rating, reopening, objecting: done once, on the right case, and no word is ever lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import create_clock_reason, create_ticket, create_user
from tests.tickets.sent_files import soup
from tests.tickets.tracking_pages import opens, text_of, url
from tickets import lifecycle, opened, routing
from tickets.models import Draft, Event
from tickets.workflow import DAYS_TO_REOPEN, CloseReason, Kind, Outcome, Status

pytestmark = pytest.mark.django_db
CASE, WORDS = url("case"), "کسی به مدرسه نیامد.\nدوباره ببینید."
CHANGED = "The case has changed meanwhile. Read it again before you go on. Your text is kept here"
NO_LONGER = "The case has changed meanwhile, and this is no longer possible. Your text is kept here"
NO_LEVEL = "Nobody above that unit can take it just now. Choose again, or use the ministry's channel"
FILLED_IN = {
    "withdraw": {"text": WORDS},
    "reopen": {"text": WORDS, "level": "same"},
    "rate": {"solved": "no", "score": "2", "text": WORDS},
}
EVENTS = {"withdraw": Event.Name.WITHDRAWN, "reopen": Event.Name.REOPENED, "rate": Event.Name.RATED}
PAGES = [*FILLED_IN]
ON_EVERY_PAGE = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW)


@pytest.fixture
def superior(unit):
    """Somebody one level above `office`."""
    return create_user(role="officer", unit=unit("nongov"))


@pytest.fixture
def answered(ticket, officer, superior):
    """An answer the citizen can read."""
    answer(ticket, officer)
    return ticket


@pytest.fixture
def browser(client, answered):
    opens(client, answered)
    return client


def answer(ticket, officer, **changes):
    given = {"text": "بررسی شد.", "outcome": Outcome.NOT_UPHELD, "now": timezone.now()} | changes
    lifecycle.answer(ticket=ticket, by=officer, **given)


def hidden_inputs(client, name, language="en"):
    """What the page carries unseen."""
    shown = soup(client.get(url(name, language)))
    return {field["name"]: field["value"] for field in shown.select("#say input[type=hidden]")}


def send(client, name, hidden=None, *, follow=False, **typed):
    hidden = hidden_inputs(client, name) if hidden is None else hidden
    return client.post(url(name, "en"), {**hidden, **(typed or FILLED_IN[name])}, follow=follow)


def said(response):
    return [error.get_text(" ", strip=True) for error in soup(response).select(".error-summary li")]


def shown_text(response):
    return soup(response).select_one("textarea[name=text]").get_text().removeprefix("\n")


def done(ticket, name):
    return ticket.events.filter(name=EVENTS[name]).count()


@ON_EVERY_PAGE
def test_it_is_done_and_the_case_says_so_once(browser, answered, name):
    sent = send(browser, name)
    first, again = (soup(browser.get(url("case", "en"))).select_one("[role=status]") for _ in range(2))

    assert (sent.status_code, sent.url) == (303, url("case", "en"))
    assert (done(answered, name), bool(first), again) == (1, True, None)
    assert answered.events.get(name=EVENTS[name]).message.text == WORDS


def test_objection_goes_one_level_up(browser, answered, superior):
    send(browser, "reopen", text=WORDS, level="above")

    answered.refresh_from_db()
    assert (answered.unit, answered.status) == (superior.unit, Status.ROUTED)
    assert answered.events.filter(name=Event.Name.OBJECTED).exists()


def test_levels_are_named(browser, answered, superior):
    levels = [label.get_text(strip=True) for label in soup(browser.get(url("reopen"))).select(".option label")]

    assert levels == [
        f"بازگشایی: {answered.unit.name_fa} که نتیجه را داده است",
        f"اعتراض: {superior.unit.name_fa}، یک سطح بالاتر",
    ]


def test_where_there_is_no_level_above_the_ministry_is_named_and_one_may_reopen(client, directorate):
    officer = create_user(role="officer", unit=directorate)
    ticket = create_ticket(unit=directorate, status=Status.IN_REVIEW)
    answer(ticket, officer)
    opens(client, ticket)

    shown = soup(client.get(url("reopen", "en")))
    send(client, "reopen", text=WORDS)

    assert routing.one_level_up(ticket) is None
    assert (shown.select(".option"), bool(shown.select(".notice a[href^=https]"))) == ([], True)
    assert [event.name for event in ticket.events.order_by("-pk")[:1]] == [Event.Name.REOPENED]


def test_level_above_that_is_gone_meanwhile_is_said_and_nothing_lost(browser, answered, superior):
    hidden = hidden_inputs(browser, "reopen")
    type(superior).objects.exclude(unit=answered.unit).update(is_active=False)

    response = send(browser, "reopen", hidden, text=WORDS, level="above", follow=True)
    count = answered.events.count()
    send(browser, "reopen", text=WORDS)

    assert (said(response), shown_text(response), soup(response).select(".option")) == ([NO_LEVEL], WORDS, [])
    assert (done(answered, "reopen"), answered.events.count() - count) == (1, 1)


@pytest.mark.parametrize("kind", Kind)
def test_withdrawal_is_named_for_the_kind_and_called_final(client, office, kind):
    opens(client, create_ticket(unit=office, kind=kind))

    shown = soup(client.get(url("withdraw")))

    assert re.fullmatch("انصراف از [آ-ی]+", shown.h1.get_text(strip=True))
    assert "بازگشت ندارد" in shown.select_one(".notice").get_text()


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.ROUTED, Status.IN_REVIEW, Status.AWAITING_CITIZEN])
def test_case_can_be_withdrawn_at_every_stage_without_a_word(client, office, status):
    ticket = create_ticket(unit=office, status=status)
    opens(client, ticket)

    send(client, "withdraw", text="")

    ticket.refresh_from_db()
    assert (ticket.status, ticket.events.get(name=Event.Name.WITHDRAWN).message) == (Status.WITHDRAWN, None)


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("reopen", ["Write what is not right", "Choose who shall look at it again"]),
        ("rate", ["Choose whether your problem was solved", "Choose how your case was handled"]),
    ],
)
def test_what_is_missing_is_pointed_out(browser, answered, name, errors):
    response = send(browser, name, text=" ", follow=True)

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
def test_forged_answer_is_an_error_and_the_words_stay(browser, answered, name, forged):
    response = send(browser, name, **forged, follow=True)

    assert (len(said(response)), shown_text(response), done(answered, name)) == (1, forged["text"], 0)


@ON_EVERY_PAGE
def test_second_press_does_nothing_more(browser, answered, name):
    hidden = hidden_inputs(browser, name)

    responses = [send(browser, name, hidden) for _ in range(2)]

    assert [response.url for response in responses] == [url("case", "en")] * 2
    assert done(answered, name) == 1


@ON_EVERY_PAGE
def test_other_words_from_a_second_tab_are_not_lost(browser, answered, name):
    hidden = hidden_inputs(browser, name)
    send(browser, name, hidden)

    response = send(browser, name, hidden, **(FILLED_IN[name] | {"text": "سخن دیگر."}), follow=True)

    assert (shown_text(response), said(response), done(answered, name)) == ("سخن دیگر.", [NO_LONGER], 1)


@ON_EVERY_PAGE
def test_page_that_is_not_offered_leads_to_the_case(browser, answered, name):
    lifecycle.withdraw(ticket=answered, now=timezone.now())

    assert browser.get(url(name)).url == CASE


@ON_EVERY_PAGE
def test_nothing_is_said_without_the_case_and_the_words_are_shown(client, ticket, name):
    response = client.post(url(name, "en"), {"draft": "x", "seen": "0", **FILLED_IN[name]})

    assert (soup(response).select_one("textarea[readonly]").get_text().strip(), done(ticket, name)) == (WORDS, 0)
    assert client.get(url(name)).status_code == 200
    assert soup(client.get(url(name))).find("input", {"name": "code"}) is not None


@ON_EVERY_PAGE
def test_session_that_ended_while_the_citizen_wrote_loses_nothing(browser, answered, name):
    hidden, session = hidden_inputs(browser, name), browser.session
    opened.remember(session, answered, timezone.now() - timedelta(minutes=30))
    session.save()
    browser.cookies["session"] = session.session_key

    response = send(browser, name, hidden)

    assert (soup(response).select_one("textarea[readonly]").get_text().strip(), done(answered, name)) == (WORDS, 0)


@ON_EVERY_PAGE
def test_page_of_one_case_says_nothing_to_another(browser, answered, officer, name):
    other = create_ticket(unit=officer.unit, status=Status.IN_REVIEW)
    answer(other, officer)
    hidden = hidden_inputs(browser, name)
    opens(browser, other)

    response = send(browser, name, hidden)

    assert WORDS.partition("\n")[0] in text_of(response)
    assert (done(answered, name), done(other, name)) == (0, 0)


@ON_EVERY_PAGE
def test_other_session_cannot_use_the_page(browser, answered, name):
    response = send(Client(), name, hidden_inputs(browser, name))

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


@pytest.mark.parametrize(("days", "offered"), [(DAYS_TO_REOPEN - 1, True), (DAYS_TO_REOPEN, False)])
def test_reopening_is_offered_for_thirty_days(client, office, officer, days, offered):
    long_ago = timezone.now() - timedelta(days=40)
    ticket = create_ticket(unit=office, status=Status.IN_REVIEW, submitted_at=long_ago)
    answer(ticket, officer, now=timezone.now() - timedelta(days=days, seconds=60))
    opens(client, ticket)

    shown = soup(client.get(CASE)).find("a", href=url("reopen"))

    assert (shown is not None, client.get(url("reopen")).status_code == 200) == (offered, offered)


def test_no_brings_the_reopening_first(browser):
    send(browser, "rate")

    shown = soup(browser.get(CASE))
    links = shown.select(f'main a[href="{url("reopen")}"]')
    assert (len(links), links[0].find_next(class_="status") is not None) == (1, True)
    assert shown.find("a", href=url("rate")) is None


@pytest.mark.parametrize("solved", ["yes", "partly"])
def test_who_is_content_can_still_object(browser, solved):
    send(browser, "rate", solved=solved, score="5", text="")

    links = soup(browser.get(CASE)).select(f'main a[href="{url("reopen")}"]')
    assert links[0].find_previous(class_="status") is not None


@ON_EVERY_PAGE
@pytest.mark.parametrize(("button", "onward"), [("back", CASE), ("fa", None), ("https://evil.example/", CASE)])
def test_buttons_that_lead_away_keep_what_is_typed(browser, answered, name, button, onward):
    hidden = hidden_inputs(browser, name, "fa")

    response = browser.post(url(name), {**hidden, **FILLED_IN[name], "go": button})
    shown = browser.get(url(name))

    assert (response.status_code, response.url) == (303, onward or url(name))
    assert (shown_text(shown), said(shown), done(answered, name)) == (WORDS, [], 0)
    chosen = [field["value"] for field in soup(shown).select("#say input[checked]")]
    assert chosen == [value for key, value in FILLED_IN[name].items() if key != "text"]


@ON_EVERY_PAGE
def test_draft_deleted_in_another_tab_loses_no_word(browser, answered, name):
    hidden = hidden_inputs(browser, name)
    Draft.objects.all().delete()

    response = send(browser, name, hidden, follow=True)

    assert (done(answered, name), WORDS.partition("\n")[0] in text_of(response)) == (1, True)


@ON_EVERY_PAGE
@pytest.mark.parametrize("sensitive", [True, False])
def test_title_of_a_sensitive_case_says_nothing(client, office, officer, superior, name, sensitive):
    head = create_user(role="head", unit=office)
    ticket = create_ticket(unit=office, status=Status.IN_REVIEW, sensitive=sensitive)
    answer(ticket, head)
    opens(client, ticket)

    shown = soup(client.get(url(name)))

    assert ("پروندهٔ شما – " in shown.title.string, bool(shown.select_one(".quick-exit"))) == (sensitive, sensitive)


@ON_EVERY_PAGE
def test_words_are_kept_out_of_error_reports(browser, name):
    assert send(browser, name).wsgi_request.sensitive_post_parameters == "__ALL__"


def test_page_of_a_reply_shows_the_question(client, ticket, officer):
    reason, now = create_clock_reason(), timezone.now()
    lifecycle.ask(ticket=ticket, question="رسید دارید؟", reason=reason, days=5, by=officer, now=now)
    opens(client, ticket)

    banners = [soup(client.get(url(name))).select_one(".notice-late").get_text() for name in ("case", "follow_up")]

    assert [("رسید دارید؟" in banner, "متوقف است" in banner) for banner in banners] == [(True, True)] * 2
