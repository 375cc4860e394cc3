"""Where reception begins a case for a citizen: how it came in and which kind; then the citizen's own pages."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.journey import ComplaintJourney
from persian.forms import PersianCharField
from suggestions.journey import SuggestionJourney
from tickets import taking_in
from tickets.workflow import Kind, Source

JOURNEYS = (ComplaintJourney, SuggestionJourney)
SOURCES = [(source.value, source.label) for source in Source if source != Source.WEB]


class TakeInForm(forms.Form):
    """How the case came in."""

    use_required_attribute = False

    source = forms.ChoiceField(
        label=gettext_lazy("How did it come in?"),
        choices=[("", gettext_lazy("Choose one")), *SOURCES],
        error_messages={"required": gettext_lazy("Choose how it came in")},
    )
    letter_number = PersianCharField(
        label=gettext_lazy("Number of the letter"),
        called=gettext_lazy("The number of the letter"),
        help_text=gettext_lazy("As the secretariat has registered it. Only for a letter."),
        max_length=60,
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What does the citizen send?"),
        choices=[("", gettext_lazy("Choose one")), *Kind.choices],
        error_messages={"required": gettext_lazy("Choose what the citizen sends")},
    )

    def clean(self):
        cleaned = super().clean()
        is_letter, number = cleaned.get("source") == Source.LETTER, cleaned.get("letter_number")
        if is_letter and not number and "letter_number" not in self.errors:
            self.add_error("letter_number", _("Enter the number of the letter"))
        if number and cleaned.get("source") and not is_letter:
            self.add_error("letter_number", _("Leave this empty, or choose “Letter”"))
        return cleaned


def take_in(request):
    """Show the form, or begin the pages of the kind chosen. For who holds `take_in_ticket`."""
    if not request.user.holds("tickets.take_in_ticket"):
        raise Http404
    now = timezone.now()
    form = TakeInForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        journey_class = next(each for each in JOURNEYS if form.cleaned_data["kind"] in each.kinds)
        journey = taking_in.begin(request.session, journey_class, by=request.user, now=now, **form.cleaned_data)
        return redirect(journey.first_open)
    unfinished = [taking_in.unfinished(request.session, each, now=now) for each in JOURNEYS]
    context = {
        **admin.site.each_context(request),
        "title": _("Take a case in"),
        "form": form,
        "unfinished": [journey for journey in unfinished if journey],
    }
    return render(request, "admin/take_in.html", context)
