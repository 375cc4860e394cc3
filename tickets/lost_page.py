"""«I have lost my code»: asks for a new one. What is answered, and how long it takes, tells a stranger nothing."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from . import lost_code
from .forms.lost import LostForm
from .human_check.fields import form_arguments
from .step_pages import SeeOther


@sensitive_post_parameters()
def page(request):
    """Take the case number and the address; whether they belong together is found out behind the scenes."""
    form = LostForm(**form_arguments(request.POST))
    if form.is_valid():
        answers = form.cleaned_data
        lost_code.ask(number=answers["number"], address=answers["address"], now=timezone.now())
        return SeeOther(reverse("tickets:lost_asked"))
    return render(request, "tickets/lost.html", {"form": form})


@require_safe
def asked(request):
    """Say what happens now: the same to everybody."""
    return render(request, "tickets/lost_asked.html")
