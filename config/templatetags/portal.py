"""What the frame of the pages needs beyond its context."""

from django import template
from django.conf import settings
from django.urls import resolve, reverse, translate_url
from django.urls.exceptions import Resolver404
from django.utils import translation

register = template.Library()


@register.simple_tag(takes_context=True)
def other_language(context):
    """
    The language this page is not in: its code, its own name, and the address of the same page.

    Where the address names no page (an error), the home page stands in.
    """
    current = translation.get_language()
    code, name = next(language for language in settings.LANGUAGES if language[0] != current)
    return {"code": code, "name": name, "url": _same_page(context.get("request"), code)}


def _same_page(request, code):
    if request is not None and _names_a_page(request.path_info):
        return translate_url(request.get_full_path(), code)
    with translation.override(code):
        return reverse("home")


def _names_a_page(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
