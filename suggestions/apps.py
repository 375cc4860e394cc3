from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = _("Suggestions and criticism")

    def ready(self):
        from . import reminding  # noqa: F401 - the sweep takes it along
