"""The views of the queue that somebody keeps under a name: what they chose and searched for, nothing else."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from persian.forms import PersianCharField
from tickets.models import SavedView
from tickets.models.saved_view import MOST_VIEWS

from .filters import FILTERS, SCHOOL

KNOWN = (SEARCH_VAR, SCHOOL, *(box.parameter_name for box in FILTERS))
LONGEST_VALUE = 100


class ViewForm(forms.Form):
    """A name for what the address of the queue asks."""

    name = PersianCharField(
        label=gettext_lazy("name of the view"),
        max_length=40,
        error_messages={"required": gettext_lazy("Give the view a name")},
    )
    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def clean_query(self):
        return known(self.cleaned_data["query"])


def of(reader):
    """Their views in the order in which they are listed."""
    return SavedView.objects.filter(owner=reader).order_by("name")


def known(query):
    """Of what an address asks, only what the queue knows."""
    asked = parse_qsl(query, max_num_fields=50)
    return urlencode([(name, value[:LONGEST_VALUE]) for name, value in asked if name in KNOWN])


@require_POST
def keep(request, section):
    """Keep the list shown under a name; the same name again takes the place of the first."""
    form = ViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect(section.address("changelist"))
    name, query = form.cleaned_data["name"], form.cleaned_data["query"]
    mine = SavedView.objects.filter(owner=request.user)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        messages.error(request, _("You have as many views as fit. Delete one first."))
    else:
        SavedView.objects.update_or_create(owner=request.user, name=name, defaults={"query": query})
        messages.success(request, _("The view is kept. It stands beside the tabs."))
    return redirect(f"{section.address('changelist')}?{query}")


@require_POST
def delete(request, section, view_id):
    """Delete one of one's own views; somebody else's does not exist."""
    if not SavedView.objects.filter(owner=request.user, pk=view_id).delete()[0]:
        raise Http404
    messages.success(request, _("The view is deleted."))
    return redirect(section.address("changelist"))
