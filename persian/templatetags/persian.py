"""Template tags for digits, dates and codes. None of them trusts the text it is given."""

import re
from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join

from persian import dates, digits

register = template.Library()

CASE_NUMBER = re.compile(r"(?<!\d)([0-9۰-۹]{4}-[0-9۰-۹]{6})(?!\d)")


@register.filter(name="digits")
def localised_digits(value):
    """Persian digits on a Persian page; unchanged in English."""
    return "" if value is None else digits.localise_digits(value)


@register.filter
def number(value):
    """A number with thousands and digits as the language writes them."""
    return "" if value is None else digits.format_number(value)


@register.filter
def jalali_date(when):
    """«۳۰ آبان ۱۴۰۵»."""
    return dates.format_date(when) if when else ""


@register.filter
def jalali_datetime(moment):
    """«۳۰ آبان ۱۴۰۵، ساعت ۱۴:۳۵»."""
    return dates.format_datetime(moment) if moment else ""


@register.filter
def relative_day(when):
    """«امروز»، «۳ روز پیش»."""
    return dates.relative_day(when, today=dates.today()) if when else ""


@register.filter
def code(value):
    """A code, number or address that must read left to right whatever stands around it."""
    return "" if value in (None, "") else format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def codes_in_order(text):
    """A text that people wrote, in which a case number must not read backwards: behind a Persian word it would."""
    parts = enumerate(CASE_NUMBER.split(str(text)))
    return format_html_join("", "{}", ((code(part) if place % 2 else part,) for place, part in parts))


@register.simple_tag
def time(when, text=None):
    """A `<time>` element: `{% time moment %}`, or with another text `{% time moment moment|relative_day %}`."""
    if not when:
        return ""
    if text is None:
        text = dates.format_datetime(when) if isinstance(when, datetime) else dates.format_date(when)
    return format_html('<time datetime="{}">{}</time>', dates.iso(when), text)
