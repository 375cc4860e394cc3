import pytest
from captcha.models import CaptchaStore
from django import forms
from django.urls import reverse
from PIL import ImageFont

from persian.digits import to_ascii_digits
from tickets.captcha import PictureField, digits_challenge

pytestmark = pytest.mark.django_db


class PictureForm(forms.Form):
    captcha = PictureField()


def answer(typed):
    CaptchaStore.objects.create(challenge="۲۴۶۸۱", response="24681", hashkey="key", expiration=None)
    return PictureForm({"captcha_0": "key", "captcha_1": typed})


def test_challenge_is_drawn_in_persian_and_answered_in_ascii():
    drawn, answered = digits_challenge()

    assert (len(drawn), to_ascii_digits(drawn)) == (5, answered)
    assert set(drawn) <= set("۱۲۳۴۵۶۷۸۹")


@pytest.mark.parametrize("typed", ["24681", "۲۴۶۸۱", "٢٤٦٨١", " 24 681 "])
def test_answer_in_every_digit_set(typed):
    assert answer(typed).is_valid()


def test_wrong_answer_uses_the_picture_up():
    assert not answer("11111").is_valid()
    assert CaptchaStore.objects.count() == 0


def test_font_of_the_picture_has_the_digits(settings):
    """A font without them would draw five empty boxes, and nobody could send anything."""
    font = ImageFont.truetype(settings.CAPTCHA_FONT_PATH, 40)

    shapes = {bytes(font.getmask(digit)) for digit in "۱۲۳۴۵۶۷۸۹"}

    assert len(shapes) == 9


def test_picture_is_drawn(client):
    key = CaptchaStore.generate_key()

    response = client.get(reverse("captcha-image", args=[key]))

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")


def test_input_is_named_by_its_label():
    page = PictureForm().as_div()

    assert ('<label for="id_captcha_1">' in page, "<fieldset" in page) == (True, False)
