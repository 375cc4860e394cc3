"""What the pages' frame and its signs need beyond their context."""

from functools import cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name):
    """A small sign of the pages for citizens, hidden from screen readers: words stand beside it."""
    return _sign("icons.svg", name)


@register.simple_tag
def desk_icon(name):
    """The same of the pages for the staff."""
    return _sign("admin-icons.svg", name)


@cache  # a queue shows dozens; where a sheet lies does not change while a process lives
def _sign(sheet, name):
    drawing = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(drawing, static(sheet), name)


@register.simple_tag(takes_context=True)
def other_language(context):
    """
    The language this page is not in: its code, its own name, and the address of the same page.

    Where the address names no page (an error), the first page stands in, for staff that of the staff.
    """
    current = translation.get_language()
    code, name = next(language for language in settings.LANGUAGES if language[0] != current)
    return {"code": code, "name": name, "url": _same_page(context.get("request"), code)}


def _same_page(request, code):
    if request is None:
        return _first_page("home", code)
    same = translate_url(request.get_full_path(), code)
    if same != request.get_full_path():
        return same
    index = reverse("admin:index")
    return _first_page("admin:index" if request.path_info.startswith(index) else "home", code)


def _first_page(name, code):
    with translation.override(code):
        return reverse(name)
