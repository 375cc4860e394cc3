"""The citizen's pages of complaints handling. What they do: tickets.step_pages, .sending and .keepsakes."""

from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from tickets import elsewhere, file_step, keepsakes, sending, step_pages

from .journey import ComplaintJourney


def start(request):
    return step_pages.start_page(request, ComplaintJourney)


@sensitive_post_parameters()
def step(request, slug):
    return step_pages.step_page(request, ComplaintJourney, slug)


def files(request):
    return file_step.page(request, ComplaintJourney)


@require_safe
def not_accepted(request, slug):
    return elsewhere.page(request, ComplaintJourney, slug)


@sensitive_post_parameters()
def check(request):
    return sending.check_page(request, ComplaintJourney)


def done(request):
    return sending.done_page(request, ComplaintJourney)


def receipt(request):
    return keepsakes.receipt_file(request, ComplaintJourney)


def code(request):
    return keepsakes.code_picture(request, ComplaintJourney)
