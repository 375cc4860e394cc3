"""The quality gate on the page of a case: what it holds back, what it asks once, and what it never gives away."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from tests.factories import (
    create_canned_reply,
    create_clock_reason,
    create_complaint,
    create_suggestion,
    create_ticket,
    create_user,
)
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle
from tickets.models import ClockReason, Event, Message
from tickets.workflow import Identity, Status
from units.models import Channel, Unit

OWN_CODE, OWN_MOBILE = "0012345679", "09123456789"
ANSWER = "سلام. مبلغ با نرخ مصوب سنجیده و برگردانده شد."
NOT_OURS = "سلام. این موضوع به ما مربوط نیست و کاری نمی‌شود کرد."


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office, id_number=OWN_CODE, mobile=OWN_MOBILE)


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def answer(desk, ticket, text, **typed):
    return press(desk, ticket, "answer", **{"outcome": "upheld", "text": text} | typed)


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def problems(response):
    return [line.text.strip() for line in page_of(response).select(".summary li")]


def is_sent(ticket):
    return Message.objects.filter(ticket=ticket, author="staff").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{ANSWER} «…»", "به جای هر «…» آنچه باید، بنویسید یا آن را بردارید"),
        (f"{ANSWER} {{نام}}", "{نام} همین‌طور فرستاده می‌شود. منظور را بنویسید یا آن را بردارید"),
        ("سلام. با تشکر", "جز سلام چیزی در متن نیست. آنچه باید گفته شود، بنویسید"),
        (
            f"{ANSWER} همراه او ۰۹۳۵۱۲۳۴۵۶۷ است.",
            "شمارهٔ همراهی را که با ۰۹۳ آغاز می‌شود بردارید: خصوصی است. شمارهٔ اداره‌ها می‌تواند بماند",
        ),
    ],
)
def test_answer_is_held_back_with_its_words(desk, ticket, text, said):
    response = answer(desk, ticket, text)

    page = page_of(response)
    assert (problems(response), is_sent(ticket)) == ([said], False)
    assert page.find(id="id_answer-text").text.strip() == text
    assert page.select_one("#id_answer-outcome option[selected]")["value"] == "upheld"


def test_held_back_twice_is_held_back_still(desk, ticket):
    for _press in range(2):
        answer(desk, ticket, f"{ANSWER} «…»", asked="gap")

    assert is_sent(ticket) is False


def test_own_numbers_of_a_named_sender_may_stand(desk, ticket):
    answer(desk, ticket, f"{ANSWER} کد ملی شما {OWN_CODE} و همراه شما {OWN_MOBILE} است.")

    assert is_sent(ticket) is True


def test_nothing_is_opened_by_the_gate(desk, ticket):
    answer(desk, ticket, f"{ANSWER} کد ملی شما {OWN_CODE} است.")

    assert not ticket.events.filter(name=Event.Name.SENDER_OPENED).exists()


def test_number_tried_out_on_a_hidden_sender_tells_nothing(desk, office):
    ticket = create_complaint(unit=office, id_number=OWN_CODE, mobile=OWN_MOBILE, identity=Identity.HIDDEN)

    said = [problems(answer(desk, ticket, f"{ANSWER} همراه {number}")) for number in (OWN_MOBILE, "09129999999")]

    assert (said[0] == said[1], len(said[0]), is_sent(ticket)) == (True, 1, False)


@pytest.mark.parametrize("kept_by", ["unit", "channel"])
def test_mobile_of_an_office_may_stand(desk, ticket, office, kept_by):
    if kept_by == "unit":
        Unit.objects.filter(pk=office.pk).update(phone="۰۲۸ ۳۳۳۳ ۰۱۰۰ و ۰۹۹۰ ۱۲۳ ۴۵۶۷")
    else:
        Channel.objects.create(code="line", name_fa="خط", phone="+98 990 123 4567")

    answer(desk, ticket, f"{ANSWER} با ۰۹۹۰۱۲۳۴۵۶۷ تماس بگیرید.")

    assert is_sent(ticket) is True


def test_what_only_asks_is_sent_at_the_second_press(desk, ticket):
    asked = answer(desk, ticket, NOT_OURS)
    remembered = page_of(asked).find("input", {"name": "answer-asked"})["value"]
    before = is_sent(ticket)
    answer(desk, ticket, NOT_OURS, asked=remembered)

    assert (remembered, len(problems(asked)), before, is_sent(ticket)) == ("not_ours", 2, False, True)


def test_something_else_is_asked_anew(desk, ticket):
    answer(desk, ticket, "سلام. بررسی شد.", asked="not_ours")

    assert is_sent(ticket) is False


def test_not_ours_may_be_said_of_what_belongs_to_another_body(desk, ticket):
    answer(desk, ticket, NOT_OURS, outcome="out_of_scope", other_body="شهرداری")

    assert is_sent(ticket) is True


def test_ready_text_without_what_belongs_into_its_gaps_is_held_back(desk, ticket):
    create_canned_reply(text="سلام. پروندهٔ {شماره_پرونده} در «…» بررسی شد و نتیجه این است: «…»")
    bare = f"سلام. پروندهٔ {ticket.number} در بررسی شد و نتیجه این است:"

    assert problems(answer(desk, ticket, bare)) == ["این فقط متن آماده است. آنچه جای خالی آن را پر می‌کند، بنویسید"]


def test_proposal_passes_the_same_gate(desk, ticket, office):
    Unit.objects.filter(pk=office.pk).update(needs_approval=True)

    answer(desk, ticket, f"{ANSWER} «…»")

    assert not ticket.events.filter(name=Event.Name.PROPOSED).exists()


def test_head_reads_what_the_gate_says_of_a_proposal(desk, ticket, office, officer, head):
    Unit.objects.filter(pk=office.pk).update(needs_approval=True)
    lifecycle.propose(ticket=ticket, text=NOT_OURS, outcome="upheld", by=officer, now=timezone.now())
    of_head = Client()
    of_head.force_login(head)

    read = [page_of(client.get(address(ticket))).select(".proposal .findings li") for client in (of_head, desk)]

    assert [len(lines) for lines in read] == [1, 0]


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("close", {"ground": "duplicate", "text": "سلام «…» این پرونده بسته شد."}),
        ("ask", {"days": "3", "text": "رسید «…» را بفرستید."}),
        ("extend", {"days": "3", "text": "منتظر پاسخ «…» هستیم."}),
    ],
)
def test_other_words_to_the_citizen_pass_it_too(desk, ticket, step, typed):
    create_clock_reason(purpose="pause")
    ground = ClockReason.objects.filter(purpose="pause" if step == "ask" else "extension").first()

    response = press(desk, ticket, step, **{"ground": ground.pk} | typed)

    assert (len(problems(response)), is_sent(ticket)) == (1, False)


def test_reason_that_a_hidden_sender_reads_passes_it(client, office, inspector):
    ticket = create_complaint(unit=office, identity=Identity.HIDDEN)
    client.force_login(inspector)

    press(client, ticket, "reveal", reason="برای «…»")

    assert not ticket.events.filter(name=Event.Name.SENDER_REVEALED).exists()


def test_note_among_colleagues_is_nobodys_affair(desk, ticket):
    press(desk, ticket, "note", text="همراه مدیر ۰۹۳۵۱۲۳۴۵۶۷ «…»")

    assert Message.objects.get(ticket=ticket, author="staff").is_public is False


def test_thanks_for_praise_may_be_short(desk, office):
    ticket = create_ticket(unit=office, kind="praise")

    answer(desk, ticket, "پیام شما رسید.", outcome="passed_on")

    assert is_sent(ticket) is True


def test_what_has_changed_by_a_suggestion_passes_it(client, office):
    ticket = create_suggestion(unit=office, status=Status.ANSWERED, outcome="accepted")
    client.force_login(create_user(role="head", unit=office))

    response = press(client, ticket, "implement", text="«…» ساخته شد.")

    assert (response.status_code, "«…»" in words_of(response), is_sent(ticket)) == (200, True, False)


def test_the_sender_s_own_number_stands_also_after_another_key_came_into_use(desk, ticket, settings):
    settings.IDENTITY_KEYS = {2: bytes(32), **settings.IDENTITY_KEYS}

    answer(desk, ticket, f"{ANSWER} با شمارهٔ {OWN_MOBILE} و کد ملی {OWN_CODE} تماس گرفتیم.")

    assert is_sent(ticket)
