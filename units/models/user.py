"""The people who work here."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, Group, Permission, UserManager
from django.db import models
from django.db.models import Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from persian.dates import today

from .deputy import CONFERRED, Deputy
from .unit import Unit

WORKS = "tickets.handle_ticket"  # who does not hold this leads nothing by standing in


class NotifyBy(models.TextChoices):
    EACH = "each", _("an e-mail for each case")
    DAILY = "daily", _("once a day, a summary of the work")
    NONE = "none", _("no e-mail")


class UserQuerySet(models.QuerySet):
    def active_staff(self):
        return self.filter(is_active=True, is_staff=True)

    def holding(self, permission):
        """Those to whom a role gives `permission` ("tickets.handle_ticket")."""
        app, codename = permission.split(".")
        roles = Group.objects.filter(permissions__content_type__app_label=app, permissions__codename=codename)
        return self.filter(pk__in=User.groups.through.objects.filter(group__in=roles).values("user"))

    def yet_to_accept(self):
        """Those in use who were invited and have not chosen a password."""
        return self.filter(is_active=True, invitation__isnull=False, password__startswith=UNUSABLE_PASSWORD_PREFIX)


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

    @property
    def _deputyships(self):
        return Deputy.objects.in_force(today()).filter(deputy=self)

    @cached_property
    def _given(self):
        """({"app.codename" that roles give}, do they stand in for somebody today?): one question, on every page."""
        if not (self.is_active and self.is_staff):
            return frozenset(), False
        held = Permission.objects.filter(group__user=self).order_by()
        rows = held.values_list("content_type__app_label", "codename").union(
            self._deputyships.values_list(Value(""), Value("")), all=True
        )
        rows = set(rows)
        return frozenset(f"{app}.{codename}" for app, codename in rows if app), ("", "") in rows

    @cached_property
    def _posts(self):
        """[(path led, id of who is absent)] of today's deputyships: asked of those few who have one."""
        _own, is_deputy = self._given
        return list(self._deputyships.with_path_led().values_list("path_led", "person")) if is_deputy else []

    @property
    def own_permissions(self):
        """Those of `role_permissions` that a role of their own gives."""
        return self._given[0]

    @property
    def stands_in_for(self):
        """The ids of the people whose deputy this person is today."""
        return [absent for _path, absent in self._posts]

    @property
    def posts(self):
        """(path of a unit, id of its absent head) of each unit that this person leads today as a deputy."""
        return [(path, absent) for path, absent in self._posts if path and WORKS in self.own_permissions]

    @cached_property
    def role_permissions(self):
        """
        "app.codename" of every permission that a role gives this person, or standing in for a head.

        Unlike `has_perm`, being a superuser adds nothing: an administrator of the system reads no cases.
        """
        return self.own_permissions | frozenset(CONFERRED) if self.posts else self.own_permissions

    @property
    def path_led(self):
        """
        The path of the unit from which down a head works: the own one, or the topmost of the heads stood in for.

        That is one path always: a deputy's own unit lies below each of those.
        """
        return min([self.unit.path, *(path for path, _absent in self.posts)], key=len)

    @cached_property
    def units_below(self):
        """The ids of the unit they lead and of every one under it; None where that is every unit there is."""
        return _ids_under(self.path_led)

    @cached_property
    def units_overseen(self):
        """The ids of the unit above the own one and of every one under that; None where that is every unit."""
        return _ids_under(min(self.unit.path_above, self.path_led, key=len))

    def holds(self, permission):
        """Does a role, or standing in for a head, give this person `permission` ("tickets.handle_ticket")?"""
        return permission in self.role_permissions


def _ids_under(path):
    """Below the one root stands every unit: that is said without naming hundreds of them."""
    below = Unit.objects.filter(path__startswith=path)
    return None if len(path) == Unit.steplen else list(below.values_list("pk", flat=True))
