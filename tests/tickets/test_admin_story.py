"""How each thing that happens to a case reads in its history, for the staff."""

from datetime import timedelta

import pytest
from django.utils import timezone

from persian.dates import format_date
from tests.factories import create_complaint, create_ticket, create_user
from tickets import lifecycle
from tickets.admin.story import events_of, tell
from tickets.history import record
from tickets.models import ClockReason, Event, Ticket
from tickets.workflow import CloseReason, Kind

NOW = timezone.now()
AGO = NOW - timedelta(days=1)
Name = Event.Name
WITH_DETAILS = {Name.FILE_OPENED, Name.RATED, Name.CALLED, Name.VISITED, Name.ASSESSED, Name.UNDERTAKEN}  # always


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, submitted_at=AGO)


@pytest.fixture
def explanation(reference):
    return ClockReason.objects.get(code="explanation")


def latest(ticket):
    return tell(ticket, events_of(ticket))[0]


def answer(ticket, officer, *, now=AGO):
    return lifecycle.answer(ticket=ticket, text="پاسخ", outcome="upheld", by=officer, now=now)


def test_question_says_why_until_when_and_the_new_due_date(ticket, officer, explanation):
    before = ticket.due_on
    lifecycle.ask(ticket=ticket, question="چه روزی؟", reason=explanation, days=3, by=officer, now=NOW)

    entry = latest(ticket)
    ticket.refresh_from_db()
    until = ticket.pauses.get().until
    assert (entry.title, entry.who, entry.message.text) == (str(Name.ASKED.label), str(officer), "چه روزی؟")
    assert entry.particulars == (
        f"دلیل: {explanation.title}",
        f"شمارش مهلت تا {format_date(until)}، یا تا رسیدن پاسخ، متوقف است.",
        f"مهلت پاسخ: {format_date(ticket.due_on)} (پیش از این: {format_date(before)})",
    )


def test_reply_says_what_became_of_the_due_date(ticket, officer, explanation):
    lifecycle.ask(ticket=ticket, question="چه روزی؟", reason=explanation, days=3, by=officer, now=AGO)
    asked = Ticket.objects.get(pk=ticket.pk).due_on
    lifecycle.follow_up(ticket=ticket, text="شنبه", now=NOW)

    entry = latest(ticket)
    ticket.refresh_from_db()
    assert entry.who == "شهروند"
    assert entry.particulars == (f"مهلت پاسخ: {format_date(ticket.due_on)} (پیش از این: {format_date(asked)})",)


def test_extension_says_the_days_and_the_reason(ticket, officer):
    reason = ClockReason.objects.get(code="complexity")
    lifecycle.extend(ticket=ticket, reason=reason, days=4, text="چون", by=officer, now=NOW)

    assert latest(ticket).particulars[:2] == (f"دلیل: {reason.title}", "۴ روز کاری بیشتر")


def test_proposal_says_its_outcome_and_who_returned_it(ticket, officer, head):
    lifecycle.propose(ticket=ticket, text="پیش‌نویس", outcome="upheld", by=officer, now=NOW)
    proposed = latest(ticket)
    lifecycle.send_back(ticket=ticket, text="کوتاه‌تر", by=head, now=NOW)

    returned, again = tell(ticket, events_of(ticket))[:2]
    assert (proposed.title, proposed.message) == ("پاسخ برای تأیید رئیس فرستاده شد: وارد", None)
    assert (returned.title, returned.message.text) == (str(Name.RETURNED.label), "کوتاه‌تر")
    assert again.message.text == "پیش‌نویس"


def test_words_that_were_approved_are_shown_once(ticket, officer, head):
    lifecycle.propose(ticket=ticket, text="پیش‌نویس", outcome="upheld", by=officer, now=NOW)
    lifecycle.approve(ticket=ticket, by=head, now=NOW)

    texts = [entry.message.text for entry in tell(ticket, events_of(ticket)) if entry.message]
    assert texts.count("پیش‌نویس") == 1


def test_closing_says_why_and_the_one_by_itself_says_that(ticket, officer):
    lifecycle.close(ticket=ticket, reason="abusive", text="نمی‌شود", by=officer, now=AGO)
    titles = [latest(ticket).title]
    record(ticket, Name.CLOSED, now=NOW)

    assert [*titles, latest(ticket).title] == [
        f"بدون پاسخ بسته شد: {CloseReason.ABUSIVE.label}",
        "مختومه شد: در مهلت اعتراض، اعتراضی نرسید",
    ]


def test_answer_taken_back_says_by_whom(ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    answer(ticket, officer, now=NOW)
    lifecycle.take_back(ticket=ticket, by=officer, now=NOW)
    by_staff = latest(ticket)
    answer(ticket, officer, now=NOW)
    lifecycle.follow_up(ticket=ticket, text="افزوده", now=NOW + timedelta(seconds=1))

    by_citizen = next(entry for entry in tell(ticket, events_of(ticket)) if entry.name == Name.TAKEN_BACK)
    assert (by_staff.title, by_staff.who) == (str(Name.TAKEN_BACK.label), str(officer))
    assert (by_citizen.title, by_citizen.who) == ("پس گرفته شد: شهروند پیش از خواندن پاسخ چیزی نوشت", "سامانه")


def test_rating_and_reopening_are_the_citizens(ticket, officer):
    answer(ticket, officer)
    lifecycle.rate(ticket=ticket, solved="partly", score=4, now=NOW)
    rated = latest(ticket)
    lifecycle.reopen(ticket=ticket, reason="نشد", now=NOW)

    reopened = latest(ticket)
    assert (rated.who, rated.particulars) == (
        "شهروند",
        ("آیا مشکل حل شد، به گفتهٔ شهروند: تا حدی", "از نحوهٔ رسیدگی: ۴ از ۵"),
    )
    assert (reopened.title, reopened.who) == (str(Name.REOPENED.label), "شهروند")


def test_objection_says_from_where_to_where(ticket, officer, head, complaints_office, inspector):
    answer(ticket, officer)
    lifecycle.object_to(ticket=ticket, reason="نمی‌پذیرم", now=NOW)

    ticket.refresh_from_db()
    assert latest(ticket).title == f"شهروند اعتراض کرد: از {officer.unit} به {ticket.unit}، یک سطح بالاتر"


def test_withdrawal_is_the_citizens(ticket):
    lifecycle.withdraw(ticket=ticket, now=NOW)

    assert (latest(ticket).title, latest(ticket).who) == (str(Name.WITHDRAWN.label), "شهروند")


def test_respondent_is_named_and_lifted(ticket, colleague, head, officer):
    lifecycle.name_respondent(ticket=ticket, respondent=colleague, by=head, now=NOW)
    named = latest(ticket).title
    lifecycle.name_respondent(ticket=ticket, respondent=None, by=head, now=NOW)

    assert (named, latest(ticket).title) == (
        f"{colleague} به‌عنوان طرف شکایت نشان شد",
        "دیگر هیچ همکاری طرف شکایت نیست",
    )


def test_consultation_names_the_units_and_the_date(ticket, officer, other_office, other_officer):
    due_on = timezone.localdate(NOW) + timedelta(days=4)
    lifecycle.consult(
        ticket=ticket, units=[other_office], purpose="question", question="چقدر؟", due_on=due_on, by=officer, now=NOW
    )
    asked = latest(ticket)
    lifecycle.advise(consultation=ticket.consultations.get(), text="ده", by=other_officer, now=NOW)
    advised = latest(ticket)
    lifecycle.consult(
        ticket=ticket, units=[other_office], purpose="question", question="چرا؟", due_on=due_on, by=officer, now=NOW
    )
    lifecycle.end_consultation(consultation=ticket.consultations.open().get(), by=officer, now=NOW)

    assert (asked.title, asked.particulars) == (f"استعلام از {other_office.name}", (f"پاسخ تا {format_date(due_on)}",))
    assert (advised.title, advised.message.text) == (f"پاسخ {other_office.name}", "ده")
    assert latest(ticket).title == f"دیگر منتظر پاسخ {other_office.name} نیستیم"


def test_due_date_counted_anew_says_the_new_one(ticket):
    record(ticket, Name.RECOUNTED, now=NOW, details={"due_on": "2026-12-21", "was": "2026-12-20"})

    assert (latest(ticket).title, len(latest(ticket).particulars)) == (str(Name.RECOUNTED.label), 1)


@pytest.mark.parametrize(
    "name", [Name.ASK_LAPSED, Name.CODE_RENEWED, Name.SENDER_REVEALED, Name.REMINDED, Name.ESCALATED]
)
def test_what_has_no_particulars_has_its_name(ticket, name):
    record(ticket, name, now=NOW)

    assert (latest(ticket).title, latest(ticket).particulars) == (str(name.label), ())


def test_reminder_by_a_colleague_is_told_apart_from_that_of_the_calendar(ticket, officer):
    record(ticket, Name.REMINDED, by=officer, now=NOW)

    assert latest(ticket).title == "یادآوری همکار"


@pytest.mark.parametrize("name", sorted(set(Name) - WITH_DETAILS))
def test_event_of_another_version_without_details_is_told(ticket, name):
    """Events are for ever: what a later version adds to their details, earlier ones have not."""
    record(ticket, name, now=NOW)

    assert latest(ticket).title


def test_units_and_people_that_are_gone_leave_no_gap(ticket):
    record(ticket, Name.CONSULTED, now=NOW, details={"units": [10**9]})

    assert latest(ticket).title == "استعلام از –"


@pytest.mark.parametrize("rounds", [1, 12])
def test_queries_do_not_grow_with_what_happened(
    office, officer, head, other_office, rounds, django_assert_num_queries
):
    ticket = create_complaint(unit=office, kind=Kind.COMPLAINT)
    pause, more = (ClockReason.objects.filter(purpose=purpose).first() for purpose in ("pause", "extension"))
    people = [create_user(role="officer", unit=office) for _person in range(2)]
    create_user(role="officer", unit=other_office)
    due_on = timezone.localdate() + timedelta(days=4)
    for number in range(rounds):
        lifecycle.ask(ticket=ticket, question="چه روزی؟", reason=pause, days=1, by=officer, now=NOW)
        lifecycle.follow_up(ticket=ticket, text="شنبه", now=NOW + timedelta(days=2 * number))
        lifecycle.extend(ticket=ticket, reason=more, days=1, text="چون", by=head, now=NOW)
        lifecycle.propose(ticket=ticket, text="پیش‌نویس", outcome="upheld", by=officer, now=NOW)
        lifecycle.send_back(ticket=ticket, text="کوتاه‌تر", by=head, now=NOW)
        lifecycle.name_respondent(ticket=ticket, respondent=people[number % 2], by=head, now=NOW)
        lifecycle.consult(
            ticket=ticket, units=[other_office], purpose="part", question="؟", due_on=due_on, by=officer, now=NOW
        )
        lifecycle.end_consultation(consultation=ticket.consultations.open().get(), by=officer, now=NOW)

    with django_assert_num_queries(7):
        tell(ticket, events_of(ticket))
