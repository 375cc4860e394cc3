"""The log of the admin, for its history page."""

from django import template

from units import change_log

register = template.Library()


@register.filter
def changes(entry):
    """[Change] of an entry of the log."""
    return change_log.told(entry.change_message)
