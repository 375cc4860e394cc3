"""Where a head must approve: the officer proposes, the head approves or returns, and nothing is decided unread."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from tests.factories import create_attachment, create_complaint, create_user
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle
from tickets.models import Event, Message, Proposal, Ticket
from tickets.workflow import Status
from units.models import Unit

ANSWER, CHANGE = "مبلغ برگردانده شد.", "تاریخ را هم بنویسید."
BETTER = "مبلغ تا دیروز برگردانده شد."


@pytest.fixture
def ticket(office):
    Unit.objects.filter(pk=office.pk).update(needs_approval=True)
    return create_complaint(unit=Unit.objects.get(pk=office.pk))


@pytest.fixture
def desk(client, officer):
    """The browser of `officer`."""
    client.force_login(officer)
    return client


@pytest.fixture
def desk_of_head(head):
    client = Client()
    client.force_login(head)
    return client


def propose(ticket, by, text=ANSWER):
    return lifecycle.propose(ticket=ticket, text=text, outcome="upheld", by=by, now=timezone.now())


def page_of(client, ticket):
    return BeautifulSoup(words_of(client.get(address(ticket))), "html.parser")


def steps_on(page):
    return {button["value"] for button in page.find_all("button", attrs={"name": "step"})}


def decide(client, ticket, step, **typed):
    """Press a head's button on the page as it stands."""
    proposal = page_of(client, ticket).find("input", id=f"id_{step}-proposal")["value"]
    return press(client, ticket, step, proposal=proposal, follow=True, **typed)


def test_officer_proposes_with_the_same_form(desk, ticket, officer):
    assert "ارسال برای تأیید رئیس" in page_of(desk, ticket).find("button", class_="primary").text

    page = words_of(press(desk, ticket, "answer", outcome="upheld", text=ANSWER, follow=True))

    ticket.refresh_from_db()
    proposal = Proposal.objects.pending().get(ticket=ticket)
    assert (ticket.status, proposal.message.text, proposal.outcome) == (Status.IN_REVIEW, ANSWER, "upheld")
    assert "پاسخ شما منتظر تأیید رئیس است" in page


def test_proposing_twice_does_it_once(desk, ticket):
    seen = ticket.events.get().pk
    responses = [press(desk, ticket, "answer", seen=seen, outcome="upheld", text=ANSWER) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert Proposal.objects.filter(ticket=ticket).count() == 1


def test_officer_reads_what_waits_and_gives_no_second_answer(desk, ticket, officer):
    propose(ticket, officer)

    page = page_of(desk, ticket)

    assert ANSWER in page.find(class_="proposal").text
    assert steps_on(page) & {"answer", "approve", "send_back"} == set()
    assert "منتظر تأیید رئیس" in page.find(class_="bar").text
    assert ANSWER not in page.find(class_="history").text  # once is enough


def test_second_proposal_from_a_page_left_open_keeps_its_text(desk, ticket, colleague):
    seen = ticket.events.get().pk
    propose(ticket, colleague, text="پیشنهاد همکار")

    response = press(desk, ticket, "answer", seen=seen, outcome="upheld", text=ANSWER)

    assert (response.status_code, ANSWER in words_of(response)) == (409, True)
    assert Proposal.objects.get(ticket=ticket).message.text == "پیشنهاد همکار"


def test_head_approves_and_the_officer_is_the_writer(desk_of_head, ticket, officer, head):
    propose(ticket, officer)

    page = words_of(decide(desk_of_head, ticket, "approve"))

    ticket.refresh_from_db()
    event = ticket.events.get(name=Event.Name.ANSWERED)
    assert (ticket.status, ticket.outcome, event.by, event.message.written_by) == (
        Status.ANSWERED,
        "upheld",
        head,
        officer,
    )
    assert "پاسخ تأیید شد" in page


def test_approving_twice_does_it_once(desk_of_head, ticket, officer):
    propose(ticket, officer)
    seen, proposal = ticket.events.latest("pk").pk, Proposal.objects.get(ticket=ticket).pk

    responses = [press(desk_of_head, ticket, "approve", seen=seen, proposal=proposal) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert ticket.events.filter(name=Event.Name.ANSWERED).count() == 1


def test_proposal_that_came_meanwhile_is_not_approved_unread(desk_of_head, ticket, officer, head):
    propose(ticket, officer)
    shown = Proposal.objects.get(ticket=ticket).pk
    lifecycle.send_back(ticket=ticket, text=CHANGE, by=head, now=timezone.now())
    propose(ticket, officer, text="متنی که رئیس ندیده است")

    for step in ("approve", "send_back"):
        response = press(desk_of_head, ticket, step, proposal=shown, text="دیگر")
        assert response.status_code == 409

    ticket.refresh_from_db()
    assert (ticket.status, Proposal.objects.pending().count()) == (Status.IN_REVIEW, 1)


@pytest.mark.parametrize("forged", ["", "x", "99999999999999999999"])
def test_forged_proposal_is_refused(desk_of_head, ticket, officer, forged):
    propose(ticket, officer)

    press(desk_of_head, ticket, "approve", proposal=forged)

    assert Proposal.objects.pending().filter(ticket=ticket).exists()


def test_officer_who_forges_an_approval_is_refused(desk, ticket, colleague):
    propose(ticket, colleague)

    response = press(desk, ticket, "approve", proposal=Proposal.objects.get(ticket=ticket).pk)

    assert (response.status_code, Proposal.objects.pending().count()) == (409, 1)


def test_head_returns_it_with_words_and_the_text_stands_in_its_box(desk_of_head, desk, ticket, officer):
    propose(ticket, officer)
    refused = decide(desk_of_head, ticket, "send_back", text="")
    decide(desk_of_head, ticket, "send_back", text=CHANGE)

    page = page_of(desk, ticket)
    assert "آنچه باید تغییر کند را بنویسید" in words_of(refused)
    assert CHANGE in page.find(class_="comment").text
    assert page.find("textarea", id="id_answer-text").text.strip() == ANSWER
    assert page.find("select", id="id_answer-outcome").find("option", selected=True)["value"] == "upheld"


def test_returned_answer_goes_to_the_head_anew_though_nothing_was_changed(desk_of_head, desk, ticket, officer):
    shown = ticket.events.latest("pk").pk
    press(desk, ticket, "answer", seen=shown, outcome="upheld", text=ANSWER)
    decide(desk_of_head, ticket, "send_back", text=CHANGE)

    press(desk, ticket, "answer", seen=shown, outcome="upheld", text=ANSWER)  # the page from before, by «back»

    assert Proposal.objects.pending().filter(ticket=ticket).count() == 1


def test_text_is_kept_while_the_head_returns_and_the_officer_only_takes_a_note(desk, ticket, officer, head):
    propose(ticket, officer)
    lifecycle.send_back(ticket=ticket, text=CHANGE, by=head, now=timezone.now())

    typed = {"answer-text": ANSWER, "answer-outcome": "upheld"}  # untouched, as the page brought it
    seen = ticket.events.latest("pk").pk
    response = desk.post(
        address(ticket), {"step": "note", "note-seen": seen, "note-text": "تماس گرفتم.", **typed}, follow=True
    )

    assert response.redirect_chain[-1][1] == 302  # nothing is unsent: a page of its own, that can be reloaded
    page = BeautifulSoup(words_of(response), "html.parser")
    assert page.find("textarea", id="id_answer-text").text.strip() == ANSWER


def test_answer_of_another_unit_stands_in_nobodys_box(desk, ticket, officer, head, other_office, other_officer):
    propose(ticket, officer)
    lifecycle.send_back(ticket=ticket, text=CHANGE, by=head, now=timezone.now())
    lifecycle.transfer(ticket=ticket, unit=other_office, reason="مالی است", by=head, now=timezone.now())
    client = Client()
    client.force_login(other_officer)

    assert page_of(client, ticket).find("textarea", id="id_answer-text").text.strip() == ""


def test_files_of_a_returned_answer_go_with_the_next(desk, ticket, officer, head):
    message = propose(ticket, officer).message
    kept, left = (create_attachment(message=message, label=label) for label in ("رسید.pdf", "اشتباه.pdf"))
    lifecycle.send_back(ticket=ticket, text=CHANGE, by=head, now=timezone.now())

    boxes = page_of(desk, ticket).find_all("input", attrs={"name": "answer-again"})
    press(desk, ticket, "answer", outcome="upheld", text=BETTER, again=kept.pk)

    kept.refresh_from_db()
    left.refresh_from_db()
    assert [(int(box["value"]), box.has_attr("checked")) for box in boxes] == [(kept.pk, True), (left.pk, True)]
    assert (kept.message.text, left.message) == (BETTER, message)


def test_file_of_another_case_does_not_go_with_it(desk, ticket, officer, head, office):
    other = create_complaint(unit=office)
    foreign = create_attachment(message=propose(other, officer).message)
    own = create_attachment(message=propose(ticket, officer).message)
    for case in (ticket, other):
        lifecycle.send_back(ticket=case, text=CHANGE, by=head, now=timezone.now())

    press(desk, ticket, "answer", outcome="upheld", text=BETTER, again=foreign.pk)

    own.refresh_from_db()
    foreign.refresh_from_db()
    assert foreign.message.ticket_id == other.pk


def test_head_who_proposed_as_an_officer_answers_without_approval(client, ticket, office):
    person = create_user(role="officer", unit=office)
    propose(ticket, person)
    person.groups.set(create_user(role="head", unit=office).groups.all())
    client.force_login(person)

    page = page_of(client, ticket)
    press(client, ticket, "answer", outcome="upheld", text=BETTER)

    ticket.refresh_from_db()
    assert page.find("textarea", id="id_answer-text").text.strip() == ANSWER
    assert (steps_on(page) & {"answer", "approve"}, ticket.status) == ({"answer"}, Status.ANSWERED)


def test_overseer_reads_the_proposal_and_decides_nothing(client, inspector, ticket, officer):
    propose(ticket, officer)
    client.force_login(inspector)

    page = page_of(client, ticket)

    assert (ANSWER in page.find(class_="proposal").text, steps_on(page) & {"approve", "send_back"}) == (True, set())


def test_topic_asks_for_approval_as_well(desk, office):
    ticket = create_complaint(unit=office)
    type(ticket.topic).objects.filter(pk=ticket.topic_id).update(needs_approval=True)

    press(desk, ticket, "answer", outcome="upheld", text=ANSWER)

    assert Ticket.objects.get(pk=ticket.pk).status == Status.IN_REVIEW
    assert Message.objects.get(ticket=ticket, author="staff").is_public is False
