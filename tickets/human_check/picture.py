"""The picture of five digits, for browsers without JavaScript and people who prefer it."""

import random
import secrets
from io import BytesIO

from captcha.conf import settings as captcha_settings
from django.conf import settings
from django.utils.crypto import salted_hmac
from PIL import Image, ImageDraw, ImageFont

from persian.digits import ASCII_DIGITS, localise_digits

DIGITS = "23456789"  # no zero: in Persian it is a dot; no one: turned, the English one is a seven
FONTS = settings.BASE_DIR / "node_modules/@fontsource-variable/vazirmatn/files"
SIZE = WIDTH, HEIGHT = 480, 160  # shown at half of it: sharp on phones
PAPER, INK = 255, 30
LETTER = range(96, 124)
WEIGHT = range(450, 750)
TURN = range(-18, 19)  # degrees
STROKES = 4


def digits_challenge():
    """(what is drawn, what must be typed): CAPTCHA_CHALLENGE_FUNCT. Drawn in the digits of the page's language."""
    digits = "".join(secrets.choice(DIGITS) for _place in range(captcha_settings.CAPTCHA_LENGTH))
    return localise_digits(digits), digits


def draw(digits, *, key):
    """The picture as PNG. The same key gives the same picture: many of one text would be easier to read together."""
    seed = salted_hmac("tickets.human_check.picture", key).digest()
    # the digits are the secret, and `secrets` chose them: this only makes them harder to read
    chance = random.Random(seed)  # noqa: S311 # nosec B311
    image = Image.new("L", SIZE, PAPER)
    step = WIDTH / (len(digits) + 0.5)
    for place, digit in enumerate(digits):
        glyph = _glyph(digit, chance)
        left = round(step * (place + 0.75)) - glyph.width // 2 + chance.randint(-6, 6)
        image.paste(INK, (left, chance.randint(-6, 6)), glyph)
    _strike_through(ImageDraw.Draw(image), chance)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _glyph(digit, chance):
    """One digit, turned and of its own size and weight, as a mask."""
    script = "latin" if digit in ASCII_DIGITS else "arabic"
    font = ImageFont.truetype(FONTS / f"vazirmatn-{script}-wght-normal.woff2", chance.choice(LETTER))
    font.set_variation_by_axes([chance.choice(WEIGHT)])
    mask = Image.new("L", (HEIGHT, HEIGHT))
    ImageDraw.Draw(mask).text((HEIGHT / 2, HEIGHT / 2), digit, fill=255, font=font, anchor="mm")
    return mask.rotate(chance.choice(TURN), resample=Image.Resampling.BICUBIC)


def _strike_through(pen, chance):
    """Thin waves of ink and of paper across everything: they join digits and cut them."""
    for number in range(STROKES):
        heights = [chance.randint(25, HEIGHT - 25) for _point in range(6)]
        points = [(index * WIDTH // 5, height) for index, height in enumerate(heights)]
        pen.line(points, fill=PAPER if number % 2 else INK, width=4, joint="curve")
