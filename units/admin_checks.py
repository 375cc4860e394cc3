"""The server does not start with an admin that could show more than it should. Nothing is exempt."""

from django.contrib.admin.sites import all_sites
from django.core.checks import Error, Tags, register

from .safe_admin import SafeAdmin, Scoped


@register(Tags.admin)
def every_admin_is_safe(app_configs=None, **kwargs):
    """Errors for what is registered on any admin site without the safe base; a third party's model is unregistered."""
    return [
        error
        for site in all_sites
        for model in list(site._registry)
        for error in _errors_of(site.get_model_admin(model))
    ]


def _errors_of(model_admin):
    if not isinstance(model_admin, SafeAdmin):
        yield Error(
            f"The admin of {model_admin.model._meta.label} does not inherit units.safe_admin.SafeAdmin.",
            hint="Inherit it, or unregister the model in config.admin_app.",
            obj=type(model_admin),
            id="units.E011",
        )
        return
    if type(model_admin).rows_for is Scoped.rows_for:
        yield Error("The admin does not say whose rows it shows: rows_for().", obj=type(model_admin), id="units.E012")
    if model_admin.raw_id_fields:
        yield Error(
            "raw_id_fields echo the name of any row whose number is typed.", obj=type(model_admin), id="units.E013"
        )
    for inline in model_admin.inlines:
        if not issubclass(inline, Scoped) or inline.rows_for is Scoped.rows_for:
            yield Error(
                "The inline does not say whose rows it shows: units.safe_admin.Scoped.", obj=inline, id="units.E014"
            )
