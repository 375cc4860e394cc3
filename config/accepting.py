"""Where an invitation leads: whoever follows its link chooses a password, once."""

from django.contrib import admin, messages
from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from units.models import User

from . import invitations
from .passwords import FirstPasswordForm

KEPT = "invitation"


def follow_link(request, invitation_key):
    """Keep the key in the session, and lead on to a page whose address holds none: no referrer tells it."""
    if invitations.person_of(invitation_key):
        request.session[KEPT] = invitation_key
    else:
        request.session.pop(KEPT, None)
    return redirect("admin:invitation")


@sensitive_post_parameters()
@transaction.atomic
def accept(request):
    """Show the form, or set the password; then on to the log-in. Where no invitation is open, say so."""
    among = User.objects.select_for_update(of=("self",)) if request.method == "POST" else User.objects
    person = invitations.person_of(request.session.get(KEPT, ""), among)
    form = person and FirstPasswordForm(person, request.POST or None, label_suffix="")
    if form and request.method == "POST" and form.is_valid():
        form.save()
        logout(request)  # also of somebody else's account, whose browser this may be
        messages.success(request, _("Your password is set. Log in with it."))
        return redirect("admin:login")
    context = {**admin.site.each_context(request), "title": _("Choose a password"), "person": person, "form": form}
    return render(request, "admin/invitation.html", context, status=200 if person else 404)
