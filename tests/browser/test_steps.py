"""A case from question to closing, at the desk of an officer and of a head, with the keyboard alone."""

import pytest
from django.utils import timezone

from tests.browser.conftest import DESK, PHONE
from tests.browser.officer import Officer
from tests.factories import create_complaint, create_user
from tickets import lifecycle
from tickets.models import Event, Ticket
from tickets.workflow import Identity, Status
from units.models import Unit

ANSWER = "سلام. مدرسه پول را برگرداند."
MOST_KEYS = 150


class Typist(Officer):
    """Reaches everything with Tab and presses it with Enter."""

    def opens_page_of(self, ticket):
        self.page.goto(f"{self.prefix}/admin/tickets/ticket/{ticket.pk}/change/")
        self.look(self.page)

    def unfolds(self, step):
        self.walks_to(f"details:has(button[value='{step}']) > summary")
        self.page.keyboard.press("Enter")
        self.look(self.page)

    def fills(self, **typed):
        """Type into the boxes, by their names with «_» for the first «-»; in a list the keys choose."""
        for name, value in typed.items():
            self.walks_to(f"[name='{name.replace('_', '-', 1)}']")
            if self.page.evaluate("document.activeElement.tagName") == "SELECT":
                for _step in range(value):
                    self.page.keyboard.press("ArrowDown")
            else:
                self.page.keyboard.insert_text(value)

    def presses(self, step):
        self.walks_to(f'button[name=step][value="{step}"]')
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look(self.page)

    def walks_to(self, selector):
        """Tab on until the focus is there."""
        for _key in range(MOST_KEYS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"The keyboard does not reach {selector}")


@pytest.fixture
def unit(site):
    return Unit.objects.get(code="d_q1.nongov")


@pytest.fixture
def complaint(unit):
    return create_complaint(unit=unit, name="مریم رضایی")


@pytest.fixture
def head(site):
    return create_user(role="head", unit=Unit.objects.get(code="d_q1"))


@pytest.fixture
def at_desk(open_page, look):
    """at_desk(user): their own browser, logged in."""

    def sit_down(user, *, language="fa", size=DESK):
        typist = Typist(open_page(size=size), look, user, language=language)
        typist.logs_in()
        return typist

    return sit_down


def status_of(complaint):
    return Ticket.objects.get(pk=complaint.pk).status


@pytest.mark.parametrize("language", ["fa", "en"])
def test_officer_asks_extends_and_proposes_and_the_head_approves(at_desk, complaint, unit, officer, head, language):
    Unit.objects.filter(pk=unit.pk).update(needs_approval=True)
    desk = at_desk(officer, language=language)

    desk.opens_page_of(complaint)
    desk.unfolds("ask")
    desk.fills(ask_text="رسید پرداخت را بفرستید.", ask_ground=1, ask_days="3")
    desk.presses("ask")
    assert status_of(complaint) == Status.AWAITING_CITIZEN
    lifecycle.follow_up(ticket=complaint, text="این است.", now=timezone.now())
    desk.opens_page_of(complaint)
    desk.unfolds("extend")
    desk.fills(extend_ground=1, extend_days="2", extend_text="منتظر پاسخ ادارهٔ مالی هستیم.")
    desk.presses("extend")
    desk.fills(answer_outcome=1, answer_text=ANSWER)
    desk.presses("answer")
    assert desk.page.locator(".proposal").get_by_text(ANSWER).is_visible()

    desk_of_head = at_desk(head, language=language)
    desk_of_head.opens_page_of(complaint)
    desk_of_head.presses("approve")

    assert status_of(complaint) == Status.ANSWERED
    happened = list(complaint.events.order_by("pk").values_list("name", flat=True))
    assert happened == [
        Event.Name.SUBMITTED,
        Event.Name.ASKED,
        Event.Name.FOLLOWED_UP,
        Event.Name.EXTENDED,
        Event.Name.PROPOSED,
        Event.Name.ANSWERED,
    ]


def test_officer_takes_the_answer_back_and_closes_the_case(at_desk, complaint, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    lifecycle.answer(ticket=complaint, text=ANSWER, outcome="upheld", by=officer, now=timezone.now())
    desk = at_desk(officer)

    desk.opens_page_of(complaint)
    desk.presses("take_back")
    kept = desk.page.locator("[name=answer-text]").input_value()
    desk.unfolds("close")
    desk.fills(close_ground=1, close_text="پروندهٔ دیگری دارید.")
    desk.presses("close")

    assert (kept, status_of(complaint)) == (ANSWER, Status.CLOSED)


def test_inspector_reveals_a_hidden_name(at_desk, unit):
    ticket = create_complaint(unit=unit, identity=Identity.HIDDEN, name="مریم رضایی")
    desk = at_desk(create_user(role="inspector", unit=Unit.objects.get(code="complaints")))

    desk.opens_page_of(ticket)
    desk.fills(reveal_reason="برای گفت‌وگو با مدرسه لازم است.")
    desk.presses("reveal")

    assert desk.page.get_by_text("مریم رضایی").is_visible()


def test_new_code_is_printed_without_the_frame(at_desk, complaint, officer):
    officer.groups.add(*create_user(role="reception").groups.all())
    desk = at_desk(officer)

    desk.opens_page_of(complaint)
    desk.unfolds("new_code")
    desk.walks_to("[name=new_code-is_checked]")
    desk.page.keyboard.press("Space")
    desk.presses("new_code")

    desk.page.emulate_media(media="print")
    assert desk.page.locator(".new-code").is_visible()
    assert not desk.page.locator(".kept-here").is_visible()


def test_untouched_text_of_a_returned_answer_may_be_left_behind(at_desk, complaint, unit, officer, head):
    Unit.objects.filter(pk=unit.pk).update(needs_approval=True)
    lifecycle.propose(ticket=complaint, text=ANSWER, outcome="upheld", by=officer, now=timezone.now())
    lifecycle.send_back(ticket=complaint, text="کوتاه‌تر", by=head, now=timezone.now())
    desk = at_desk(officer, size=PHONE)
    asked = []
    desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    desk.opens_page_of(complaint)
    desk.page.reload()
    untouched = list(asked)
    desk.page.locator("[name=answer-text]").fill(f"{ANSWER} بهتر")
    desk.page.reload()

    assert (untouched, asked) == ([], ["beforeunload"])
