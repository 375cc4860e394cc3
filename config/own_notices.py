"""Every member of staff says for themselves whether an e-mail comes for each case of their unit."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.models import User


class NoticesForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("notify_by",)
        labels = {"notify_by": gettext_lazy("When a case comes to your unit")}
        help_texts = {"notify_by": gettext_lazy("The mail names nobody. The unit's own address gets it in any case.")}


def own_notices(request):
    """Show and keep the preference of who is logged in; nobody else's."""
    form = NoticesForm(request.POST or None, instance=request.user, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your choice is kept."))
        return redirect("admin:own_notices")
    context = {**admin.site.each_context(request), "title": _("Your notices"), "form": form}
    return render(request, "admin/own_notices.html", context)
