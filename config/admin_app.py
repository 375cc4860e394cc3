"""Django's admin, with our own site in place of its default one."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "config.admin_site.PortalAdminSite"

    def ready(self):
        super().ready()
        # Roles are written in config.roles: a group changed by hand would be undone by the next load_reference.
        from django.contrib.auth.models import Group

        admin.site.unregister(Group)
