"""Are you a person? The proof of work and the picture."""

import base64
import json
from datetime import timedelta
from io import BytesIO

import altcha
import pytest
from bs4 import BeautifulSoup
from captcha.models import CaptchaStore
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from persian.digits import to_ascii_digits
from tests.tickets.human_checks import solved
from tickets import sweep
from tickets.human_check import picture, proof
from tickets.human_check.fields import HumanCheckField
from tickets.models import UsedChallenge

CHALLENGE = "/track/challenge/"
ANOTHER = "/track/another-picture/"

pytestmark = pytest.mark.django_db


class AskingForm(forms.Form):
    captcha = HumanCheckField()


def judged(*, key="", answer="", payload=""):
    """The codes of what is wrong with an answer; none when it is taken."""
    form = AskingForm({"captcha_0": key, "captcha_1": answer, "captcha_2": payload})
    return [error.message for error in form.errors.as_data().get("captcha", [])]


def sentence(code):
    return str(HumanCheckField().error_messages[code])


def hang_picture(*, digits="24689", expires_in=timedelta(minutes=5)):
    CaptchaStore.objects.create(
        challenge=digits, response=digits, hashkey="key", expiration=timezone.now() + expires_in
    )


# --- The proof of work ---------------------------------------------------------------------------------------------


def test_solved_challenge_of_the_page_is_taken(client):
    payload = solved(client.get(CHALLENGE).json())

    assert judged(payload=payload) == []


def test_challenge_is_new_each_time_and_kept_by_no_cache(client):
    first, second = client.get(CHALLENGE), client.get("/en" + CHALLENGE)

    assert first.json()["signature"] != second.json()["signature"]
    assert "no-store" in first.headers["Cache-Control"]
    assert client.post(CHALLENGE).status_code == 405


def test_challenge_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(CHALLENGE)


def test_work_stays_between_its_bounds():
    tries = [json.loads(base64.b64decode(solved()))["solution"]["counter"] for _round in range(5)]

    assert all(proof.FEWEST_TRIES <= number <= proof.MOST_TRIES for number in tries)


def test_proof_is_taken_once():
    payload = solved()

    assert (judged(payload=payload), judged(payload=payload)) == ([], [sentence("stale")])


def test_proof_written_differently_is_not_taken_again():
    payload = solved()
    judged(payload=payload)
    content = json.loads(base64.b64decode(payload))
    content["solution"] |= {"derivedKey": content["solution"]["derivedKey"].upper(), "counter": 1, "time": 1}

    assert judged(payload=base64.b64encode(json.dumps(content).encode()).decode()) == [sentence("stale")]


def test_wrong_solution_is_refused_and_leaves_the_challenge_unspent():
    challenge = proof.new_challenge(now=timezone.now())

    refused = judged(payload=solved(challenge, derived_key="00" * 32))

    assert (refused, judged(payload=solved(challenge))) == ([sentence("stale")], [])


def test_expired_challenge_is_refused():
    payload = solved(proof.new_challenge(now=timezone.now() - timedelta(minutes=10, seconds=1)))

    assert judged(payload=payload) == [sentence("stale")]


@pytest.mark.parametrize("change", [{"keyPrefix": "00"}, {"cost": 1}, {"expiresAt": 9_999_999_999}])
def test_challenge_made_easier_or_longer_is_refused(change):
    challenge = proof.new_challenge(now=timezone.now())
    challenge["parameters"] |= change
    if "cost" in change:
        challenge["parameters"]["keyPrefix"] = "00"

    assert judged(payload=solved(challenge)) == [sentence("stale")]


def test_challenge_that_is_not_ours_is_refused():
    foreign = altcha.create_challenge(proof.ALGORITHM, 1, hmac_secret="another", hmac_key_secret="another")

    assert judged(payload=solved(foreign.to_dict())) == [sentence("stale")]


@pytest.mark.parametrize(
    "payload",
    [
        "x",
        "\u0660",
        *(base64.b64encode(content).decode() for content in (b"\xff", b"{}", b"[]", b"null", b"[" * 9_000)),
    ],
)
def test_nonsense_is_refused(payload):
    assert judged(payload=payload) == [sentence("stale")]


def test_nothing_at_all_is_refused():
    assert judged() == [sentence("required")]


def test_taking_a_proof_costs_one_row(django_assert_num_queries):
    payload = solved()

    with django_assert_num_queries(3):  # savepoint, row, savepoint
        assert proof.spend(payload)


def test_cleaning_keeps_what_could_still_be_handed_in():
    now = timezone.now()
    for number, expires_at in enumerate((now - timedelta(seconds=1), now + timedelta(seconds=1))):
        UsedChallenge.objects.create(signature=bytes([number]), expires_at=expires_at)

    sweep.clean(now=now)

    assert UsedChallenge.objects.get().expires_at > now


# --- The picture ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["24689", "۲۴۶۸۹", "٢٤٦٨٩", " 24 689 "])
def test_digits_are_taken_in_every_writing(typed):
    hang_picture()

    assert judged(key="key", answer=typed) == []


def test_wrong_digits_use_the_picture_up():
    hang_picture()

    assert (judged(key="key", answer="22222"), CaptchaStore.objects.count()) == ([sentence("invalid")], 0)


def test_old_picture_is_refused():
    hang_picture(expires_in=timedelta(0))

    assert judged(key="key", answer="24689") == [sentence("invalid")]


def test_right_digits_are_taken_whatever_the_proof():
    hang_picture()

    assert judged(key="key", answer="24689", payload="x") == []


@pytest.mark.parametrize(("language", "digits"), [("fa", "۲۳۴۵۶۷۸۹"), ("en", "23456789")])
def test_picture_shows_the_digits_of_the_page(language, digits):
    with override(language):
        drawn, answer = picture.digits_challenge()

    assert (len(drawn), to_ascii_digits(drawn)) == (5, answer)
    assert set(drawn) <= set(digits)


@pytest.mark.parametrize("digits", ["۲۳۴۵۶۷۸۹", "23456789"])
def test_every_digit_has_a_shape_of_its_own(digits):
    """A font without them would draw five empty boxes, and nobody could send anything."""
    assert len({picture.draw(digit, key="same") for digit in digits}) == len(digits)


def test_picture_is_drawn_at_twice_its_size_and_always_alike(client):
    hang_picture()

    first, second = (client.get(reverse("captcha-image", args=["key"])) for _time in range(2))

    assert (first.headers["Content-Type"], first.content) == ("image/png", second.content)
    assert Image.open(BytesIO(first.content)).size == (480, 160)
    assert "no-store" in first.headers["Cache-Control"]


def test_answered_picture_is_gone(client):
    hang_picture()
    judged(key="key", answer="22222")

    assert client.get(reverse("captcha-image", args=["key"])).status_code == 410


def test_another_picture_for_the_script_takes_the_place_of_the_old(client):
    hang_picture()

    fresh = client.post(ANOTHER, {"key": "key"}).json()

    assert client.get(fresh["picture"]).status_code == 200
    assert judged(key=fresh["key"], answer=CaptchaStore.objects.get().response) == []


@pytest.mark.parametrize("sent", [{}, {"key": "unknown"}, {"key": "\0"}, {"key": "x" * 5000}])
def test_who_has_no_picture_gets_none(client, sent):
    responses = [client.post(ANOTHER, sent), client.get(ANOTHER, sent)]

    assert [response.status_code for response in responses] == [410, 405]
    assert not CaptchaStore.objects.exists()


def test_input_is_named_by_its_label_and_brings_up_digits():
    soup = page_of(AskingForm())

    assert soup.find("label")["for"] == "id_captcha_1"
    answer = soup.find(id="id_captcha_1")
    assert (answer["inputmode"], answer["autocomplete"], answer["dir"]) == ("numeric", "off", "ltr")


@pytest.mark.parametrize(("answer", "prefers_picture"), [("", False), ("11111", True)])
def test_picture_stays_for_who_typed_its_digits(answer, prefers_picture):
    soup = page_of(AskingForm({"captcha_0": "key", "captcha_1": answer, "captcha_2": "x"}))

    assert soup.find(class_="human-check").has_attr("data-prefers-picture") == prefers_picture
    assert soup.find(id="id_captcha_2").get("value") is None  # a proof is good for one form


def page_of(form):
    return BeautifulSoup(form.as_div(), "html.parser")
