"""Filling in the pages on which a citizen withdraws, rates, reopens and objects, for their tests."""

from django.utils import timezone

from tests.tickets.sent_files import soup
from tests.tickets.tracking_pages import url
from tickets import lifecycle
from tickets.models import Event
from tickets.workflow import Outcome

CASE, WORDS = url("case"), "کسی به مدرسه نیامد.\nدوباره ببینید."
FILLED_IN = {
    "withdraw": {"text": WORDS},
    "reopen": {"text": WORDS, "level": "same"},
    "rate": {"solved": "no", "score": "2", "text": WORDS},
}
EVENTS = {"withdraw": Event.Name.WITHDRAWN, "reopen": Event.Name.REOPENED, "rate": Event.Name.RATED}


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
