"""The page of a case: what it shows of the citizen, the sender and the history, and what it keeps closed."""

import pytest
from django.utils import timezone

from persian.digits import localise_digits
from tests.factories import (
    create_complaint,
    create_message,
    create_rule,
    create_suggestion,
    create_ticket,
    create_topic,
)
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle, routing
from tickets.admin.story import MARKS, REASONS, events_of, tell
from tickets.history import record
from tickets.models import Event, Message, RoutingRule
from tickets.workflow import Identity, Kind

CANARY_NAME, CANARY_CODE, CANARY_MOBILE = "نام قناری", "0012345679", "09123456789"


@pytest.fixture
def ticket(office):
    return create_complaint(
        unit=office, name=CANARY_NAME, id_number=CANARY_CODE, mobile=CANARY_MOBILE, text="سطر یک\nسطر دو <b>درشت</b>"
    )


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


def test_page_shows_the_case(desk, ticket, office):
    page = words_of(desk.get(address(ticket)))

    for words in ("سطر یک<br>سطر دو &lt;b&gt;درشت&lt;/b&gt;", "پول برگردانده شود.", office.name, "با نام", "خواسته"):
        assert words in page


def test_title_names_the_case_in_persian_digits(desk, ticket):
    page = words_of(desk.get(address(ticket)))

    assert f"<title>پروندهٔ {localise_digits(ticket.number)} –" in page


def test_page_names_the_body_the_case_belongs_to(desk, ticket):
    press(desk, ticket, "answer", outcome="out_of_scope", other_body="شهرداری الوند", text="شهرداری رسیدگی می‌کند.")

    assert "شهرداری الوند" in words_of(desk.get(address(ticket)))


@pytest.mark.parametrize("section", ["tickets/ticket", "complaints/complaint"])
def test_page_is_read_in_both_sections(desk, ticket, section):
    assert desk.get(address(ticket, section)).status_code == 200


def test_page_of_the_other_system_is_not_found(desk, ticket):
    assert desk.get(address(ticket, "suggestions/suggestion")).status_code == 404


def test_suggestion_shows_its_own_details(desk, office):
    page = words_of(desk.get(address(create_suggestion(unit=office))))

    assert ("صف ثبت‌نام دراز است." in page, "وقت مردم گرفته نمی‌شود." in page) == (True, True)


def test_request_is_asked_for_no_time(desk, office):
    shown = [
        "زمان رخداد" in words_of(desk.get(address(create_complaint(unit=office, kind=kind))))
        for kind in (Kind.COMPLAINT, Kind.REQUEST)
    ]

    assert shown == [True, False]


@pytest.mark.parametrize("mark", list(MARKS))
def test_staff_are_warned_in_words(desk, office, mark):
    assert str(MARKS[mark]) in words_of(desk.get(address(create_ticket(unit=office, marks=(mark,)))))


def test_case_without_details_is_shown(desk, office):
    for kind in (Kind.COMPLAINT, Kind.PRAISE):
        assert desk.get(address(create_ticket(unit=office, kind=kind))).status_code == 200


def test_another_units_case_is_not_found(desk, other_office):
    ticket = create_ticket(unit=other_office)

    assert [desk.get(address(ticket)).status_code, press(desk, ticket, "accept").status_code] == [404, 404]


def test_respondent_does_not_find_the_case(desk, officer, office):
    assert desk.get(address(create_ticket(unit=office, respondent_user=officer))).status_code == 404


def test_sender_is_closed_until_opened_once_and_on_the_record(desk, ticket, officer):
    closed = words_of(desk.get(address(ticket)))
    opened = words_of(desk.post(address(ticket), {"step": "open_sender"}))
    again = words_of(desk.get(address(ticket)))

    canaries = (CANARY_NAME, CANARY_CODE, CANARY_MOBILE)
    assert [[canary in page for canary in canaries] for page in (closed, opened, again)] == [
        [False] * 3,
        [True] * 3,
        [False] * 3,
    ]
    assert ticket.events.get(name=Event.Name.SENDER_OPENED).by == officer


@pytest.mark.parametrize(
    ("identity", "kind", "words"),
    [
        (Identity.HIDDEN, Kind.COMPLAINT, "نامش نزد بازرس بماند"),
        (Identity.ANONYMOUS, Kind.REPORT, "فرستنده نامی ننوشته است"),
    ],
)
def test_hidden_or_anonymous_sender_cannot_be_opened(desk, office, identity, kind, words):
    ticket = create_complaint(unit=office, kind=kind, identity=identity, name=CANARY_NAME)

    page = words_of(desk.get(address(ticket)))

    assert (words in page, CANARY_NAME in page, 'value="open_sender"' in page) == (True, False, False)


def test_hidden_sender_stays_closed_to_a_forged_press(desk, office):
    ticket = create_complaint(unit=office, identity=Identity.HIDDEN, name=CANARY_NAME)

    response = desk.post(address(ticket), {"step": "open_sender"})

    assert (response.status_code, ticket.events.filter(name=Event.Name.SENDER_OPENED).exists()) == (404, False)


def test_director_is_told_that_the_role_opens_no_sender(client, director, ticket):
    client.force_login(director)

    assert "نقش شما اجازهٔ دیدن آن را ندارد" in words_of(client.get(address(ticket)))


def test_routing_is_explained_in_words(desk, officer, district):
    ticket = create_complaint(topic=create_topic(code="tuition_x", title_fa="شهریهٔ آزمون"), district=district)
    RoutingRule.objects.create(order=0, topic=ticket.topic, office="nongov", level=RoutingRule.Level.DISTRICT)
    routing.route(ticket_id=ticket.pk, now=timezone.now())

    page = words_of(desk.get(address(ticket)))

    assert "قاعدهٔ ۰ (شهریهٔ آزمون) پرونده را به «اداره مدارس غیردولتی و مشارکت‌های مردمی» در سطح منطقه می‌فرستد." in page


def test_event_of_another_version_is_shown_with_what_is_known_of_it(office):
    ticket, rule = create_ticket(unit=office), create_rule(order=5, office="finance").as_it_stands()
    for older in (5, {"office": "finance"}, {**rule, "of_another_version": True}):
        details = {"rule": older, "reasons": ["of_another_version", "lifted"]}
        record(ticket, Event.Name.ROUTED, now=timezone.now(), details=details)

    latest = [entry.reasons for entry in tell(ticket, events_of(ticket))[:3]]
    assert [len(reasons) for reasons in latest] == [2, 1, 1]
    assert latest[0][1] == latest[1][0] == str(REASONS["lifted"])


@pytest.mark.parametrize("reason", list(REASONS))
def test_each_reason_of_routing_has_a_sentence(office, reason):
    ticket = create_ticket(unit=office)
    record(ticket, Event.Name.ROUTED, now=timezone.now(), details={"rule": None, "reasons": [reason]})

    assert tell(ticket, events_of(ticket))[0].reasons == (str(REASONS[reason]),)


def referral(ticket, rule, **changes):
    """The event of a referral by `rule`; returns how the history words it."""
    details = {"rule": rule.as_it_stands() | changes, "reasons": []}
    record(ticket, Event.Name.ROUTED, now=timezone.now(), details=details)
    return tell(ticket, events_of(ticket))[0].reasons


def test_rule_of_the_directorate_without_conditions_is_explained(office):
    rule = create_rule(order=0, office="complaints", level=RoutingRule.Level.PROVINCE)

    assert referral(create_ticket(unit=office), rule) == (
        "قاعدهٔ ۰ (هر پرونده‌ای) پرونده را به «اداره ارزیابی عملکرد و پاسخگویی به شکایات» در سطح استان می‌فرستد.",
    )


def test_explanation_stays_when_the_rule_is_changed_or_deleted(office):
    ticket = create_ticket(unit=office)
    rule = create_rule(order=0, office="complaints", level=RoutingRule.Level.PROVINCE)
    told = referral(ticket, rule)
    RoutingRule.objects.filter(pk=rule.pk).update(office="legal", kind="praise")
    changed = tell(ticket, events_of(ticket))[0].reasons
    RoutingRule.objects.filter(pk=rule.pk).delete()

    assert (changed, tell(ticket, events_of(ticket))[0].reasons) == (told, told)


def test_office_that_no_unit_has_any_more_is_named_by_its_code(office):
    rule = create_rule(order=0, office="complaints", level=RoutingRule.Level.DISTRICT)

    (words,) = referral(create_ticket(unit=office), rule, office="closed-long-ago", topic_id=10**9)

    assert "«closed-long-ago» در سطح منطقه" in words


def test_destroyed_text_is_said_to_be_destroyed(desk, ticket, officer):
    message = create_message(ticket=ticket, written_by=officer, is_public=False, text="راز")
    record(ticket, Event.Name.NOTED, now=timezone.now(), by=officer, message=message)
    Message.objects.filter(pk=message.pk).update(text="", destroyed_at=timezone.now())

    assert "این متن پس از پایان زمان نگهداری حذف شد." in words_of(desk.get(address(ticket)))


def test_answer_that_waits_says_until_when(desk, ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    lifecycle.answer(ticket=ticket, text="پاسخ", outcome="upheld", by=officer, now=timezone.now())

    assert "به شهروند می‌رسد" in words_of(desk.get(address(ticket)))


@pytest.mark.parametrize("events", [1, 30])
def test_queries_do_not_grow_with_the_history(desk, ticket, officer, events, django_assert_num_queries):
    for number in range(events - 1):
        lifecycle.note(ticket=ticket, text=f"یادداشت {number}", by=officer, now=timezone.now())
    desk.get(address(ticket))

    with django_assert_num_queries(28):
        desk.get(address(ticket))


def test_english_page_is_in_english(desk, ticket):
    page = words_of(desk.get("/en" + address(ticket)))

    assert ('<html lang="en" dir="ltr">' in page, "What the citizen wrote" in page) == (True, True)
