"""Rows that have their names in both languages."""

from django.utils.translation import get_language


def in_active_language(instance, field):
    """The Persian or English text of a pair such as name_fa / name_en; Persian where the English one is empty."""
    english = get_language() == "en" and getattr(instance, f"{field}_en")
    return english or getattr(instance, f"{field}_fa")
