"""Who works here: the tree of units, the people in it, and the organisation's own particulars."""

from django.contrib.auth.models import AbstractUser, Group, Permission, UserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from persian.folded import FoldedField


def in_active_language(instance, field):
    """The Persian or English text of a pair such as name_fa / name_en; Persian where the English one is empty."""
    english = get_language() == "en" and getattr(instance, f"{field}_en")
    return english or getattr(instance, f"{field}_fa")


class Level(models.TextChoices):
    DIRECTORATE = "directorate", _("Directorate")
    DEPUTY = "deputy", _("Deputy")
    OFFICE = "office", _("Office")
    DISTRICT = "district", _("District")
    SCHOOL = "school", _("School")


class Stage(models.TextChoices):
    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")
    TECHNICAL = "technical", _("Technical and vocational")


class UnitQuerySet(MP_NodeQuerySet):
    def active(self):
        return self.filter(is_active=True)

    def districts(self):
        return self.active().filter(level=Level.DISTRICT)

    def with_a_calendar(self):
        """The directorate and its districts: the places whose days off somebody reads."""
        return self.active().filter(level__in=(Level.DIRECTORATE, Level.DISTRICT))

    def schools(self):
        return self.active().filter(level=Level.SCHOOL)

    def offices(self):
        """Every unit that is not a school: the ones that can handle a case."""
        return self.active().exclude(level=Level.SCHOOL)

    def central(self):
        """The directorate's own units: those that stand in no district."""
        path = models.ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        around = Unit.objects.filter(level=Level.DISTRICT).alias(inside=path).filter(inside__startswith=F("path"))
        return self.offices().exclude(Exists(around))

    def below(self, unit):
        """`unit` itself and everything under it."""
        return self.filter(path__startswith=unit.path)

    def above(self, unit):
        """Everything that `unit` stands below, not itself."""
        return self.filter(path__in=unit.lineage[:-1])

    def with_staffed(self, people):
        """Annotate `staffed`: does any of `people` (a queryset of users) work in this very unit?"""
        return self.annotate(staffed=Exists(people.filter(unit=OuterRef("pk"))))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):
    """The tree's own manager, with the questions above."""

    def get_queryset(self):  # MP_NodeManager would return its own class of queryset
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(MP_Node):
    """
    A node of the directorate's tree: directorate, deputies, offices, districts with their offices, schools.

    `office` is the specialty that routing rules name ("finance", "complaints"). Office addresses live here and
    nowhere else.
    """

    code = models.CharField(_("code"), max_length=64, unique=True)
    name_fa = models.CharField(_("name in Persian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    office = models.SlugField(_("specialty"), max_length=32, blank=True, db_index=False)
    stage = models.CharField(_("school stage"), max_length=12, choices=Stage, blank=True)
    email = models.EmailField(_("office e-mail"), blank=True)
    phone = models.CharField(_("office telephone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    needs_approval = models.BooleanField(
        _("answers need approval"),
        default=False,
        db_default=False,
        help_text=_("The officer drafts the answer, the head of the unit approves or returns it."),
    )
    search_text = FoldedField(of=("name_fa", "name_en"))
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False, editable=False)

    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="unit_level_is_known",
                violation_error_message=_("Choose one of the levels of the list"),
            ),
            models.CheckConstraint(
                condition=Q(stage="") | Q(level=Level.SCHOOL),
                name="unit_only_schools_have_a_stage",
                violation_error_message=_("Only a school has a school stage: leave it empty"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_active_language(self, "name")

    @property
    def handles_cases(self):
        """Is it one of `Unit.objects.offices()`?"""
        return self.is_active and self.level != Level.SCHOOL

    @property
    def lineage(self):
        """The paths of this unit and of everything above it, the root's first."""
        return [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]

    @property
    def path_above(self):
        """The path of the unit above this one; the root's own for the root."""
        return self.path[: -self.steplen] or self.path

    def is_within(self, other):
        """Is this unit `other` itself or below it?"""
        return self.path.startswith(other.path)


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
        """The ids of the own unit and of every one under it."""
        return list(Unit.objects.below(self.unit).values_list("pk", flat=True))

    @cached_property
    def units_overseen(self):
        """The ids of the unit above the own one and of every one under that."""
        return list(Unit.objects.filter(path__startswith=self.unit.path_above).values_list("pk", flat=True))

    def holds(self, permission):
        """Does a role give this person `permission` ("tickets.handle_ticket")?"""
        return permission in self.role_permissions


class Organisation(models.Model):
    """The particulars of the one directorate this portal serves; many provinces use the same software."""

    name_fa = models.CharField(_("name in Persian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40)
    address_fa = models.CharField(_("address in Persian"), max_length=300)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    hours_fa = models.CharField(_("office hours in Persian"), max_length=200)
    hours_en = models.CharField(_("office hours in English"), max_length=200, blank=True)
    law_fa = models.CharField(_("law cited, in Persian"), max_length=300, blank=True)
    law_en = models.CharField(_("law cited, in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="organisation_is_one_row",
                violation_error_message=_("There is one organisation only"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_active_language(self, "name")

    @property
    def address(self):
        return in_active_language(self, "address")

    @property
    def hours(self):
        return in_active_language(self, "hours")

    @property
    def law(self):
        return in_active_language(self, "law")


class Channel(models.Model):
    """Another way to be heard (a telephone line, a ministry's site), shown beside the forms."""

    class Purpose(models.TextChoices):
        GENERAL = "general", _("Other ways to reach us")
        EMERGENCY = "emergency", _("Emergencies")
        HIGHER = "higher", _("The ministry")
        ELSEWHERE = "elsewhere", _("Bodies that answer for what we do not")

    code = models.SlugField(_("code"), unique=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, default=Purpose.GENERAL)
    name_fa = models.CharField(_("name in Persian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    url = models.URLField(_("address on the web"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("other channel")
        verbose_name_plural = _("other channels")

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_active_language(self, "name")


class Attempt(models.Model):
    """
    A failed guess at a secret (a tracking code, a password), counted per key.

    In PostgreSQL, not in a cache: the counters must hold when Redis is down. `key` is a keyed hash of an address or
    a user name, so the table names nobody. Rows are cleaned after a day.
    """

    purpose = models.CharField(max_length=12)
    key = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # how many tries of late: units.attempts.needs_captcha
            models.Index(fields=["purpose", "key", "at"], name="attempt_recent"),
        ]

    def __str__(self):
        return f"{self.purpose} {self.at:%Y-%m-%d %H:%M}"
