"""Persian alphabetical order in PostgreSQL, which has no ICU here."""

from django.db.models import Func, TextField, Value
from django.db.models.functions import Collate, Lower

from .digits import ARABIC_DIGITS, ASCII_DIGITS, PERSIAN_DIGITS

# each group sorts as one letter
_ALPHABET = (
    "آ", "اٱ", "ءأإؤئ", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش", "ص", "ض", "ط", "ظ",
    "ع", "غ", "ف", "ق", "کك", "گ", "ل", "م", "ن", "و", "هەہةۀھ", "یىي",
)  # fmt: skip
_PRIVATE_USE = 0xE000
# ZWNJ, ZWJ, tatweel and harakat do not count; PostgreSQL's translate drops what has no counterpart
_IGNORED = "\u200c\u200d\u0640" + "".join(map(chr, range(0x064B, 0x0656))) + "\u0670"

_LETTERS = "".join(_ALPHABET) + PERSIAN_DIGITS + ARABIC_DIGITS
_PLACES = "".join(chr(_PRIVATE_USE + place) for place, group in enumerate(_ALPHABET) for _ in group) + ASCII_DIGITS * 2


def alphabetical(expression):
    """What to order a query by for a list in the order of the Persian alphabet."""
    places = Func(
        Lower(expression),
        Value(_LETTERS + _IGNORED),
        Value(_PLACES),
        function="translate",
        output_field=TextField(),
    )
    return Collate(places, "C")
