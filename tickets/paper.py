"""An A5 paper in Persian or English: what fpdf2 must be told so that letters join and lines run the right way."""

import atexit
import re
import tempfile
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from unicodedata import bidirectional

from django.conf import settings
from fontTools import merge
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from fpdf import FPDF
from fpdf.enums import TextMode

from persian.text import clean

A5 = (148, 210)
MARGIN = 12
FOOTER = 9
TEXT = 12
HEADING = 15
HEADING_GAP = 3  # millimetres above it
LEADING = 0.57  # millimetres a line takes per point of type: 1.6 times its size
OUTLINE = 0.012  # millimetres per point of type
LABELS = 42  # the column of labels in a list of rows
FAMILY = "vazirmatn"
VAZIRMATN = settings.BASE_DIR / "node_modules/@fontsource-variable/vazirmatn/files"
SUBSETS = ("arabic", "latin", "latin-ext")
INK, PALE = 20, 90  # shades of grey
HAIRLINE = 0.1

MISSING = "\ufffd"
STRONG = ("L", "R", "AL", "EN", "AN")
LONGEST_RUN = 200
_LRI, _PDI = "\u2066", "\u2069"


def ltr(text):
    """A code or an address that reads left to right whatever stands around it."""
    return f"{_LRI}{text}{_PDI}"


def font_file():
    """
    One TrueType file with the letters of all scripts, made once per process.

    The package has a variable font in three files by script. One file shapes mixed lines as a whole, which fallback
    fonts do not, and to make it anew for each paper would take longer than all the rest.
    """
    if not _made_font().exists():  # systems tidy old temporary files away
        _made_font.cache_clear()
    return _made_font()


@cache
def _made_font():
    folder = tempfile.TemporaryDirectory(prefix="portal-font-")
    atexit.register(folder.cleanup)
    path = Path(folder.name, "vazirmatn.ttf")
    merge.Merger().merge([_regular(subset) for subset in SUBSETS]).save(path)
    return path


def _regular(subset):
    """The font of one script in its regular weight."""
    font = TTFont(VAZIRMATN / f"vazirmatn-{subset}-wght-normal.woff2")
    font.flavor = None
    for differences in ("gvar", "HVAR"):  # of the other weights; slow to work out, and nothing here
        del font[differences]
    instancer.instantiateVariableFont(font, {"wght": None}, inplace=True)
    part = BytesIO()
    font.save(part)
    part.seek(0)
    return part


def _cut_long_runs(text):
    """End the line within a very long run of dashes and the like: over those fpdf2 calls itself once per sign."""
    run = 0
    for sign in text:
        run = 0 if sign == "\n" or bidirectional(sign) in STRONG else run + 1
        yield "\n" + sign if run and run % LONGEST_RUN == 0 else sign


class Paper(FPDF):
    """
    Pages that are filled from top to bottom. `rtl` is the direction of the paper, which decides the sides of labels.

    Text of people is taken as it is: its lines go in the direction of their first letter, what misleads is left out,
    and a sign the font lacks becomes �.
    """

    def __init__(self, *, rtl, foot):
        super().__init__(format=A5)
        self.rtl = rtl
        self.foot = foot
        self.set_margin(MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=MARGIN + FOOTER)
        self.alias_nb_pages("")  # «{nb}» is for people to write, not for fpdf2 to replace
        self.add_font(FAMILY, fname=font_file())
        self.set_text_color(INK)
        self.set_draw_color(INK)
        self.add_page()

    def footer(self):
        """What every page says at its foot: `foot` is called with the number of the page."""
        self.set_y(-MARGIN - FOOTER / 2)
        self.line_of(self.foot(self.page_no()), colour=PALE)

    def heading(self, text):
        """A heading, never the last thing on a page: a label and a line under it are kept with it."""
        self.keep_together(lines=2, height=HEADING_GAP + HEADING * LEADING)
        self.ln(HEADING_GAP)
        self.line_of(text, size=HEADING, bold=True)

    def line_of(self, text, *, rtl=None, size=TEXT, bold=False, colour=INK):
        """Words of ours over as many lines as they need. A code has `rtl=False`, yet begins where all lines begin."""
        rtl = self.rtl if rtl is None else rtl
        self._write(text, rtl=rtl, size=size, bold=bold, colour=colour, align=self._side(self.rtl))

    def row(self, label, value, *, rtl=None):
        """A label and what it stands for, side by side. `rtl` is the direction of the value: False for a code."""
        rtl = self._runs_rtl(value) if rtl is None else rtl
        self.keep_together(lines=2)
        page, top = self.page_no(), self.y
        width = self.epw - LABELS
        start, inner = (self.l_margin + width, self.l_margin) if self.rtl else (self.l_margin, self.l_margin + LABELS)
        self.set_x(start)
        self._write(label, rtl=self.rtl, width=LABELS, colour=PALE, align=self._side(self.rtl))
        label_end = self.y
        self.set_xy(inner, top)
        self._write(self.printable(value), rtl=rtl, width=width, align=self._side(self.rtl))
        if self.page_no() == page:
            self.set_y(max(self.y, label_end))

    def words(self, text):
        """What a person wrote: every line in its own direction, blank lines kept, but no more than one together."""
        text = re.sub(r"\n{3,}", "\n\n", "".join(_cut_long_runs(self.printable(text))))
        for line in text.split("\n"):
            rtl = self._runs_rtl(line)
            self._write(line, rtl=rtl, align=self._side(rtl))

    def keep_together(self, *, lines, height=0):
        """Begin a new page unless `lines` lines of text, and `height` above them, fit on this one."""
        if self.will_page_break(height + lines * TEXT * LEADING):
            self.add_page()

    @contextmanager
    def beside(self, png, *, size):
        """Put a square picture at the far side; what is written meanwhile stands beside it."""
        top, left, right = self.y, self.l_margin, self.r_margin
        self.image(BytesIO(png), x=left if self.rtl else self.w - right - size, y=top, w=size, h=size)
        if self.rtl:
            self.set_left_margin(left + size)
        else:
            self.set_right_margin(right + size)
        yield
        self.set_left_margin(left)
        self.set_right_margin(right)
        self.set_xy(left, max(self.y, top + size))

    def rule(self):
        self.ln(2)
        self.set_line_width(HAIRLINE)
        self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)
        self.ln(2)

    def printable(self, text):
        """The text without what misleads, and with � for what the font has no sign for."""
        known = self.fonts[FAMILY].cmap
        signs = (sign if ord(sign) in known or sign == "\n" else MISSING for sign in clean(text))
        return re.sub(f"{MISSING}+", MISSING, "".join(signs))

    def _write(self, text, *, rtl, align, size=TEXT, bold=False, colour=INK, width=0):
        self.set_font(FAMILY, size=size)
        self.set_text_color(colour)
        # drawn with an outline, letters look bold: that saves a second font, half of the time and of the size
        self.text_mode = TextMode.FILL_STROKE if bold else TextMode.FILL
        self.set_line_width(size * OUTLINE)
        self.set_text_shaping(use_shaping_engine=True, direction="rtl" if rtl else "ltr")
        self.multi_cell(width, size * LEADING, text, align=align, new_x="LMARGIN", new_y="NEXT")

    def _runs_rtl(self, text):
        """The direction of the first letter; without letters that of the paper."""
        letters = (bidirectional(sign) for sign in text)
        first = next((letter for letter in letters if letter in ("L", "R", "AL")), None)
        return self.rtl if first is None else first != "L"

    def _side(self, rtl):
        return "R" if rtl else "L"
