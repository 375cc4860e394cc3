"""Suggestion, criticism and praise, from the first page to the case."""

import pytest
from django.utils import translation

from suggestions.models import SuggestionDetails
from tests.factories import create_topic
from tests.journeys import SEND, errors, fill
from tickets.models import Message, Sender, Ticket

pytestmark = pytest.mark.usefixtures("reference")

CHECK = "/suggestions/check/"
DONE = "/suggestions/done/"
SUGGESTION = {
    "kind": {"kind": "suggestion"},
    "topic": {"topic": "enrolment"},
    "place": {"district": "unknown"},
    "idea": {"problem": "صف دراز است.", "idea": "نوبت اینترنتی بگذارید.", "benefit": "وقت مردم."},
    "files": {},
    "you": {"contact": "none"},
}


def words(kind, topic="culture", **changes):
    """The pages of criticism or praise."""
    pages = {
        "kind": {"kind": kind},
        "topic": {"topic": topic},
        "place": SUGGESTION["place"],
        "words": {"text": "اردو بی‌برنامه بود."},
        "files": {},
        "you": SUGGESTION["you"],
    }
    return pages | changes


def send(client, pages):
    fill(client, pages, system="suggestions")
    client.get(CHECK)
    return client.post(CHECK, SEND)


def refused(client, slug, typed, pages):
    """The sentences shown for `typed` on the page `slug`."""
    with translation.override("en"):
        fill(client, {name: pages[name] for name in list(pages)[: list(pages).index(slug)]}, system="suggestions")
        address = f"/en/suggestions/{slug}/"
        assert client.post(address, typed).url == address
        return errors(client.get(address))


def test_start_leads_to_the_first_page(client):
    assert client.get("/suggestions/").url == "/suggestions/kind/"


@pytest.mark.parametrize("kind", ["suggestion", "criticism", "praise"])
def test_number_of_pages_is_the_same_from_the_first_page_on(client, kind):
    first = client.get("/suggestions/kind/").context["journey"].length
    fill(client, {"kind": {"kind": kind}}, system="suggestions")

    assert client.get("/suggestions/topic/").context["journey"].length == first == 7


@pytest.mark.parametrize(
    ("kind", "question"),
    [("suggestion", "به کجا مربوط است؟"), ("criticism", "کجا رخ داد؟"), ("praise", "به کجا مربوط است؟")],
)
def test_place_is_asked_for_in_words_that_fit_the_kind(client, kind, question):
    fill(client, {"kind": {"kind": kind}, "topic": {"topic": "culture"}}, system="suggestions")

    assert client.get("/suggestions/place/").context["form"].title == question


def test_suggestion_arrives(client):
    response = send(client, SUGGESTION)

    ticket, details = Ticket.objects.get(), SuggestionDetails.objects.get()
    assert (response.status_code, response.url) == (303, DONE)
    assert (ticket.kind, ticket.topic.code, ticket.identity) == ("suggestion", "enrolment", "anonymous")
    assert (details.problem, details.idea, details.benefit) == ("صف دراز است.", "نوبت اینترنتی بگذارید.", "وقت مردم.")


def test_whole_suggestion_is_the_message_that_sender_and_officer_read(client):
    send(client, SUGGESTION)
    client.post("/suggestions/")
    send(client, SUGGESTION | {"idea": SUGGESTION["idea"] | {"benefit": ""}})

    whole = "مسئله:\nصف دراز است.\n\nایده:\nنوبت اینترنتی بگذارید."
    texts = list(Message.objects.order_by("pk").values_list("text", flat=True))
    assert texts == [f"{whole}\n\nفایده:\nوقت مردم.", whole]


@pytest.mark.parametrize("kind", ["criticism", "praise"])
def test_words_arrive_without_details(client, kind):
    send(client, words(kind))

    assert (Ticket.objects.get().kind, Message.objects.get().text) == (kind, "اردو بی‌برنامه بود.")
    assert SuggestionDetails.objects.count() == 0


def test_name_and_contact_arrive_when_given(client):
    you = {"name": "علی", "contact": "email", "email": "ali@example.com"}

    send(client, SUGGESTION | {"you": you})

    sender = Sender.objects.get()
    assert (Ticket.objects.get().identity, sender.name, sender.contact, sender.email) == (
        "named",
        "علی",
        "email",
        "ali@example.com",
    )
    assert (sender.id_type, sender.id_number, sender.relation) == ("", "", "")


def test_page_about_the_sender_may_be_left_empty(client):
    send(client, SUGGESTION | {"you": {}})

    assert (Ticket.objects.get().identity, Sender.objects.get().contact) == ("anonymous", "none")


def test_contact_without_a_name_arrives(client):
    send(client, SUGGESTION | {"you": {"contact": "sms", "mobile": "۰۹۱۲ ۳۴۵ ۶۷۸۹"}})

    sender = Sender.objects.get()
    assert (Ticket.objects.get().identity, sender.name, sender.mobile) == ("anonymous", "", "09123456789")


@pytest.mark.parametrize(("kind", "is_about_it"), [("criticism", True), ("praise", False)])
def test_school_is_complained_of_by_criticism_only(client, school, kind, is_about_it):
    place = {"district": "unknown", "school_text": "آزادی", "school": school.pk}

    send(client, words(kind, place=place))

    ticket = Ticket.objects.get()
    assert (ticket.school, ticket.about) == (school, school if is_about_it else None)


def test_criticism_of_an_office_names_it(client, office):
    create_topic(code="slow", about_office=True)
    pages = words("criticism", "slow")
    rest = {slug: pages.pop(slug) for slug in ("words", "files", "you")}

    send(client, pages | {"office": {"about_office": "yes", "office": office.pk}} | rest)

    assert Ticket.objects.get().about == office


def test_praise_is_asked_about_no_office(client):
    create_topic(code="slow", about_office=True)

    fill(client, words("praise", "slow"), system="suggestions")

    assert client.get(CHECK).status_code == 200


@pytest.mark.parametrize("kind", ["complaint", "report", "request", ""])
def test_kind_of_the_other_system_is_refused(client, kind):
    assert refused(client, "kind", {"kind": kind}, SUGGESTION) == {"kind": ["Choose what you would like to send"]}


def test_topic_of_complaints_only_is_refused(client):
    assert refused(client, "topic", {"topic": "corporal"}, SUGGESTION) == {
        "topic": ["Choose a topic, or “I do not know”"]
    }


def test_idea_wants_problem_and_idea(client):
    assert refused(client, "idea", {"problem": " ", "idea": ""}, SUGGESTION) == {
        "problem": ["Enter the problem"],
        "idea": ["Enter your idea"],
    }


def test_idea_too_long(client):
    typed = {"problem": "x" * 2001, "idea": "x" * 4001, "benefit": "x" * 2001}

    assert refused(client, "idea", typed, SUGGESTION) == {
        "problem": ["The problem must be 2,000 characters or less"],
        "idea": ["The idea must be 4,000 characters or less"],
        "benefit": ["The benefit must be 2,000 characters or less"],
    }


def test_words_are_wanted(client):
    assert refused(client, "words", {"text": ""}, words("praise")) == {"text": ["Write what you want to say"]}


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"email": "ali@example.com"}, {"contact": ["Choose how we shall tell you"]}),
        ({"contact": "sms"}, {"mobile": ["Enter an 11-digit mobile number"]}),
        ({"contact": "none", "name": "x" * 121}, {"name": ["Your name must be 120 characters or less"]}),
    ],
)
def test_you_says_what_is_missing(client, typed, sentences):
    assert refused(client, "you", typed, SUGGESTION) == sentences


def test_matter_of_others_leads_to_a_page_of_this_system(client):
    fill(client, {"kind": SUGGESTION["kind"]}, system="suggestions")

    led = client.post("/suggestions/topic/", {"topic": "elsewhere:other-body"})

    assert led.url == "/suggestions/not-accepted/other-body/"
    assert client.get(led.url).context["back"] == "/suggestions/topic/"


def test_sending_twice_registers_once(client):
    send(client, SUGGESTION)
    groups = client.get(DONE).context["groups"]

    again = client.post(CHECK, SEND)

    assert (again.url, Ticket.objects.count(), client.get(DONE).context["groups"]) == (DONE, 1, groups)


def test_code_is_not_shown_to_another_session(client, client_of_somebody_else):
    send(client, SUGGESTION)

    assert "groups" not in client_of_somebody_else.get(DONE).context


def test_code_of_one_system_is_not_shown_by_the_other(client):
    send(client, SUGGESTION)

    assert "groups" not in client.get("/complaints/done/").context


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("criticism", "انتقاد شما ثبت شد"), ("praise", "قدردانی شما ثبت شد")],
)
def test_done_names_what_was_sent(client, kind, sentence):
    send(client, words(kind))

    assert f"<h1>{sentence}</h1>" in client.get(DONE).content.decode()


def test_journeys_are_short(client):
    fill(client, SUGGESTION, system="suggestions")

    assert client.get(CHECK).context["journey"].length == 7


@pytest.mark.parametrize("ticked", [True, False])
def test_new_code_may_be_sent_where_it_was_ticked(client, ticked):
    you = {"contact": "sms", "mobile": "09123456789"} | ({"code_may_be_sent": "on"} if ticked else {})

    send(client, {**SUGGESTION, "you": you})

    assert Sender.objects.get().code_may_be_sent is ticked
