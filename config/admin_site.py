"""The staff pages: Django's admin with our names, our log-in form, and 404 for whatever a person may not see."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from persian.dates import today
from tickets import kept
from tickets.my_day import has_a_day
from tickets.overseeing import oversees
from units.models import Deputy

from . import accepting
from .login_form import StaffLoginForm
from .own_notices import own_notices
from .passwords import OwnPasswordForm
from .taking_in import take_in

APPS = ("tickets", "complaints", "suggestions", "units", "workdays")  # as they follow one another in the menu
QUEUE = "admin:tickets_ticket_changelist"
WORK = "Work"  # the page of the unit's work, which no model stands behind
MY_DAY = "MyDay"  # nor behind that of one's own
CASES = {"Ticket", MY_DAY, WORK, "Complaint", "Suggestion", "Consultation", "CannedReply"}
BESIDES = {"User", "Deputy"}  # of heads


def _posts_of(user):
    """The deputyships of `user` that hold today; asks nothing where there is none."""
    if user.is_anonymous or not user.stands_in_for:
        return ()
    return Deputy.objects.in_force(today()).filter(deputy=user).select_related("person").order_by("last_on")


class PortalAdminSite(AdminSite):
    """The one admin site of the portal."""

    site_title = _("Staff pages")
    site_header = _("Staff pages")
    index_title = _("Everything you may see")
    enable_nav_sidebar = False  # the menu stands above the page and leaves the width to the case
    login_form = StaffLoginForm

    def admin_view(self, view, *args, **kwargs):
        """Django's, but what is denied does not exist, and words typed for longer than a session are kept."""
        inner = super().admin_view(view, *args, **kwargs)

        def guarded(request, *args, **kwargs):
            if "%00" in request.META["QUERY_STRING"]:
                raise SuspiciousOperation("NUL in the address, which PostgreSQL cannot read")
            if kept.texts(request.POST) and not self.has_permission(request):
                return self._session_is_over(request)
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied:
                raise Http404 from None

        return update_wrapper(guarded, inner)

    def _session_is_over(self, request):
        return kept.page(
            self,
            request,
            title=_("Your session has ended"),
            said=_("Nothing was sent; your text is here. Log in again, and send it from the case."),
            words=kept.texts(request.POST),
            link=(request.get_full_path(), _("Log in again")),
            status=403,
        )

    def login(self, request, extra_context=None):
        """Whoever logs in gets the hours of staff, also where a citizen's draft had stretched this session's."""
        response = super().login(request, extra_context)
        if request.method == "POST" and request.user.is_authenticated:
            request.session.set_expiry(None)
        return response

    def password_change(self, request, extra_context=None):
        """Django's, with our form, for which it leaves no place."""
        view = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:password_change_done"),
            extra_context=self.each_context(request) | (extra_context or {}),
        )
        return view(request)

    def get_urls(self):
        """Ours, and Django's own less the redirect that would say whether any row of any table exists."""
        from tickets.admin import (
            my_day,
            to_and_fro,
            work,
        )  # they register with this very site, which is not made before now

        own = [
            path("work/", self.admin_view(work.page), name="work"),
            path("work/to-and-fro/", self.admin_view(to_and_fro.page), name="to_and_fro"),
            path("my-day/", self.admin_view(my_day.page), name="my_day"),
            path("notices/", self.admin_view(own_notices), name="own_notices"),
            path("invitation/", accepting.accept, name="invitation"),
            path("invitation/<str:invitation_key>/", accepting.follow_link, name="invitation_link"),
            path("take-in/", self.admin_view(take_in), name="take_in"),
        ]
        return own + [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]

    def each_context(self, request):
        """What every page knows; also whether its reader may take cases in."""
        may = self.has_permission(request) and request.user.holds("tickets.take_in_ticket")
        return super().each_context(request) | {
            "may_take_in": may,
            "standing_in": _posts_of(request.user),
        }

    def get_app_list(self, request, app_label=None):
        """The sections in the order of the work, not of the alphabet."""
        if not self.has_permission(request):
            return []
        apps = super().get_app_list(request, app_label)
        registered = list(self._registry)
        for app in apps:
            app["models"].sort(key=lambda section: registered.index(section["model"]))
            if app["app_label"] == "tickets":
                app["models"][1:1] = _pages_of(request.user)
        places = {label: place for place, label in enumerate(APPS)}
        return sorted(apps, key=lambda app: places.get(app["app_label"], len(APPS)))

    def index(self, request, extra_context=None):
        """Whoever works on cases only begins at the queue."""
        sections = {section["object_name"] for app in self.get_app_list(request) for section in app["models"]}
        if "Ticket" in sections and sections <= CASES | BESIDES:
            return redirect(QUEUE)
        return super().index(request, extra_context)


def _pages_of(user):
    """The pages without a model that `user` may open, as entries of the menu right after the queue."""
    pages = []
    if has_a_day(user):
        pages.append({"name": _("My day"), "object_name": MY_DAY, "admin_url": reverse("admin:my_day")})
    if oversees(user):
        pages.append({"name": _("The unit’s work"), "object_name": WORK, "admin_url": reverse("admin:work")})
    return pages
