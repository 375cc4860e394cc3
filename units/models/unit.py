"""The tree of units: directorate, deputies, offices, districts with their offices, schools."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from persian.folded import FoldedField

from .language import in_active_language


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
