"""Text as people type it: `clean` before it is stored or shown, `fold` to search and match it."""

import re
from unicodedata import category, normalize

from .digits import ARABIC_DIGITS, ASCII_DIGITS, PERSIAN_DIGITS

MAX_COMBINING_MARKS = 4

ZWNJ = "\u200c"
ZWJ = "\u200d"

# letters that are typed one for the other, and the one that stands for them all
_LETTERS = {
    "ی": "يىئےێ",
    "ک": "كڪ",
    "ه": "ةۀہۂۃەھ",
    "و": "ؤ",
    "ا": "آأإٱ",
}
_FOLDED = str.maketrans(
    {variant: letter for letter, variants in _LETTERS.items() for variant in variants}
    | dict(zip(PERSIAN_DIGITS + ARABIC_DIGITS, ASCII_DIGITS * 2, strict=True))
    | {"ـ": None}  # tatweel only stretches a word
)

_PERSIAN = str.maketrans("يىك", "ییک")

_NEWLINES = re.compile("\r\n|[\r\v\f\x1c-\x1f\x85\u2028\u2029]")
_JOINERS = re.compile(f"[{ZWNJ}{ZWJ}]+")
# letters and a symbol by their category, yet drawn as nothing: a name made of them looks empty
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_REMOVED = {"Cc", "Cf", "Cs"}
_MARKS = {"Mn", "Me"}  # those drawn on a letter; the others stand beside it and cannot pile up


def fold(text):
    """The key under which texts that read the same are equal; for searching, never for display."""
    # cleaned, so that what was typed finds what was stored; decomposed, so that an accent or harakat
    # is a character of its own and can be left out
    text = "".join(map(_searchable, normalize("NFKD", clean(text)))).casefold()
    return " ".join(normalize("NFKC", text.translate(_FOLDED)).split())


def clean(text):
    """The text as typed, without what is invisible or misleading: safe to store and to show.

    Direction overrides, control and format characters go, piled-up marks are cut, lines end in a
    newline. ZWNJ and ZWJ stay where they shape a word.
    """
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    text = "".join(character for character in normalize("NFC", text) if _allowed(character))
    # a joiner that goes may bring a letter and its mark together, so compose once more
    text = normalize("NFC", _JOINERS.sub(_needed_joiner, _cut_marks(text)))
    return text.strip()


def clean_line(text):
    """Like `clean`, for a name or a title: one line, single spaces."""
    return " ".join(clean(text).split())


def with_persian_letters(text):
    """The text with the Persian ی and ک in the place of those that Arabic keyboards and older files have."""
    return text.translate(_PERSIAN)


def _searchable(character):
    """What a character of the decomposed text leaves in the key."""
    if character.isspace() or character == ZWNJ:
        return " "
    return "" if category(character) in _REMOVED | _MARKS or character in _BLANKS else character


def _allowed(character):
    if character in {"\n", ZWNJ, ZWJ}:
        return True
    return category(character) not in _REMOVED and character not in _BLANKS


def _cut_marks(text):
    """Keep the first marks on each letter, and none that has no letter to sit on."""
    kept = []
    room = 0
    for character in text:
        if category(character) in _MARKS:
            if not room:
                continue
            room -= 1
        elif character not in {ZWNJ, ZWJ}:  # a joiner does not start a new pile
            room = 0 if character.isspace() else MAX_COMBINING_MARKS
        kept.append(character)
    return "".join(kept)


def _needed_joiner(run):
    """One joiner for a run of them where it shapes a word; nothing where it only hides."""
    before = run.string[run.start() - 1 : run.start()]
    after = run.string[run.end() : run.end() + 1]
    joiner = run.group()[0]
    if joiner == ZWNJ:
        return joiner if _in_word(before) and _starts_word(after) else ""
    # «ه‍.» and emoji sequences need a ZWJ beside what is no letter
    unwanted = not before or before.isspace() or category(after or " ") in _MARKS
    return "" if unwanted else joiner


def _in_word(character):
    return bool(character) and category(character)[0] in "LMN"


def _starts_word(character):
    return bool(character) and category(character)[0] in "LN"
