"""What officers and heads do with a suggestion on the page of the case."""

import pytest
from django.utils import timezone

from suggestions.models import Assessment, Release, Undertaking
from tests.factories import create_complaint, create_suggestion
from tests.tickets.desk import address, press, words_of
from tickets import lifecycle
from tickets.models import Event
from tickets.workflow import Outcome

SCORES = {"effect": "4", "cost": "2", "feasibility": "5"}


@pytest.fixture
def suggestion(office):
    return create_suggestion(unit=office)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def accepted(suggestion, desk, head):
    press(desk, suggestion, "assess", **SCORES)
    lifecycle.answer(ticket=suggestion, text="اجرا می‌شود.", outcome=Outcome.ACCEPTED, by=head, now=timezone.now())
    suggestion.refresh_from_db()
    return suggestion


def offered(response):
    """The steps on the page that only suggestions have."""
    return {"assess", "undertake", "implement", "release", "conceal"} & set(response.context["forms"])


def own(desk, ticket, owner, year="1406"):
    date = {"due_on_day": "1", "due_on_month": "2", "due_on_year": year}
    return press(desk, ticket, "undertake", owner=owner.pk, follow=True, **date)


def test_officer_scores_it_once_however_often_the_button_is_pressed(desk, suggestion):
    seen = suggestion.events.latest("pk").pk
    for _ in range(2):
        press(desk, suggestion, "assess", seen=seen, **SCORES)

    page = words_of(desk.get(address(suggestion)))
    assert (str(Assessment.objects.get()), Event.objects.filter(name="assessed").count()) == ("4/2/5", 1)
    assert "اثر ۴، هزینه ۲، امکان‌پذیری ۵" in page


def test_scores_that_are_missing_are_asked_for(desk, suggestion):
    response = press(desk, suggestion, "assess", effect="4", cost="", feasibility="9")

    assert (list(response.context["bound"].errors), Assessment.objects.count()) == (["cost", "feasibility"], 0)


def test_answer_before_the_scores_is_refused_in_words_and_kept(desk, suggestion):
    response = press(desk, suggestion, "answer", outcome="accepted", text="پیشنهاد خوبی است و اجرا می‌شود")

    page = words_of(response)
    assert response.status_code == 409
    assert ("نخست به اثر، هزینه و امکان‌پذیری پیشنهاد امتیاز بدهید" in page, "پیشنهاد خوبی است" in page) == (True, True)


def test_scores_come_first_of_the_further_steps(desk, suggestion):
    further = desk.get(address(suggestion)).context["further"]

    assert (further[0].name, further[1].name) == ("assess", "ask")


def test_steps_of_suggestions_come_one_after_the_other(desk, suggestion, officer):
    before = offered(desk.get(address(suggestion)))

    assert before == {"assess"}


def test_accepted_one_is_owned_and_then_implemented(desk, accepted, officer):
    first = offered(desk.get(address(accepted)))
    page = words_of(own(desk, accepted, officer))
    second = offered(desk.get(address(accepted)))
    press(desk, accepted, "implement", text="نوبت‌دهی باز شد.")

    assert (first, second, offered(desk.get(address(accepted)))) == ({"undertake"}, {"undertake", "implement"}, set())
    assert "تا ۱ اردیبهشت ۱۴۰۶" in page
    assert Undertaking.objects.get().done.message.text == "نوبت‌دهی باز شد."


def test_owner_is_kept_once_and_another_date_is_another_step(desk, accepted, officer):
    seen = accepted.events.latest("pk").pk
    for year in ("1406", "1406", "1407"):
        date = {"due_on_day": "1", "due_on_month": "2", "due_on_year": year}
        press(desk, accepted, "undertake", seen=seen, owner=officer.pk, **date)

    assert Event.objects.filter(name="undertaken").count() == 2


@pytest.mark.parametrize("year", ["1400", ""])
def test_date_gone_by_or_missing_is_refused(desk, accepted, officer, year):
    date = {"due_on_day": "1", "due_on_month": "2", "due_on_year": year}

    response = press(desk, accepted, "undertake", owner=officer.pk, **date)

    assert (list(response.context["bound"].errors), Undertaking.objects.count()) == (["due_on"], 0)


def test_head_shows_it_in_public_and_takes_it_out(desk, accepted, head):
    desk.force_login(head)
    press(desk, accepted, "release", public_title="نوبت اینترنتی ثبت‌نام")
    shown = Release.objects.get().title
    after = offered(desk.get(address(accepted)))
    press(desk, accepted, "conceal")

    assert (shown, "conceal" in after, "release" in after) == ("نوبت اینترنتی ثبت‌نام", True, False)
    assert not Release.objects.exists()


def test_officer_is_offered_nothing_public_and_forging_it_does_nothing(desk, accepted):
    response = press(desk, accepted, "release", public_title="x")

    assert ("release" in offered(desk.get(address(accepted))), Release.objects.exists()) == (False, False)
    assert response.status_code == 409


def test_other_kinds_have_none_of_these_steps(desk, office):
    assert offered(desk.get(address(create_complaint(unit=office)))) == set()


@pytest.mark.parametrize("number", ["۰۹۱۲ ۳۴۵ ۶۷۸۹", "0499370899"])
def test_title_that_everybody_reads_has_nobodys_number(client, accepted, head, number):
    client.force_login(head)

    response = press(client, accepted, "release", public_title=f"پیشنهاد آقای رضایی {number}")

    assert ("همه این عنوان را می‌خوانند" in words_of(response), Release.objects.exists()) == (True, False)
