from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from suggestions.assessing import assess
from tests.factories import create_message, create_ticket
from tests.tickets.sent_files import file_of, labels
from tickets import lifecycle, routing, timeline
from tickets.history import record
from tickets.models import Event, Ticket
from tickets.workflow import OUTCOMES, Kind, Outcome, Status

SUBMITTED = datetime(2026, 11, 21, 9, tzinfo=UTC)
DUE = date(2026, 12, 13)
IN_TIME = datetime(2026, 12, 13, 20, 29, tzinfo=UTC)  # 23:59 in Tehran
LATE = datetime(2026, 12, 13, 20, 30, tzinfo=UTC)  # midnight there

pytestmark = pytest.mark.django_db


def at(minutes):
    return SUBMITTED + timedelta(minutes=minutes)


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, submitted_at=SUBMITTED, due_on=DUE)


def read(ticket, now=IN_TIME):
    return timeline.read(Ticket.objects.get(pk=ticket.pk), now)


def answer(ticket, officer, *, now, **changes):
    given = {"text": "بررسی شد و پول برگشت.", "outcome": Outcome.UPHELD} | changes
    return lifecycle.answer(ticket=ticket, by=officer, now=now, **given)


def test_a_new_ticket_is_on_its_way(reference):
    ticket = create_ticket(submitted_at=SUBMITTED, due_on=DUE, text="سه ماه است شهریهٔ اضافه می‌گیرند.")

    case = read(ticket)

    assert (case.number, case.kind, case.status) == (ticket.number, Kind.COMPLAINT.label, Status.RECEIVED)
    assert case.sentence == "پروندهٔ شما ثبت شد و در راه واحدی است که به آن پاسخ می‌دهد."
    assert (case.due_on, case.is_late) == (DUE, False)
    assert case.steps == (timeline.Line(at=SUBMITTED, what="پروندهٔ شما ثبت شد"),)
    assert [(words.text, words.from_citizen, words.outcome) for words in case.conversation] == [
        ("سه ماه است شهریهٔ اضافه می‌گیرند.", True, "")
    ]


def test_the_whole_way_newest_first(reference, office, officer, other_office, other_officer):
    ticket = create_ticket(submitted_at=SUBMITTED, due_on=DUE, addressed_to=office)
    routing.route(ticket_id=ticket.pk, now=at(1))
    lifecycle.accept(ticket=ticket, by=officer, now=at(2))
    lifecycle.note(ticket=ticket, text="یادداشت پنهان", by=officer, now=at(3))
    lifecycle.transfer(ticket=ticket, unit=other_office, reason="دلیل پنهان", by=officer, now=at(4))
    answer(ticket, other_officer, now=at(5))

    case = read(ticket)

    assert [(step.at, step.what) for step in case.steps] == [
        (at(5), f"{other_office.name_fa} پاسخ داد"),
        (at(4), f"پروندهٔ شما به {other_office.name_fa} منتقل شد"),
        (at(2), f"{office.name_fa} بررسی را آغاز کرد"),
        (at(1), f"پروندهٔ شما به {office.name_fa} ارجاع شد"),
        (at(0), "پروندهٔ شما ثبت شد"),
    ]
    assert [(words.text, words.unit, words.outcome) for words in case.conversation] == [
        ("بررسی شد و پول برگشت.", other_office.name_fa, Outcome.UPHELD.label),
        ("از من برای ثبت‌نام پول خواستند.", "", ""),
    ]


def test_no_person_and_nothing_internal_is_in_it(ticket, office, officer, colleague, other_office):
    lifecycle.assign(ticket=ticket, assignee=colleague, by=officer, now=at(1))
    lifecycle.note(ticket=ticket, text="یادداشت پنهان", by=officer, now=at(2))
    lifecycle.open_sender(ticket=ticket, by=officer, now=at(3))
    answer(ticket, officer, now=at(4))

    shown = repr(read(ticket))

    secrets = ["مریم رضایی", "یادداشت پنهان", str(officer), str(colleague), officer.username, ticket.code]
    assert [secret for secret in secrets if secret in shown] == []


def test_an_answer_is_not_there_until_it_is_published(ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    lifecycle.accept(ticket=ticket, by=officer, now=at(1))
    before = read(ticket, at(2))
    answer(ticket, officer, now=at(10))
    lifecycle.note(ticket=ticket, text="یادداشت پس از پاسخ", by=officer, now=at(11))

    waiting, published = read(ticket, at(14)), read(ticket, at(15))

    assert waiting == before
    assert (waiting.status, waiting.due_on) == (Status.IN_REVIEW, DUE)
    assert (published.status, published.due_on, published.is_answered) == (Status.ANSWERED, None, True)
    assert len(published.conversation) == len(before.conversation) + 1


def test_reason_for_opening_a_name_is_no_part_of_the_conversation_while_an_answer_waits(
    office, officer, inspector, settings
):
    settings.ANSWER_UNDO_SECONDS = 300
    hidden = create_ticket(unit=office, identity="hidden", submitted_at=SUBMITTED, due_on=DUE)
    answer(hidden, officer, now=at(5))
    lifecycle.reveal_sender(ticket=hidden, reason="برای پیگیری قضایی", by=inspector, now=at(6))

    meanwhile, afterwards = read(hidden, at(7)), read(hidden, at(11))

    assert [words.from_citizen for words in meanwhile.conversation] == [True]
    assert afterwards.steps[0].reason == "برای پیگیری قضایی"


def test_an_answer_given_in_time_is_not_late_while_it_waits(ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    answer(ticket, officer, now=IN_TIME)

    assert read(ticket, LATE).is_late is False


@pytest.mark.parametrize(("now", "is_late"), [(IN_TIME, False), (LATE, True)])
@pytest.mark.parametrize("status", [Status.RECEIVED, Status.ROUTED, Status.IN_REVIEW])
def test_late_begins_with_the_midnight_after_the_due_date(office, status, now, is_late):
    ticket = create_ticket(unit=office, status=status, submitted_at=SUBMITTED, due_on=DUE)

    case = read(ticket, now)

    assert (case.is_late, case.due_on) == (is_late, DUE)


@pytest.mark.parametrize("status", [Status.AWAITING_CITIZEN, Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN])
def test_nothing_is_promised_or_late_when_the_next_move_is_not_ours(office, status):
    ticket = create_ticket(unit=office, status=status, submitted_at=SUBMITTED, due_on=DUE)

    case = read(ticket, LATE)

    assert (case.is_late, case.due_on) == (False, None)


@pytest.mark.parametrize(
    ("status", "persian", "english"),
    [
        (
            Status.RECEIVED,
            "پروندهٔ شما ثبت شد و در راه واحدی است که به آن پاسخ می‌دهد.",
            "Your case is registered and on its way to the unit that will answer it.",
        ),
        (Status.ROUTED, "{fa} پروندهٔ شما را دریافت کرده است.", "{en} has received your case."),
        (Status.IN_REVIEW, "{fa} پروندهٔ شما را بررسی می‌کند.", "{en} is reviewing your case."),
        (
            Status.AWAITING_CITIZEN,
            "{fa} برای ادامه به توضیح شما نیاز دارد.",
            "{en} needs your explanation to continue.",
        ),
        (Status.ANSWERED, "{fa} به پروندهٔ شما پاسخ داده است.", "{en} has answered your case."),
        (Status.CLOSED, "این پرونده مختومه است.", "This case is closed."),
        (Status.WITHDRAWN, "شما از این پرونده انصراف داده‌اید.", "This case was withdrawn, as you asked."),
    ],
)
def test_every_status_has_its_sentence(office, status, persian, english):
    ticket = create_ticket(unit=office, status=status, submitted_at=SUBMITTED, due_on=DUE)

    with translation.override("fa"):
        in_persian = read(ticket).sentence
    with translation.override("en"):
        in_english = read(ticket).sentence

    assert in_persian == persian.format(fa=office.name_fa)
    assert in_english == english.format(en=office.name_en)


def test_an_answer_out_of_scope_names_the_other_body(ticket, officer):
    answer(ticket, officer, now=at(1), outcome=Outcome.OUT_OF_SCOPE, other_body="شهرداری قزوین")

    words = read(ticket).conversation[0]

    assert (words.outcome, words.other_body) == (Outcome.OUT_OF_SCOPE.label, "شهرداری قزوین")


def test_destroyed_words_are_empty(ticket):
    message = ticket.messages.get()
    message.text, message.destroyed_at = "", at(1)
    message.save(update_fields=["text", "destroyed_at"])

    assert [words.text for words in read(ticket).conversation] == [""]


@pytest.mark.parametrize("kind", Kind)
def test_an_answer_to_every_kind_shows_its_outcome(office, head, kind):
    ticket = create_ticket(kind=kind, unit=office, submitted_at=SUBMITTED, due_on=DUE)
    outcome = OUTCOMES[kind][0]
    if kind == Kind.SUGGESTION:
        assess(ticket=ticket, effect=4, cost=2, feasibility=3, by=head, now=at(1))

    answer(ticket, head, now=at(1), outcome=outcome)

    assert read(ticket).conversation[0].outcome == outcome.label


@pytest.mark.parametrize("extra", [0, 29])
def test_reading_costs_the_same_for_one_event_and_for_thirty(ticket, officer, django_assert_num_queries, extra):
    for number in range(extra):
        message = create_message(ticket=ticket, text=f"پیام {number}", at=at(number), written_by=officer)
        record(ticket, Event.Name.TRANSFERRED, now=at(number), by=officer, to=Status.ROUTED, message=message)
    ticket = Ticket.objects.select_related("topic").get(pk=ticket.pk)

    with django_assert_num_queries(3):
        case = timeline.read(ticket, IN_TIME)

    assert (len(case.steps), len(case.conversation)) == (1 + extra, 1 + extra)


def test_what_the_citizen_added_stands_in_the_conversation_and_on_the_way(ticket):
    lifecycle.follow_up(ticket=ticket, text="رسید پیوست است.", now=at(1))

    case = read(ticket)

    assert case.steps[0] == timeline.Line(at=at(1), what="توضیح یا مدرک فرستادید")
    assert [(words.text, words.from_citizen, words.unit) for words in case.conversation] == [
        ("رسید پیوست است.", True, ""),
        ("از من برای ثبت‌نام پول خواستند.", True, ""),
    ]


def test_explanation_we_waited_for_makes_the_next_move_ours_again(office):
    ticket = create_ticket(unit=office, status=Status.AWAITING_CITIZEN, submitted_at=SUBMITTED, due_on=DUE)
    before = read(ticket)
    lifecycle.follow_up(ticket=ticket, text="این هم توضیح.", now=at(1))

    after = read(ticket)

    assert (before.is_waiting_for_citizen, before.due_on) == (True, None)
    assert (after.is_waiting_for_citizen, after.status, after.due_on) == (False, Status.IN_REVIEW, DUE)


def test_each_message_has_its_own_files_in_the_order_they_came(ticket, officer):
    lifecycle.follow_up(ticket=ticket, text="یک", now=at(1))
    note = lifecycle.note(ticket=ticket, text="یادداشت", by=officer, now=at(2)).message
    first, second = ticket.messages.filter(is_public=True).order_by("pk")
    for label, message in (("ب.jpg", first), ("ج.jpg", second), ("الف.jpg", first), ("پنهان.jpg", note)):
        file_of(ticket, label, message=message)

    files = [[file.label for file in words.files] for words in read(ticket).conversation]

    assert files == [["ج.jpg"], ["ب.jpg", "الف.jpg"]] == [labels(one.attachments) for one in (second, first)]


def test_opened_files_are_the_office_s_own_affair(ticket, officer):
    before = read(ticket)
    lifecycle.open_file(attachment=file_of(ticket, message=ticket.messages.get()), by=officer, now=at(1))

    assert read(ticket).steps == before.steps


@pytest.mark.parametrize("status", Status)
def test_open_case_takes_more_a_closed_one_does_not(office, status):
    ticket = create_ticket(unit=office, status=status, submitted_at=SUBMITTED, due_on=DUE)

    assert read(ticket).takes_more == (status not in (Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN))


def test_text_that_was_destroyed_is_told_from_none(ticket):
    lifecycle.follow_up(ticket=ticket, text="x", now=at(1))
    ticket.messages.filter(text="x").update(text="", destroyed_at=at(2))

    assert [words.is_destroyed for words in read(ticket).conversation] == [True, False]
