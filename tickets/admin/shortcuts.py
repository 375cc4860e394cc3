"""Single keys on the pages of cases, which each person can switch off: some hands press them without meaning to."""

from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from units.models import User

ON = "on"


@require_POST
def switch(request, section):
    """Switch them on or off for the person, and go back to the page they were on."""
    User.objects.filter(pk=request.user.pk).update(shortcuts=request.POST.get("shortcuts") == ON)
    onward = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(onward, allowed_hosts=None)  # a path of this site, nothing else
    return redirect(onward if is_ours else section.address("changelist"))
