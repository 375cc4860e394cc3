"""A suggestion from its scores to the public list, at the desks of officer and head, and as its sender sees it."""

from datetime import timedelta

import pytest

from persian.dates import jalali, today
from persian.digits import to_persian_digits
from persian.months import JALALI_ENGLISH, JALALI_PERSIAN
from tests.browser.citizen import SUGGESTION, Citizen
from tests.browser.conftest import DESK
from tests.browser.officer import Officer
from tests.factories import create_suggestion, create_user
from tests.tickets.pdf_reading import drawn_text
from tickets import tracking
from tickets.models import Event

REASON = "از پیشنهاد شما سپاسگزاریم. فهرست شهریه‌ها از مهر آینده منتشر می‌شود."
CHANGED = "فهرست شهریهٔ همهٔ مدرسه‌های ناحیه روی تارنما آمد."
TITLE = "فهرست شهریهٔ مدرسه‌ها"
DAY_TO_IMPLEMENT = today() + timedelta(days=40)


class AtDesk(Officer):
    """Opens the page of a case from a tab of the suggestions, and unfolds a step before taking it."""

    def opens_from(self, tab, ticket):
        self.opens_the_queue("suggestions", "suggestion")
        self._goes_by(self.page.locator("nav.views").get_by_role("link", name=self.words(tab)))
        self.opens(ticket)

    def does(self, step, **answers):
        """With nothing filled in first, where there is something to: an error, and the page stays."""
        folded = self.page.locator(f"details:not([open]):has(button[value='{step}']) > summary")
        if folded.count():
            folded.click()
            self.look(self.page)
        if answers:
            self.takes(step)
        for name, answer in answers.items():
            field = self.page.locator(f"[name='{step}-{name}']")
            field.fill(answer) if isinstance(answer, str) else field.select_option(**answer)
        self.takes(step)


@pytest.fixture
def head(officer):
    return create_user(role="head", unit=officer.unit)


@pytest.fixture
def suggestion(officer):
    return create_suggestion(unit=officer.unit, name="مریم رضایی")


@pytest.fixture
def at_desk(open_page, look):
    """at_desk(user): their own browser, logged in."""

    def sit_down(user, *, language):
        desk = AtDesk(open_page(size=DESK), look, user, language=language)
        desk.logs_in()
        return desk

    return sit_down


def date(language):
    """The answers to the three boxes of a date."""
    day = jalali(DAY_TO_IMPLEMENT)
    months = JALALI_PERSIAN if language == "fa" else JALALI_ENGLISH
    return {
        "due_on_day": to_persian_digits(day.day),
        "due_on_month": months[day.month - 1],
        "due_on_year": to_persian_digits(day.year),
    }


@pytest.mark.parametrize("language", ["fa", "en"])
def test_suggestion_from_its_scores_to_the_public_list(at_desk, open_page, look, suggestion, officer, head, language):
    owner, leader = (at_desk(user, language=language) for user in (officer, head))
    citizen = Citizen(open_page(), look, language=language)

    owner.opens_from("Open", suggestion)
    owner.does("assess", **{name: {"value": "4"} for name in ("effect", "cost", "feasibility")})
    owner.does("answer", outcome={"value": "accepted"}, text=REASON)
    leader.opens_from("To approve", suggestion)
    leader.does("approve")
    citizen.tracks(suggestion.code)
    assert REASON in citizen.page.inner_text("main")

    leader.opens_from("To be implemented", suggestion)
    leader.does("undertake", owner={"label": str(officer)}, **date(language))
    owner.opens_from("To be implemented", suggestion)
    owner.does("implement", text=CHANGED)
    citizen.goes_to("/track/case/")
    assert CHANGED in citizen.page.inner_text("main")

    leader.opens_from("Answered", suggestion)
    leader.does("release", public_title=TITLE)
    citizen.goes_to("/suggestions/public/")
    entry = citizen.page.locator("li", has_text=TITLE).inner_text()
    assert (citizen.words("Accepted") in entry, "مریم" in entry) == (True, False)
    happened = list(suggestion.events.order_by("pk").values_list("name", flat=True))
    assert happened == ["submitted", "assessed", "proposed", "answered", "undertaken", "implemented", "released"]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_reception_takes_a_suggestion_in_and_hands_out_its_receipt(at_desk, look, officer, language):
    desk = at_desk(create_user(role="reception", unit=officer.unit), language=language)
    citizen = Citizen(desk.page, look, language=language)
    district = {"district": "District Qazvin 1"} if language == "en" else {}

    citizen.follows("Take a case in")
    citizen.says("Begin", source=citizen.words("In person"), kind=citizen.words("Suggestion"))
    answers = {slug: typed for slug, typed in SUGGESTION.items() if slug != "kind"}
    citizen.fills_in(answers | {"place": SUGGESTION["place"] | district})
    code = citizen.sends("Send the suggestion")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name=citizen.words("Receipt (PDF)")).click()
    citizen.follows("Take the next case in")

    submitted = tracking.find(tracking.normalise(code)).events.get(name=Event.Name.SUBMITTED)
    receipt = drawn_text(download.value.path().read_bytes())
    assert (submitted.by, [group in receipt for group in code.split()]) == (desk.user, [True] * 4)
