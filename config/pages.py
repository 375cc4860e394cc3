"""The home page and the pages that say what went wrong."""

import sys

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tickets import kept
from tickets.models import Topic
from tickets.models.topic import DEFAULT_WORKING_DAYS
from units.context_processors import last_known

RETRY_AFTER_SECONDS = 120


@require_safe
def home(request):
    """The three doors: complain, suggest, track; and what to know before."""
    return render(
        request, "config/home.html", {"usual_days": DEFAULT_WORKING_DAYS, "sooner": Topic.objects.answered_sooner()}
    )


def bad_request(request, exception):
    """What was sent cannot be read; where it is merely too long, that is said."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def session_ended(request, reason=""):
    """The form could not be checked: its page was open too long, or cookies are off."""
    if not _is_for_staff(request):
        return render(request, "403_csrf.html", {"texts": kept.words(request.POST)}, status=403)
    words = kept.texts(request.POST)  # never what else is typed there: passwords
    if words:
        return kept.page(
            admin.site,
            request,
            title=_("The page is older than your log-in"),
            said=_("Nothing was sent; your text is here. Open the case again, and send it from there."),
            words=words,
            link=(request.get_full_path(), _("Back to the case")),
            status=403,
        )
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception):
    """There is no such page, or not for this person; members of staff find the way back to their work."""
    if _is_for_staff(request) and admin.site.has_permission(request):
        return render(request, "admin/404.html", admin.site.each_context(request), status=404)
    return render(request, "404.html", status=404)


def _is_for_staff(request):
    return request.path.startswith(reverse("admin:index"))


def server_error(request):
    """Something broke. Drawn without the usual context, whose processors would ask the database again."""
    context = {"organisation": last_known()}
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = loader.render_to_string("503.html", context)
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    return HttpResponse(loader.render_to_string("500.html", context), status=500)
