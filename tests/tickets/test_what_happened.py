"""What the citizen reads of each event: in words, with the unit, never the person, and nothing of the office's own."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import create_clock_reason, create_ticket, create_user
from tickets import lifecycle, timeline
from tickets.history import record
from tickets.lifecycle import expiry
from tickets.models import ClockReason, Event, Message, Ticket
from tickets.workflow import DAYS_TO_REOPEN, CloseReason, Outcome, Solved, Status

pytestmark = pytest.mark.django_db
SUBMITTED = datetime(2026, 11, 21, 9, tzinfo=UTC)
HIDDEN_EVENTS = [
    *(Event.Name.ASSIGNED, Event.Name.NOTED, Event.Name.PROPOSED, Event.Name.RETURNED, Event.Name.TAKEN_BACK),
    *(Event.Name.CONSULTED, Event.Name.ADVISED, Event.Name.CONSULT_ENDED, Event.Name.RESPONDENT_NAMED),
    *(Event.Name.CONSULT_DUE, Event.Name.CONSULT_LATE),
    *(Event.Name.SENDER_OPENED, Event.Name.REMINDED, Event.Name.ESCALATED, Event.Name.FILE_OPENED),
    *(Event.Name.CALLED, Event.Name.VISITED, Event.Name.ASSESSED, Event.Name.UNDERTAKEN),
    *(Event.Name.RELEASED, Event.Name.CONCEALED),
]


def at(minutes=0, *, days=0):
    return SUBMITTED + timedelta(minutes=minutes, days=days)


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW, submitted_at=SUBMITTED, due_on=date(2026, 12, 13))


def read(ticket, now):
    return timeline.read(Ticket.objects.get(pk=ticket.pk), now)


def latest(ticket, now):
    """(what happened last, its notes, the reason given)"""
    line = read(ticket, now).steps[0]
    return line.what, line.notes, line.reason


def answer(ticket, officer, now):
    return lifecycle.answer(ticket=ticket, text="بررسی شد.", outcome=Outcome.NOT_UPHELD, by=officer, now=now)


def ask(ticket, officer, now):
    reason = create_clock_reason()
    return lifecycle.ask(ticket=ticket, question="رسید دارید؟", reason=reason, days=5, by=officer, now=now)


def extend(ticket, officer, now):
    reason = create_clock_reason(purpose=ClockReason.Purpose.EXTENSION)
    text = "کارشناس در سفر است."
    return lifecycle.extend(ticket=ticket, reason=reason, days=3, text=text, by=officer, now=now)


def test_every_event_is_either_told_or_the_office_s_own_affair():
    assert {*timeline.WHAT_HAPPENED, *HIDDEN_EVENTS} == {*Event.Name}
    assert {*timeline.WHAT_HAPPENED} & {*HIDDEN_EVENTS} == set()


@pytest.mark.parametrize("name", HIDDEN_EVENTS)
def test_affairs_of_the_office_are_in_no_line(ticket, officer, name):
    before = read(ticket, at(2))
    record(ticket, name, by=officer, now=at(1), details={"attachment": 1, "assignee": officer.pk})

    assert read(ticket, at(2)) == before


def test_question_stops_the_clock_and_stands_first(ticket, office, officer):
    until = ask(ticket, officer, at(1)).until

    case = read(ticket, at(2))
    assert latest(ticket, at(2)) == (
        f"{office.name_fa} از شما توضیح خواست",
        ("مهلت پاسخ تا ۷ آذر ۱۴۰۵ متوقف است",),
        "",
    )
    assert (case.question.text, case.until, until) == ("رسید دارید؟", date(2026, 11, 28), date(2026, 11, 28))
    assert case.conversation[0].text == "رسید دارید؟"


def test_question_is_gone_with_the_reply(ticket, officer):
    ask(ticket, officer, at(1))
    lifecycle.follow_up(ticket=ticket, text="بله.", now=at(2))

    case = read(ticket, at(3))
    assert (case.question, case.until, case.steps[0].notes) == (None, None, ("پاسخ تا ۲۲ آذر ۱۴۰۵",))


def test_later_question_takes_the_place_of_the_first(ticket, officer):
    ask(ticket, officer, at(1))
    lifecycle.follow_up(ticket=ticket, text="بله.", now=at(2))
    reason = ClockReason.objects.filter(purpose=ClockReason.Purpose.PAUSE).first()
    lifecycle.ask(ticket=ticket, question="شمارهٔ آن؟", reason=reason, days=2, by=officer, now=at(3))

    assert read(ticket, at(4)).question.text == "شمارهٔ آن؟"


def test_question_that_nobody_replied_to_is_said_to_be_over(ticket, office, officer):
    ask(ticket, officer, at(1))
    expiry.expire(now=at(days=8))

    assert latest(ticket, at(days=9))[0] == f"توضیحی تا پایان مهلت نرسید؛ {office.name_fa} بررسی را ادامه می‌دهد"
    assert read(ticket, at(days=9)).question is None


def test_more_time_is_told_with_its_date_and_reason_and_is_no_part_of_the_conversation(ticket, office, officer):
    extend(ticket, officer, at(1))

    case = read(ticket, at(2))
    due = "پاسخ تا ۲۵ آذر ۱۴۰۵"
    assert latest(ticket, at(2)) == (f"{office.name_fa} به زمان بیشتری نیاز دارد", (due,), "کارشناس در سفر است.")
    assert (case.extended, len(case.conversation), case.due_on) == (case.steps[0], 1, date(2026, 12, 16))


def test_more_time_is_forgotten_once_the_case_is_reopened(ticket, officer):
    extend(ticket, officer, at(1))
    answer(ticket, officer, at(2))
    answered = read(ticket, at(3)).extended
    lifecycle.reopen(ticket=ticket, reason="نه.", now=at(4))

    assert (answered, read(ticket, at(5)).extended) == (None, None)


def test_due_date_counted_anew_says_why_and_until_when(ticket):
    record(ticket, Event.Name.RECOUNTED, now=at(1), details={"due_on": "2026-12-14", "was": "2026-12-13"})

    assert latest(ticket, at(2)) == (
        "مهلت پاسخ به‌سبب روزهای تعطیل دوباره شمرده شد",
        ("پاسخ تا ۲۳ آذر ۱۴۰۵",),
        "",
    )


def test_answer_shows_its_outcome(ticket, office, officer):
    answer(ticket, officer, at(1))

    assert latest(ticket, at(2)) == (f"{office.name_fa} پاسخ داد", ("نتیجه: غیروارد",), "")


def test_closing_shows_its_reason_and_words(ticket, office, officer):
    lifecycle.close(ticket=ticket, reason=CloseReason.DUPLICATE, text="تکراری است.", by=officer, now=at(1))

    case, reason = read(ticket, at(2)), "تکراری: پروندهٔ دیگری دربارهٔ همین موضوع هست"
    what = f"{office.name_fa} پرونده را بدون پاسخ مختومه کرد"
    assert latest(ticket, at(2)) == (what, (f"دلیل: {reason}",), "")
    assert (case.conversation[0].text, case.conversation[0].close_reason) == ("تکراری است.", reason)
    assert (case.is_unrated, case.reopens_until) == (False, at(1, days=DAYS_TO_REOPEN))


def test_case_that_closes_by_itself_says_so(ticket, officer):
    answer(ticket, officer, at(1))
    expiry.expire(now=at(2, days=DAYS_TO_REOPEN))

    case = read(ticket, at(3, days=DAYS_TO_REOPEN))
    assert case.steps[0].what == "پرونده مختومه شد، چون تا ۳۰ روز پس از پاسخ اعتراضی نرسید"
    assert (case.steps[0].notes, case.status, case.reopens_until) == ((), Status.CLOSED, None)


@pytest.mark.parametrize(
    ("level", "sentence"),
    [("same", "پرونده را دوباره باز کردید"), ("above", "اعتراض کردید و پرونده یک سطح بالاتر، به {unit}، رفت")],
)
def test_reopening_and_objection_name_the_new_date(ticket, officer, unit, level, sentence):
    above = unit("nongov")
    create_user(role="officer", unit=above)
    answer(ticket, officer, at(1))
    step = lifecycle.object_to if level == "above" else lifecycle.reopen
    step(ticket=ticket, reason="درست نیست.", now=at(2))

    what, notes, reason = latest(ticket, at(3))
    assert (what, len(notes), reason) == (sentence.format(unit=above.name_fa), 1, "")
    assert notes[0].startswith("پاسخ تا ")


@pytest.mark.parametrize("solved", Solved)
def test_rating_is_told_and_closes_the_question(ticket, officer, solved):
    answer(ticket, officer, at(1))
    before = read(ticket, at(2))
    lifecycle.rate(ticket=ticket, solved=solved, score=2, comment="دیر بود.", now=at(3))

    after = read(ticket, at(4))
    assert latest(ticket, at(4)) == ("به پاسخ نظر دادید", (f"مشکل شما حل شد؟ {solved.label}",), "")
    assert (before.is_unrated, after.is_unrated, after.is_said_unsolved) == (True, False, solved == Solved.NO)
    assert (after.conversation[0].text, after.conversation[0].from_citizen) == ("دیر بود.", True)


def test_withdrawal_is_told(ticket):
    lifecycle.withdraw(ticket=ticket, text="حل شد.", now=at(1))

    case = read(ticket, at(2))
    assert (latest(ticket, at(2))[0], case.may_be_withdrawn) == ("از پرونده انصراف دادید", False)
    assert (case.conversation[0].text, case.takes_more) == ("حل شد.", False)


def test_suggestion_that_is_carried_out_says_so(ticket, officer):
    record(ticket, Event.Name.IMPLEMENTED, by=officer, now=at(1))

    assert latest(ticket, at(2)) == ("پیشنهاد شما اجرا شد", (), "")


def test_opened_name_is_told_by_role_with_the_reason_and_is_no_answer(office, inspector):
    ticket = create_ticket(unit=office, identity="hidden", submitted_at=SUBMITTED)
    lifecycle.reveal_sender(ticket=ticket, reason="برای تماس با شاکی.", by=inspector, now=at(1))

    case = read(ticket, at(2))
    assert latest(ticket, at(2)) == ("یک بازرس نام پوشیدهٔ شما را دید", (), "برای تماس با شاکی.")
    assert (case.steps[0].at, len(case.conversation)) == (at(1), 1)
    assert [name for name in (str(inspector), inspector.username) if name in repr(case)] == []


def test_new_code_is_told_with_the_way_it_went(ticket, officer):
    record(ticket, Event.Name.CODE_RENEWED, now=at(1))
    sent = latest(ticket, at(2))
    record(ticket, Event.Name.CODE_RENEWED, by=officer, now=at(3))
    given = latest(ticket, at(4))

    assert sent[0] == "کد رهگیری تازه خواسته شد و به نشانی‌ای که خودتان برای آن گفته‌اید فرستاده شد"
    assert str(officer) not in repr(read(ticket, at(4)))
    assert (given[0], given[1]) == ("کد رهگیری تازه به‌صورت حضوری داده شد", ("کد پیشین دیگر کار نمی‌کند",))


@pytest.mark.parametrize("decide", ["answer", "close"])
def test_what_was_taken_back_was_never_there(ticket, officer, settings, decide):
    settings.ANSWER_UNDO_SECONDS = 300
    before = read(ticket, at(1))
    if decide == "answer":
        answer(ticket, officer, at(1))
    else:
        lifecycle.close(ticket=ticket, reason=CloseReason.ABUSIVE, text="نه.", by=officer, now=at(1))
    waiting = read(ticket, at(2))
    lifecycle.take_back(ticket=ticket, by=officer, now=at(3))

    assert waiting == before == read(ticket, at(4)) == read(ticket, at(30))
    assert Message.objects.exclude(retracted_at=None).count() == 1


def test_answer_after_one_that_was_taken_back_is_the_only_one(ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    answer(ticket, officer, at(1))
    lifecycle.take_back(ticket=ticket, by=officer, now=at(2))
    answer(ticket, officer, at(3))

    waiting, published = read(ticket, at(7)), read(ticket, at(8))
    assert (waiting.status, len(waiting.conversation), waiting.decisions) == (Status.IN_REVIEW, 1, 0)
    assert (published.status, len(published.conversation), published.decisions) == (Status.ANSWERED, 2, 1)


def test_words_of_the_citizen_take_back_the_answer_that_waits_without_a_trace(ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    answer(ticket, officer, at(1))
    lifecycle.follow_up(ticket=ticket, text="یک چیز دیگر.", now=at(2))

    case = read(ticket, at(30))
    assert [line.what for line in case.steps] == ["توضیح یا مدرک فرستادید", "پروندهٔ شما ثبت شد"]
    assert case.conversation[0].text == "یک چیز دیگر."


def _answered(ticket, officer):
    answer(ticket, officer, at(1))


def _reopened(ticket, officer):
    answer(ticket, officer, at(1))
    lifecycle.rate(ticket=ticket, solved=Solved.NO, score=1, now=at(2))
    lifecycle.reopen(ticket=ticket, reason="نه.", now=at(3))


def _answered_again(ticket, officer):
    _reopened(ticket, officer)
    answer(ticket, officer, at(4))


def _rated(ticket, officer):
    answer(ticket, officer, at(1))
    lifecycle.rate(ticket=ticket, solved=Solved.YES, score=5, now=at(2))


def _closed(ticket, officer):
    lifecycle.close(ticket=ticket, reason=CloseReason.ABUSIVE, text="نه.", by=officer, now=at(1))


def _closed_after_an_answer(ticket, officer):
    _reopened(ticket, officer)
    lifecycle.close(ticket=ticket, reason=CloseReason.DUPLICATE, text="تکراری.", by=officer, now=at(4))


@pytest.mark.parametrize("story", [_answered, _reopened, _answered_again, _rated, _closed, _closed_after_an_answer])
@pytest.mark.parametrize("now", [at(10), at(4, days=DAYS_TO_REOPEN)])
def test_page_offers_what_the_life_cycle_would_take(ticket, officer, story, now):
    story(ticket, officer)

    fresh = Ticket.objects.get(pk=ticket.pk)
    case = read(ticket, now)
    assert case.reopens_until == lifecycle.reopens_until(fresh, now)
    assert case.is_unrated == (lifecycle.rates(fresh, now) is not None)
