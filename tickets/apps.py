from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = _("Cases")

    def ready(self):
        from . import checks, recount  # noqa: F401 - they register what they have
