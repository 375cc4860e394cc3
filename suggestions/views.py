"""The citizen's pages of suggestions and criticism. What they do: tickets.step_pages, .sending and .keepsakes."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from persian.digits import to_ascii_digits
from tickets import elsewhere, file_step, keepsakes, sending, step_pages

from . import public_list
from .journey import SuggestionJourney

PER_PAGE = 20


def start(request):
    return step_pages.start_page(request, SuggestionJourney)


@sensitive_post_parameters()
def step(request, slug):
    return step_pages.step_page(request, SuggestionJourney, slug)


def files(request):
    return file_step.page(request, SuggestionJourney)


@require_safe
def in_public(request):
    """The suggestions that heads have released, the latest first."""
    page = Paginator(public_list.released(), PER_PAGE).get_page(to_ascii_digits(request.GET.get("page", "")))
    return render(request, "suggestions/in_public.html", {"page": page, "rows": public_list.rows(page.object_list)})


@require_safe
def not_accepted(request, slug):
    return elsewhere.page(request, SuggestionJourney, slug)


@sensitive_post_parameters()
def check(request):
    return sending.check_page(request, SuggestionJourney)


def done(request):
    return sending.done_page(request, SuggestionJourney)


def receipt(request):
    return keepsakes.receipt_file(request, SuggestionJourney)


def code(request):
    return keepsakes.code_picture(request, SuggestionJourney)
