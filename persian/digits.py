"""The three digit sets in use here (ASCII, Persian, Arabic) and numbers written with them."""

from .language import is_persian

ASCII_DIGITS = "0123456789"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"

_TO_ASCII = str.maketrans(PERSIAN_DIGITS + ARABIC_DIGITS, ASCII_DIGITS * 2)
_TO_PERSIAN = str.maketrans(ASCII_DIGITS + ARABIC_DIGITS, PERSIAN_DIGITS * 2)
_TO_PERSIAN_NUMBER = _TO_PERSIAN | str.maketrans(",.", "٬٫")


def to_ascii_digits(text):
    """The text with Persian and Arabic digits as 0-9; everything else stays."""
    return str(text).translate(_TO_ASCII)


def to_persian_digits(text):
    """The text with ASCII and Arabic digits as ۰-۹; everything else stays."""
    return str(text).translate(_TO_PERSIAN)


def group_digits(number):
    """A number in Persian digits and thousands: ۴٬۰۰۰."""
    return f"{number:,}".translate(_TO_PERSIAN_NUMBER)


def localise_digits(text):
    """The text with Persian digits on a Persian page, unchanged elsewhere."""
    return to_persian_digits(text) if is_persian() else str(text)


def format_number(number):
    """A number with thousands as the active language writes them: ۴٬۰۰۰ or 4,000."""
    return group_digits(number) if is_persian() else f"{number:,}"
