"""What stands in the summary of a morning: the figures of the tabs, cases by number, and nobody's name or words."""

from datetime import date, timedelta

import pytest
from django.conf import settings as portal
from django.utils import timezone

from persian.dates import today
from persian.digits import to_persian_digits
from tests.factories import create_complaint, create_message, create_ticket, create_topic, create_user
from tests.tickets.desk import QUEUE
from tests.tickets.summaries import NOW, SATURDAY, row_of, sent
from tickets import counting, digest
from tickets.models import Consultation, Event, Proposal, Ticket
from tickets.workflow import Outcome, Status
from units.models import Deputy, User

DAY = timedelta(days=1)
TODAY, YESTERDAY, LATER = today(), today() - DAY, today() + 9 * DAY


@pytest.fixture
def reader(office):
    return create_user(role="officer", unit=office, notify_by="daily")


def headings(person):
    """{what waits for them: how much of it}, in the order of the mail."""
    composed = digest.compose(row_of(person), now=timezone.now())
    return {heading.words: heading.count for heading in composed["headings"]}


def said_to(mailoutbox):
    (message,) = mailoutbox
    return [message.subject, message.body, message.alternatives[0].content]


def propose(ticket, by):
    message = create_message(ticket=ticket, written_by=by, is_public=False)
    event = Event.objects.create(
        ticket=ticket, name="proposed", at=NOW, by=by, kind=ticket.kind, topic=ticket.topic, message=message
    )
    Proposal.objects.create(ticket=ticket, event=event, message=message, outcome=Outcome.UPHELD)


def ask(unit, ticket, due_on=LATER):
    """`unit` is asked about `ticket`."""
    question = create_message(ticket=ticket, text="پرسش قناری", is_public=False)
    event = Event.objects.create(ticket=ticket, name="consulted", at=NOW, kind=ticket.kind, topic=ticket.topic)
    return Consultation.objects.create(
        ticket=ticket, unit=unit, event=event, question=question, purpose="question", due_on=due_on
    )


@pytest.fixture
def cases(office, reader):
    """One case of each sort."""
    waiting, begun = Status.AWAITING_CITIZEN, Status.IN_REVIEW
    return [
        create_ticket(unit=office, due_on=YESTERDAY, assignee=reader),
        create_ticket(unit=office, due_on=YESTERDAY, status=waiting),
        create_ticket(unit=office, due_on=TODAY, status=begun),
        create_ticket(unit=office, due_on=LATER, status=begun, assignee=reader),
        create_ticket(unit=office, due_on=LATER),
        create_ticket(unit=office, due_on=LATER),
        create_ticket(unit=office, status=Status.ANSWERED, assignee=reader),
    ]


def on_the_tabs(client, person):
    client.force_login(person)
    tabs = client.get(QUEUE).context_data["cl"].tabs
    return {words: count for words, _address, _is_shown, count in tabs if count != "۰"}


def test_counts_are_those_of_the_tabs_and_the_most_urgent_comes_first(client, reader, cases):
    counts = on_the_tabs(client, reader)
    done = {counts.pop("پاسخ داده شد"), counts.pop("همه")}

    assert done == {"۱", "۷"}
    waiting = headings(reader)
    assert waiting == counts
    assert list(waiting) == [
        "دیرکرد",
        "باید امروز",
        "در آستانهٔ دیرکرد",
        "جدید",
        "پرونده‌های من",
        "منتظر شهروند",
        "باز",
    ]


def test_what_waits_for_a_head_s_approval_stands_in_it(client, office, reader, district):
    head = create_user(role="head", unit=district, notify_by="daily")
    propose(create_ticket(unit=office, due_on=LATER), reader)

    counts = headings(head)

    assert counts == {"در انتظار تأیید": "۱", "جدید": "۱", "باز": "۱"}
    assert on_the_tabs(client, head) == counts | {"همه": "۱"}
    assert headings(reader) == {"جدید": "۱", "باز": "۱"}


def test_deputy_s_posts_count_as_on_their_tabs(client, reader, head, district, officer):
    propose(create_ticket(unit=district, due_on=LATER), officer)
    Deputy.objects.create(person=head, deputy=reader, first_on=TODAY, last_on=TODAY, made_by=head)

    counts = headings(reader)

    assert counts == {"در انتظار تأیید": "۱", "جدید": "۱", "باز": "۱"}
    assert on_the_tabs(client, User.objects.get(pk=reader.pk)) == counts | {"همه": "۱"}


def test_deputyship_that_is_over_counts_nothing(reader, head, district):
    create_ticket(unit=district)
    Deputy.objects.create(person=head, deputy=reader, first_on=YESTERDAY, last_on=YESTERDAY, made_by=head)

    assert sent(row_of(reader)) == "needless"


def test_cases_out_of_the_unit_or_kept_from_the_reader_are_not_counted(reader, office, other_office):
    create_ticket(unit=office, due_on=LATER)
    create_ticket(unit=other_office)
    create_ticket(unit=office, sensitive=True)
    create_ticket(unit=office, respondent_user=reader)
    create_ticket(unit=office, about=office)

    assert headings(reader) == {"جدید": "۱", "باز": "۱"}


def test_what_other_units_ask_is_counted_and_named(reader, office, other_office, mailoutbox):
    topic = create_topic(title_fa="شهریه")
    asked = ask(office, create_ticket(unit=other_office, topic=topic), due_on=date(2026, 12, 6))
    ask(other_office, create_ticket(unit=office, status=Status.WITHDRAWN))
    ask(office, create_ticket(unit=other_office, sensitive=True))

    assert sent(row_of(reader)) == "sent"
    _subject, text, html = said_to(mailoutbox)
    number = to_persian_digits(asked.ticket.number)
    assert "استعلام واحدهای دیگر: ۱" in text
    assert f"- \u2066{number}\u2069 – پرسش: شهریه – پاسخ تا ۱۵ آذر ۱۴۰۵" in text.splitlines()
    assert f"{portal.SITE_URL}/admin/tickets/consultation/?state=open" in text.splitlines()
    assert [part for part in (text, html) if "/tickets/ticket/" in part or "قناری" in part] == []


def test_each_case_is_named_once_where_it_is_most_urgent(reader, office, cases):
    composed = digest.compose(row_of(reader), now=timezone.now())

    named = {heading.words: [case.number for case in heading.cases] for heading in composed["headings"]}
    late, waiting, now_due, mine, *new, _answered = [ticket.number for ticket in cases]
    assert named == {
        "دیرکرد": [late],
        "باید امروز": [now_due],
        "در آستانهٔ دیرکرد": [],
        "جدید": new,
        "پرونده‌های من": [mine],
        "منتظر شهروند": [waiting],
        "باز": [],
    }


def test_first_few_are_named_unread_words_first_then_by_time_left(reader, office):
    late = [create_ticket(unit=office, due_on=YESTERDAY - day * DAY) for day in range(5)]
    Ticket.objects.filter(pk=late[0].pk).update(citizen_wrote_at=NOW)

    first = digest.compose(row_of(reader), now=timezone.now())["headings"][0]

    assert (first.count, [case.number for case in first.cases]) == (
        "۵",
        [ticket.number for ticket in (late[0], late[4], late[3])],
    )


def test_count_goes_as_far_as_that_of_the_tabs(monkeypatch, reader, office):
    monkeypatch.setattr(counting, "MOST", 1)
    for _each in range(2):
        create_ticket(unit=office, due_on=LATER)

    assert headings(reader) == {"جدید": "۱+", "باز": "۱+"}


def test_mail_says_which_cases_until_when_where_and_how_to_stop_it(reader, office, mailoutbox):
    topic = create_topic(title_fa="شهریه & سرویس")
    case = create_complaint(unit=office, topic=topic, due_on=date(2026, 11, 20), submitted_at=NOW)
    row = row_of(reader, day=SATURDAY)

    assert sent(row, NOW) == "sent"
    subject, text, html = said_to(mailoutbox)
    number = to_persian_digits(case.number)
    assert subject == "کارهای شما، ۳۰ آبان ۱۴۰۵"
    assert text.splitlines()[2:5] == [
        "دیرکرد: ۱",
        f"- \u2066{number}\u2069 – شکایت: شهریه & سرویس – پاسخ تا ۲۹ آبان ۱۴۰۵",
        f"{portal.SITE_URL}/admin/tickets/ticket/?state=overdue",
    ]
    assert f"{portal.SITE_URL}/admin/tickets/ticket/" in text.splitlines()  # all that is open
    assert f"{portal.SITE_URL}/admin/notices/" in text.splitlines()
    assert f'<bdi dir="ltr">{number}</bdi>' in html
    assert ("شهریه &amp; سرویس" in html, '<html lang="fa" dir="rtl">' in html) == (True, True)
    assert [tag for tag in ("<table", "<img", "<link", "<script", "src=", "url(", "@import") if tag in html] == []


def test_mail_has_the_headers_of_every_notice(reader, office, mailoutbox):
    create_ticket(unit=office)
    row = row_of(reader)

    sent(row)
    (message,) = mailoutbox
    assert (message.to, message.extra_headers["Auto-Submitted"]) == ([reader.email], "auto-generated")
    assert message.extra_headers["Message-ID"].startswith(f"<{row.message_key}@")


@pytest.mark.parametrize("identity", ["named", "hidden", "anonymous"])
def test_mail_names_nobody_and_tells_nothing_of_what_is_sensitive(office, mailoutbox, identity):
    cleared = create_user(role="inspector", unit=office, notify_by="daily")
    canaries = {
        "name": "زهرا قناری",
        "id_number": "0084575948",
        "mobile": "09351112233",
        "text": "متن قناری",
        "school_text": "دبستان قناری",
    }
    topic = create_topic(title_fa="تنبیه بدنی", sensitive=True)
    for status in (Status.ROUTED, Status.IN_REVIEW, Status.AWAITING_CITIZEN):
        create_complaint(unit=office, identity=identity, topic=topic, status=status, **canaries)
        create_complaint(unit=office, identity=identity, status=status, due_on=YESTERDAY, **canaries)

    assert sent(row_of(cleared)) == "sent"
    said = "\n".join(said_to(mailoutbox))
    secrets = [form for word in canaries.values() for form in (word, to_persian_digits(word))]
    assert [secret for secret in (*secrets, "قناری", "تنبیه", str(cleared)) if secret in said] == []
    assert "باز: ۶" in said


@pytest.mark.parametrize("count", [1, 12])
def test_many_cases_cost_no_more_than_few(reader, office, other_office, count, django_assert_num_queries):
    for _each in range(count):
        create_ticket(unit=office, due_on=TODAY, assignee=reader)
        create_ticket(unit=office, due_on=YESTERDAY, assignee=reader)
        create_ticket(unit=office, due_on=TODAY, assignee=reader, status=Status.AWAITING_CITIZEN)
        ask(office, create_ticket(unit=other_office))
    row = row_of(reader)

    # reader, permissions, does anything wait; days off (2), counts; seven headings; consultations (2), signature
    with django_assert_num_queries(16):
        digest.compose(row, now=timezone.now())
