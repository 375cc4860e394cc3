from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = _("Portal")

    def ready(self):
        from . import checks, migrating  # noqa: F401 - registers them
