"""Every member of staff says for themselves how they hear of the cases of their unit."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import today
from tickets.forms.base import HintedRadios
from units.models import Deputy, NotifyBy, User


class Ways(HintedRadios):
    """What each choice means, and when the mail comes: tickets.reminders.BEGINS is half past seven."""

    hints = {
        NotifyBy.EACH: gettext_lazy("At once, of every new case and of what happens to it."),
        NotifyBy.DAILY: gettext_lazy(
            "From half past seven on every working day: what is overdue, to answer today, new, and all that is open. "
            "When nothing waits, no mail comes."
        ),
        NotifyBy.NONE: gettext_lazy("You look into the work queue yourself."),
    }


class NoticesForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("notify_by",)
        widgets = {"notify_by": Ways}
        labels = {"notify_by": gettext_lazy("When a case comes to your unit")}
        help_texts = {
            "notify_by": gettext_lazy(
                "What is for you in person, such as an answer to approve or a reminder, comes at once in any case. "
                "No mail names anybody. The unit's own address gets a mail for each case."
            )
        }


def own_notices(request):
    """Show and keep the preference of who is logged in; nobody else's."""
    form = NoticesForm(request.POST or None, instance=request.user, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your choice is kept."))
        return redirect("admin:own_notices")
    context = {**admin.site.each_context(request), "title": _("Your notices"), "form": form}
    context["deputyships"] = Deputy.objects.concerning(request.user, today())
    return render(request, "admin/own_notices.html", context)
