"""The QR code: what a phone reads from it, and that it may be served under the portal's strict policy."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image

from tickets import qr

CODE = "4817203956142075"
SITE = "https://shekayat.example"
SVG = "{http://www.w3.org/2000/svg}"
PIXELS = 4  # a side of a module


@pytest.mark.parametrize(
    ("language", "address"), [("fa", f"{SITE}/track/#{CODE}"), ("en", f"{SITE}/en/track/#{CODE}")]
)
def test_link_carries_the_code_in_the_fragment(language, address):
    assert qr.link(CODE, site=SITE, language=language) == address


def test_site_may_end_in_a_slash():
    assert qr.link(CODE, site=f"{SITE}/", language="fa") == f"{SITE}/track/#{CODE}"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_phone_reads_the_link_from_the_svg(language):
    picture = drawn(qr.svg(CODE, site=SITE, language=language))

    assert read(picture) == qr.link(CODE, site=SITE, language=language)


def test_phone_reads_the_link_from_the_png():
    picture = Image.open(BytesIO(qr.png(CODE, site=SITE, language="fa")))

    assert read(picture) == qr.link(CODE, site=SITE, language="fa")


def test_svg_has_a_white_quiet_zone_of_four_modules():
    picture = drawn(qr.svg(CODE, site=SITE, language="fa"))
    dark = picture.point(lambda shade: 255 - shade).getbbox()
    margin = 4 * PIXELS

    assert dark == (margin, margin, picture.width - margin, picture.height - margin)


def test_svg_holds_shapes_only_and_no_style():
    symbol = ElementTree.fromstring(qr.svg(CODE, site=SITE, language="fa"))

    assert {element.tag for element in symbol.iter()} == {f"{SVG}svg", f"{SVG}path"}
    assert {name for element in symbol.iter() for name in element.attrib} == {"viewBox", "fill", "stroke", "d"}


def read(picture):
    (symbol,) = zxingcpp.read_barcodes(picture)
    return symbol.text


def drawn(svg):
    """The SVG as pixels: a square of light, and on it dark lines one module thick, as segno writes them."""
    symbol = ElementTree.fromstring(svg)
    side = int(symbol.get("viewBox").split()[-1])
    light, dark = symbol.findall(f"{SVG}path")
    assert light.attrib == {"fill": "#fff", "d": f"M0 0h{side}v{side}h-{side}z"}
    assert dark.get("stroke") == "#000"
    modules = Image.new("L", (side, side), "white")
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", dark.get("d")):
        first, *second = (float(number) for number in numbers.split())
        if command == "h":
            modules.paste("black", (int(x), int(y), int(x + first), int(y) + 1))
        if command == "M":
            x = y = 0.0
        x, y = x + first, y + sum(second)
    return modules.resize((side * PIXELS, side * PIXELS), Image.Resampling.NEAREST)
