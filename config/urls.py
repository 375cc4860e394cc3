"""Every address. Persian without a prefix, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from . import pages

handler400 = pages.bad_request
handler500 = pages.server_error

urlpatterns = [path("captcha/", include("captcha.urls"))]
urlpatterns += i18n_patterns(
    path("", pages.home, name="home"),
    path("complaints/", include("complaints.urls")),
    path("track/", include("tickets.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)
