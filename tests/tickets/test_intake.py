"""Registering a ticket: one transaction, idempotent, with everything that hangs on it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from complaints.models import ComplaintDetails
from tests.factories import create_rule, create_topic, create_user
from tickets import intake, tracking
from tickets.intake import Person, Place
from tickets.models import Draft, Event, Message, Notification, Sender, Ticket, Topic
from tickets.workflow import Identity, NotAllowed, Source, Status

# 1405-08-30, a Saturday, 14:35 in Tehran
NOW = datetime(2026, 11, 21, 11, 5, tzinfo=UTC)

NAMED = Person(
    identity=Identity.NAMED,
    name="مریم رضایی",
    id_type=Sender.IdType.NATIONAL_CODE,
    id_number="0013542419",
    relation=Sender.Relation.PARENT,
    contact=Sender.Contact.SMS,
    mobile="09120000000",
)


def make_draft():
    return Draft.objects.create(
        system="complaints",
        content={"code": tracking.new_code(), "answers": {"text": "پول خواستند"}},
        created_at=NOW,
        expires_at=NOW + timedelta(hours=24),
    )


def submit(draft, **changes):
    call = {
        "kind": "complaint",
        "topic": Topic.objects.get(code="tuition"),
        "place": Place(school_text="دبستان كاوه"),
        "about": None,
        "text": "از من پول خواستند.",
        "sender": NAMED,
        "details": ComplaintDetails(desired_outcome="برگردانند"),
        "draft": draft,
        "now": NOW,
        **changes,
    }
    return intake.submit(**call)


def test_submit_writes_everything_in_one_go(reference):
    draft = make_draft()

    ticket = submit(draft)

    ticket = Ticket.objects.get(pk=ticket.pk)
    message, event = Message.objects.get(), Event.objects.get()
    assert (ticket.status, ticket.unit, ticket.submitted_at) == (Status.RECEIVED, None, NOW)
    assert tracking.find(draft.content["code"]) == ticket
    assert (message.text, message.author, message.is_public) == ("از من پول خواستند.", "citizen", True)
    assert (event.name, event.message, event.by) == (Event.Name.SUBMITTED, message, None)
    assert ticket.complaint_details.desired_outcome == "برگردانند"
    assert ticket.number == f"1405-{ticket.case_number:06d}"
    assert ticket.search_text == "از من پول خواستند دبستان کاوه"


def test_sender_is_kept_encrypted_and_found_by_hash(reference, django_assert_num_queries):
    ticket = submit(make_draft())

    sender = Sender.objects.get(ticket=ticket)
    raw = Sender.objects.raw("SELECT ticket_id, id, encode(name, 'escape') AS sealed FROM tickets_sender")[0]
    same = Sender.objects.filter(id_number_hash=intake.keyed_hash("0013542419", context="id_number"))
    assert (sender.name, sender.id_number, sender.mobile, sender.email) == (
        "مریم رضایی",
        "0013542419",
        "09120000000",
        "",
    )
    assert "مریم" not in raw.sealed
    assert same.get() == sender


def test_submit_twice_is_one_ticket(reference):
    draft = make_draft()
    again = Draft.objects.get(pk=draft.pk)

    first, second = submit(draft), submit(again)

    assert first.pk == second.pk
    assert Ticket.objects.count() == Sender.objects.count() == Event.objects.count() == 1


def test_after_submission_the_draft_holds_the_code_only(reference):
    draft = make_draft()
    code = draft.content["code"]

    submit(draft)

    draft.refresh_from_db()
    assert draft.content == {"code": code}
    assert (draft.submitted_at, draft.expires_at) == (NOW, NOW + timedelta(minutes=30))


def test_failure_leaves_nothing_behind(reference):
    draft = make_draft()
    broken = ComplaintDetails(when="date")  # a date that is not given: the database refuses it

    with pytest.raises(Exception, match="complaint_has_a_date_only_when_known"):
        submit(draft, details=broken)

    draft.refresh_from_db()
    assert (Ticket.objects.count(), Sender.objects.count(), Event.objects.count()) == (0, 0, 0)
    assert draft.content["answers"] == {"text": "پول خواستند"}


@pytest.mark.parametrize(
    ("contact", "channels"),
    [
        (Sender.Contact.SMS, [("sender", "sms")]),
        (Sender.Contact.EMAIL, [("sender", "email")]),
        (Sender.Contact.NONE, []),
    ],
)
def test_receipt_goes_the_way_the_sender_chose(reference, contact, channels):
    person = Person(identity=Identity.NAMED, name="الف", contact=contact, mobile="09120000000", email="a@example.com")

    submit(make_draft(), sender=person)

    assert list(Notification.objects.values_list("recipient", "channel")) == channels


def test_ticket_keeps_the_language_it_was_written_in(reference):
    with override("en"):
        ticket = submit(make_draft())

    assert ticket.language == "en"


def test_topic_that_does_not_take_the_kind_is_refused(reference):
    with pytest.raises(NotAllowed):
        submit(make_draft(), topic=Topic.objects.get(code="praise"))


def test_complaint_cannot_be_anonymous_but_a_report_can(reference):
    nobody = Person(identity=Identity.ANONYMOUS)

    with pytest.raises(NotAllowed):
        submit(make_draft(), sender=nobody)
    report = submit(make_draft(), kind="report", sender=nobody)

    assert (report.identity, report.sender.name) == (Identity.ANONYMOUS, "")


def test_due_date_counts_the_topics_working_days_from_the_next_one(reference):
    ticket = submit(make_draft())  # ten working days from Sunday 1 Azar 1405; Saturday the 30th Aban is day 0

    assert ticket.due_on == date(2026, 12, 5)


@pytest.mark.parametrize(("minute", "due_on"), [(29, date(2026, 12, 5)), (31, date(2026, 12, 6))])
def test_due_date_counts_from_the_day_in_tehran(reference, minute, due_on):
    around_midnight = datetime(2026, 11, 21, 20, minute, tzinfo=UTC)

    assert submit(make_draft(), now=around_midnight).due_on == due_on


def test_due_date_prefers_the_rules_days(reference):
    topic = create_topic(working_days=15)
    create_rule(order=1, topic=topic, office="complaints", working_days=1)

    ticket = submit(make_draft(), topic=topic)

    assert ticket.due_on == date(2026, 11, 22)


def test_due_date_without_any_rule_takes_the_topics_days(db):
    topic = create_topic(working_days=1)
    from tickets.models import RoutingRule

    RoutingRule.objects.all().delete()

    ticket = submit(make_draft(), topic=topic)

    assert ticket.due_on == date(2026, 11, 22)


def test_sensitive_is_copied_from_the_topic(reference):
    ticket = submit(make_draft(), topic=Topic.objects.get(code="corporal"))

    assert ticket.sensitive is True


def test_marks_are_kept(reference):
    assert submit(make_draft(), marks=["honeypot"]).marks == ["honeypot"]


def test_another_conflict_is_not_taken_for_a_repeat(reference):
    """Two drafts can never share a code; if they did, the second sender must not be shown the first one's ticket."""
    draft = make_draft()
    submit(draft)
    other = make_draft()
    other.content = {"code": draft.content["code"]}

    with pytest.raises(Exception, match="code_hash"):
        submit(other)


def test_reception_takes_a_case_in_for_a_citizen(reference, office):
    clerk = create_user(role="reception", unit=office)

    ticket = submit(make_draft(), by=clerk, source=Source.LETTER, letter_number="۱۴۰۵/۱۲۳")

    ticket.refresh_from_db()
    event = ticket.events.get()
    assert (ticket.source, ticket.letter_number, event.by) == (Source.LETTER, "۱۴۰۵/۱۲۳", clerk)
    assert ticket.messages.get().author == Message.Author.CITIZEN


@pytest.mark.parametrize("source", [Source.PHONE, Source.WEB])
def test_nobody_else_takes_cases_in(officer, source):
    with pytest.raises(NotAllowed):
        submit(make_draft(), by=officer, source=source)


def test_the_site_has_no_clerk_and_a_clerk_is_not_the_site(reference, office):
    clerk = create_user(role="reception", unit=office)

    for changes in ({"source": Source.PHONE}, {"by": clerk}):
        with pytest.raises(NotAllowed):
            submit(make_draft(), **changes)
