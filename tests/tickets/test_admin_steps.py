"""Each step an officer can take on the page of a case, and what happens when somebody else was first."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import create_complaint, create_ticket, create_user
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle
from tickets.models import Event, Message, Ticket
from tickets.workflow import Kind, Status

ANSWER = "مبلغ برگردانده شد."


@pytest.fixture
def ticket(office):
    return create_complaint(unit=office, text="سطر یک")


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


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


@pytest.mark.parametrize("already", ["nobody", "colleague"])
def test_assign_to_who_has_it_already_is_no_change(desk, ticket, colleague, already):
    assignee = colleague if already == "colleague" else None
    Ticket.objects.filter(pk=ticket.pk).update(assignee=assignee)

    page = words_of(press(desk, ticket, "assign", assignee=assignee.pk if assignee else ""))

    assert "مسئول پرونده همین است" in page
    assert not ticket.events.filter(name=Event.Name.ASSIGNED).exists()


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


def test_units_to_transfer_to_stand_by_place_the_nearest_first(desk, ticket, unit, other_officer):
    create_user(role="officer", unit=unit("d_q1.complaints"))

    groups = BeautifulSoup(words_of(desk.get(address(ticket))), "html.parser").find(id="id_transfer-unit")("optgroup")

    assert [group["label"] for group in groups] == [unit("d_q1").name, unit("directorate").name]


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
    ],
)
def test_pressing_twice_does_it_once(desk, ticket, step, typed, event):
    seen = ticket.events.order_by("-pk").first().pk

    responses = [press(desk, ticket, step, seen=seen, **typed) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert ticket.events.filter(name=event).count() == 1


def test_transferring_twice_does_it_once_and_says_so(desk, ticket, other_office, other_officer):
    seen = ticket.events.get().pk

    responses = [
        press(desk, ticket, "transfer", seen=seen, unit=other_office.pk, reason=" مالی است ", follow=True)
        for _press in range(2)
    ]

    assert ["پرونده انتقال یافت" in words_of(response) for response in responses] == [True, True]
    assert ticket.events.filter(name=Event.Name.TRANSFERRED).count() == 1


def test_head_who_still_sees_the_case_may_press_transfer_twice(client, head, ticket, unit):
    target = unit("d_q1.complaints")
    create_user(role="officer", unit=target)
    client.force_login(head)
    seen = ticket.events.get().pk

    responses = [
        press(client, ticket, "transfer", seen=seen, unit=target.pk, reason="مالی است") for _press in range(2)
    ]

    assert [response.url for response in responses] == [address(ticket)] * 2
    assert ticket.events.filter(name=Event.Name.TRANSFERRED).count() == 1


def test_inspector_may_leave_a_note_in_a_case_of_another_unit(client, inspector, ticket):
    client.force_login(inspector)

    page = words_of(client.get(address(ticket)))
    press(client, ticket, "note", text="تا فردا پاسخ بدهید.")

    assert ('value="note"' in page, 'value="answer"' in page) == (True, False)
    assert Message.objects.get(ticket=ticket, author="staff").text == "تا فردا پاسخ بدهید."


def test_assigning_twice_does_it_once(desk, ticket, colleague):
    seen = ticket.events.get().pk

    responses = [press(desk, ticket, "assign", seen=seen, assignee=colleague.pk) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert ticket.events.filter(name=Event.Name.ASSIGNED).count() == 1


def test_second_choice_from_a_page_left_open_is_made(desk, ticket, officer, colleague):
    shown = ticket.events.get().pk
    press(desk, ticket, "assign", seen=shown, assignee=officer.pk)
    press(desk, ticket, "assign", seen=shown, assignee=colleague.pk)

    ticket.refresh_from_db()
    assert ticket.assignee == colleague


def test_same_words_with_another_outcome_are_no_second_press(desk, ticket):
    shown = ticket.events.get().pk
    press(desk, ticket, "answer", seen=shown, outcome="upheld", text=ANSWER)
    second = press(desk, ticket, "answer", seen=shown, outcome="not_upheld", text=ANSWER)

    ticket.refresh_from_db()
    assert (second.status_code, ticket.outcome) == (409, "upheld")


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
