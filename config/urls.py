"""Every address. Persian without a prefix, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tickets.human_check import views as human_check

from . import pages

handler400 = pages.bad_request
handler404 = pages.not_found
handler500 = pages.server_error

urlpatterns = [path("captcha/<slug:key>.png", human_check.picture, name="captcha-image")]
urlpatterns += i18n_patterns(
    path("", pages.home, name="home"),
    path("complaints/", include("complaints.urls")),
    path("suggestions/", include("suggestions.urls")),
    path("track/", include("tickets.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)
