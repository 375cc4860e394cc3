"""House rules of the style sheets that no linter of ours knows."""

import re

import pytest
from django.conf import settings

SHEETS = {
    name: (settings.BASE_DIR / "static/css" / f"{name}.css").read_text() for name in ("base", "frame", "forms", "case")
}
STAFF_COLOURS = (settings.BASE_DIR / "static/css/admin-colours.css").read_text()
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


def tokens(sheet, scheme):
    """The colour tokens of a sheet as {name: "#…"}, in the scheme "light" or "dark"."""
    light, dark = re.split(r"@media \(prefers-color-scheme: dark\)", sheet.split("@media print")[0])
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", light if scheme == "light" else dark))


@pytest.fixture(params=["light", "dark"])
def colours(request):
    return tokens(SHEETS["base"], request.param)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_staff_pages_have_the_colours_of_the_public_ones(scheme):
    """
    They stand in two sheets, because a third would be one more request on a citizen's slow phone.

    In the dark, the staff's cards (paper) lie on the darker ground, where the citizen's page itself is paper.
    """
    public, staff = tokens(SHEETS["base"], scheme), tokens(STAFF_COLOURS, scheme)
    if scheme == "dark":
        public["paper"], public["ground"] = public["ground"], public["paper"]

    assert public.items() <= staff.items()


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
