from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = _("Units and staff")

    def ready(self):
        from . import admin_checks, checks  # noqa: F401 - registers them
