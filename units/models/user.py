"""The people who work here."""

from django.contrib.auth.models import AbstractUser, Group, Permission, UserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .unit import Unit


class NotifyBy(models.TextChoices):
    EACH = "each", _("an e-mail for each case")
    NONE = "none", _("no e-mail")


class UserQuerySet(models.QuerySet):
    def active_staff(self):
        return self.filter(is_active=True, is_staff=True)

    def holding(self, permission):
        """Those to whom a role gives `permission` ("tickets.handle_ticket")."""
        app, codename = permission.split(".")
        roles = Group.objects.filter(permissions__content_type__app_label=app, permissions__codename=codename)
        return self.filter(pk__in=User.groups.through.objects.filter(group__in=roles).values("user"))


class StaffManager(UserManager.from_queryset(UserQuerySet)):
    """Django's own, with the questions above."""


class User(AbstractUser):
    """A member of staff. Citizens have no account."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("unit")
    )
    notify_by = models.CharField(_("notices"), max_length=8, choices=NotifyBy, default=NotifyBy.EACH)
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True, db_default=True)

    objects = StaffManager()

    class Meta(AbstractUser.Meta):
        permissions = [("keep_own_people", _("Keep the people of the own unit and of those below"))]

    def __str__(self):
        return self.get_full_name() or self.username

    @cached_property
    def role_permissions(self):
        """
        "app.codename" of every permission that a role gives this person.

        Unlike `has_perm`, being a superuser adds nothing: an administrator of the system reads no cases.
        """
        if not (self.is_active and self.is_staff):
            return frozenset()
        pairs = Permission.objects.filter(group__user=self).values_list("content_type__app_label", "codename")
        return frozenset(f"{app}.{codename}" for app, codename in pairs)

    @cached_property
    def units_below(self):
        """The ids of the own unit and of every one under it; None where that is every unit there is."""
        return _ids_under(self.unit.path)

    @cached_property
    def units_overseen(self):
        """The ids of the unit above the own one and of every one under that; None where that is every unit."""
        return _ids_under(self.unit.path_above)

    def holds(self, permission):
        """Does a role give this person `permission` ("tickets.handle_ticket")?"""
        return permission in self.role_permissions


def _ids_under(path):
    """Below the one root stands every unit: that is said without naming hundreds of them."""
    below = Unit.objects.filter(path__startswith=path)
    return None if len(path) == Unit.steplen else list(below.values_list("pk", flat=True))
