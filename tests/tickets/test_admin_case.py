"""The page of a case: what it shows, each step an officer can take, and what happens when somebody else was first."""

import pytest
from django.utils import timezone

from tests.factories import (
    create_complaint,
    create_message,
    create_suggestion,
    create_ticket,
    create_topic,
    create_user,
)
from tickets import lifecycle, routing
from tickets.admin.story import REASONS, tell
from tickets.history import record
from tickets.models import Event, Message, RoutingRule
from tickets.workflow import Identity, Kind, Status

ANSWER = "مبلغ برگردانده شد."
CANARY_NAME, CANARY_CODE, CANARY_MOBILE = "نام قناری", "0012345679", "09123456789"


def address(ticket, section="tickets/ticket"):
    return f"/admin/{section}/{ticket.pk}/change/"


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


def press(client, ticket, step, *, seen=None, follow=False, **typed):
    """Fill in a step's form as the page shows it and press its button."""
    seen = ticket.events.order_by("-pk").first().pk if seen is None else seen
    data = {"step": step, f"{step}-seen": seen} | {f"{step}-{field}": value for field, value in typed.items()}
    return client.post(address(ticket), data, follow=follow)


def words_of(response):
    return response.content.decode()


def test_page_shows_the_case(desk, ticket, office):
    page = words_of(desk.get(address(ticket)))

    for words in ("سطر یک<br>سطر دو &lt;b&gt;درشت&lt;/b&gt;", "پول برگردانده شود.", office.name, "با نام", "خواسته"):
        assert words in page


@pytest.mark.parametrize("section", ["tickets/ticket", "complaints/complaint"])
def test_page_is_read_in_both_sections(desk, ticket, section):
    assert desk.get(address(ticket, section)).status_code == 200


def test_page_of_the_other_system_is_not_found(desk, ticket):
    assert desk.get(address(ticket, "suggestions/suggestion")).status_code == 404


def test_suggestion_shows_its_own_details(desk, office):
    page = words_of(desk.get(address(create_suggestion(unit=office))))

    assert ("صف ثبت‌نام دراز است." in page, "وقت مردم گرفته نمی‌شود." in page) == (True, True)


def test_case_without_details_is_shown(desk, office):
    for kind in (Kind.COMPLAINT, Kind.PRAISE):
        assert desk.get(address(create_ticket(unit=office, kind=kind))).status_code == 200


def test_another_units_case_is_not_found(desk, other_office):
    ticket = create_ticket(unit=other_office)

    assert [desk.get(address(ticket)).status_code, press(desk, ticket, "accept").status_code] == [404, 404]


def test_respondent_does_not_find_the_case(desk, officer, office):
    assert desk.get(address(create_ticket(unit=office, respondent_user=officer))).status_code == 404


def test_accept_begins_the_review(desk, ticket, officer):
    page = words_of(press(desk, ticket, "accept", follow=True))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee, "بررسی شروع شد" in page) == (Status.IN_REVIEW, officer, True)


def test_answer_is_kept_and_said(desk, ticket):
    page = words_of(press(desk, ticket, "answer", outcome="upheld", text=f"  {ANSWER}\u202e ", follow=True))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.outcome) == (Status.ANSWERED, "upheld")
    assert Message.objects.get(ticket=ticket, author="staff").text == ANSWER
    assert ("پاسخ شما ثبت شد" in page, "پاسخ داده شد: وارد" in page) == (True, True)


def test_answer_out_of_scope_names_the_other_body(desk, ticket):
    refused = press(desk, ticket, "answer", outcome="out_of_scope", text=ANSWER)
    press(desk, ticket, "answer", outcome="out_of_scope", other_body="شهرداری", text=ANSWER)

    ticket.refresh_from_db()
    assert "نام نهاد صلاحیت‌دار را بنویسید" in words_of(refused)
    assert (ticket.outcome, ticket.other_body) == ("out_of_scope", "شهرداری")


def test_other_body_with_another_outcome_is_refused(desk, ticket):
    page = words_of(press(desk, ticket, "answer", outcome="upheld", other_body="شهرداری", text=ANSWER))

    assert "این را خالی بگذارید" in page


def test_invalid_answer_says_what_is_missing_and_keeps_the_text(desk, ticket):
    response = press(desk, ticket, "answer", outcome="", text=ANSWER)

    page = words_of(response)
    assert (response.status_code, "نتیجه را انتخاب کنید" in page, ANSWER in page) == (200, True, True)
    assert "<title>خطا:" in page


def test_outcome_of_another_kind_is_refused(desk, ticket):
    press(desk, ticket, "answer", outcome="granted", text=ANSWER)

    ticket.refresh_from_db()
    assert ticket.status == Status.ROUTED


def test_praise_has_one_outcome_and_no_other_body(desk, office):
    praise = create_ticket(unit=office, kind=Kind.PRAISE)

    page = words_of(desk.get(address(praise)))

    assert ("به همکاران رسانده شد" in page, "انتخاب کنید</option>" in page.split("</select>")[0]) == (True, False)
    assert "answer-other_body" not in page


def test_note_stays_inside(desk, ticket):
    page = words_of(press(desk, ticket, "note", text="با مدرسه تماس گرفتم.", follow=True))

    note = Message.objects.get(ticket=ticket, author="staff")
    assert (note.is_public, note.text in page) == (False, True)


def test_assign_to_a_colleague_and_back(desk, ticket, colleague):
    page = words_of(press(desk, ticket, "assign", assignee=colleague.pk, follow=True))
    ticket.refresh_from_db()
    assert (ticket.assignee, f"سپرده شد به {colleague}" in page) == (colleague, True)

    page = words_of(press(desk, ticket, "assign", assignee="", follow=True))
    ticket.refresh_from_db()
    assert (ticket.assignee, "مسئول پرونده برداشته شد" in page) == (None, True)


def test_assign_to_a_stranger_is_refused(desk, ticket, other_officer):
    press(desk, ticket, "assign", assignee=other_officer.pk)

    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_transfer_ends_in_the_queue_with_a_message(desk, ticket, other_office, other_officer):
    response = press(desk, ticket, "transfer", unit=other_office.pk, reason="مالی است", follow=True)

    ticket.refresh_from_db()
    assert ticket.unit == other_office
    assert response.redirect_chain == [("/admin/tickets/ticket/", 302)]
    assert "پرونده انتقال یافت" in words_of(response)


def test_head_still_sees_what_was_transferred_below(client, head, ticket, unit):
    target = unit("d_q1.complaints")
    create_user(role="officer", unit=target)
    client.force_login(head)

    response = press(client, ticket, "transfer", unit=target.pk, reason="مالی است")

    assert response.url == address(ticket)
    assert "انتقال از" in words_of(client.get(response.url))


def test_transfer_to_a_unit_that_may_not_have_it_is_refused(desk, ticket, unit):
    for target in (ticket.unit, unit("legal")):  # its own; one without staff
        page = words_of(press(desk, ticket, "transfer", unit=target.pk, reason="چرا"))
        assert "چرا" in page

    ticket.refresh_from_db()
    assert ticket.status == Status.ROUTED


def test_second_answer_loses_and_keeps_its_text(desk, ticket, colleague):
    seen = ticket.events.order_by("-pk").first().pk
    lifecycle.answer(ticket=ticket, text="اول", outcome="upheld", by=colleague, now=timezone.now())

    response = press(desk, ticket, "answer", seen=seen, outcome="upheld", text=ANSWER)

    page = words_of(response)
    assert (response.status_code, ANSWER in page) == (409, True)
    assert "این پرونده را همکار دیگری پاسخ داد. متن شما به‌صورت پیش‌نویس ماند" in page
    assert Message.objects.filter(ticket=ticket, author="staff").get().text == "اول"


def test_step_that_no_longer_fits_keeps_its_text(desk, ticket, colleague):
    lifecycle.answer(ticket=ticket, text="اول", outcome="upheld", by=colleague, now=timezone.now())

    response = press(desk, ticket, "accept")

    assert (response.status_code, "این کار دیگر ممکن نیست" in words_of(response)) == (409, True)


def test_text_is_not_lost_when_the_case_went_elsewhere(desk, ticket, head, other_office, other_officer):
    lifecycle.transfer(ticket=ticket, unit=other_office, reason="مالی", by=head, now=timezone.now())

    response = press(desk, ticket, "answer", outcome="upheld", text=ANSWER)

    page = words_of(response)
    assert (response.status_code, ANSWER in page, "سطر یک" in page) == (404, True, False)


@pytest.mark.parametrize(
    ("step", "typed", "event"),
    [
        ("accept", {}, Event.Name.ACCEPTED),
        ("answer", {"outcome": "upheld", "text": ANSWER}, Event.Name.ANSWERED),
        ("note", {"text": "یادداشت"}, Event.Name.NOTED),
        ("assign", {"assignee": ""}, Event.Name.ASSIGNED),
    ],
)
def test_pressing_twice_does_it_once(desk, ticket, step, typed, event):
    seen = ticket.events.order_by("-pk").first().pk

    responses = [press(desk, ticket, step, seen=seen, **typed) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert ticket.events.filter(name=event).count() == 1


def test_second_note_with_other_words_is_kept(desk, ticket):
    for text in ("یک", "دو"):
        press(desk, ticket, "note", seen=0, text=text)

    assert ticket.events.filter(name=Event.Name.NOTED).count() == 2


def test_unknown_step_changes_nothing(desk, ticket):
    response = desk.post(address(ticket), {"step": "close", "status": "closed", "unit": "1"})

    ticket.refresh_from_db()
    assert (response.status_code, ticket.status) == (200, Status.ROUTED)


def test_director_reads_without_any_step(client, director, ticket):
    client.force_login(director)

    page = words_of(client.get(address(ticket)))
    refused = press(client, ticket, "note", text="یادداشت مدیر")

    assert ("می‌توانید این پرونده را بخوانید" in page, 'value="answer"' in page) == (True, False)
    assert (refused.status_code, "یادداشت مدیر" in words_of(refused)) == (409, True)


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

    assert "قاعدهٔ ۰ (شهریهٔ آزمون) پرونده را به ادارهٔ «nongov» منطقه می‌فرستد." in page


@pytest.mark.parametrize("reason", list(REASONS))
def test_each_reason_of_routing_has_a_sentence(office, reason):
    ticket = create_ticket(unit=office)
    record(ticket, Event.Name.ROUTED, now=timezone.now(), details={"rule": None, "reasons": [reason]})

    assert tell(ticket)[0].reasons == (str(REASONS[reason]),)


def test_rule_of_the_directorate_without_conditions_is_explained(office):
    rule = RoutingRule.objects.create(order=0, office="complaints", level=RoutingRule.Level.PROVINCE)
    ticket = create_ticket(unit=office)
    record(ticket, Event.Name.ROUTED, now=timezone.now(), details={"rule": rule.pk, "reasons": []})

    assert tell(ticket)[0].reasons == ("قاعدهٔ ۰ (هر پرونده‌ای) پرونده را به ادارهٔ «complaints» استان می‌فرستد.",)


def test_deleted_rule_leaves_the_reasons(office):
    ticket = create_ticket(unit=office)
    record(ticket, Event.Name.ROUTED, now=timezone.now(), details={"rule": 10**9, "reasons": ["addressed"]})

    assert tell(ticket)[0].reasons == (str(REASONS["addressed"]),)


def test_destroyed_text_is_said_to_be_destroyed(desk, ticket, officer):
    message = create_message(ticket=ticket, written_by=officer, is_public=False, text="راز")
    record(ticket, Event.Name.NOTED, now=timezone.now(), by=officer, message=message)
    Message.objects.filter(pk=message.pk).update(text="", destroyed_at=timezone.now())

    assert "این متن پس از پایان زمان نگهداری حذف شد." in words_of(desk.get(address(ticket)))


def test_answer_that_waits_says_until_when(desk, ticket, officer, settings):
    settings.ANSWER_UNDO_SECONDS = 300
    lifecycle.answer(ticket=ticket, text=ANSWER, outcome="upheld", by=officer, now=timezone.now())

    assert "به شهروند می‌رسد" in words_of(desk.get(address(ticket)))


@pytest.mark.parametrize("events", [1, 30])
def test_queries_do_not_grow_with_the_history(desk, ticket, officer, events, django_assert_num_queries):
    for number in range(events - 1):
        lifecycle.note(ticket=ticket, text=f"یادداشت {number}", by=officer, now=timezone.now())
    desk.get(address(ticket))

    with django_assert_num_queries(15):
        desk.get(address(ticket))


def test_english_page_is_in_english(desk, ticket):
    page = words_of(desk.get("/en" + address(ticket)))

    assert ('<html lang="en" dir="ltr">' in page, "What the citizen wrote" in page) == (True, True)
