"""House rules of the style sheets that no linter of ours knows."""

import re

import pytest
from django.conf import settings

SHEETS = {
    name: (settings.BASE_DIR / "static/css" / f"{name}.css").read_text() for name in ("base", "frame", "forms", "case")
}
MOST_TYPE_SIZES = 8


def lightness(colour):
    """Relative luminance (WCAG 2.2) of "#rgb" or "#rrggbb"."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((lightness(one), lightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=["light", "dark"])
def colours(request):
    """The colour tokens as {name: "#…"} of each scheme."""
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", SHEETS["base"].split("@media print")[0])
    sheet = light if request.param == "light" else dark
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", sheet))


def test_type_has_few_sizes():
    sizes = {size for sheet in SHEETS.values() for size in re.findall(r"font-size: ([^;]+);", sheet)} - {"inherit"}

    assert all(size.startswith("var(--text") for size in sizes)
    assert len(sizes) <= MOST_TYPE_SIZES


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("ink", "accent-soft"),
        ("ink-soft", "paper"),
        ("ink-soft", "ground"),
        ("ink-soft", "accent-soft"),
        ("accent", "paper"),
        ("accent", "ground"),
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("danger", "paper"),
        ("danger", "danger-soft"),
        ("late", "late-soft"),
    ],
)
def test_text_stands_out(colours, text, ground):
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "ground", "accent-soft"])
def test_focus_ring_and_outlines_stand_out(colours, ground):
    assert contrast(colours["accent"], colours[ground]) >= 3
    assert contrast(colours["line-strong"], colours[ground]) >= 3
