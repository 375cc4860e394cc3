"""Which language the page is being written in."""

from django.utils.translation import get_language


def is_persian():
    """True while the active language is Persian."""
    return (get_language() or "").startswith("fa")
