"""What a case is about, and the rules that name the office answering for it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from persian.digits import format_number
from tickets.workflow import Kind
from units.models import Stage, in_active_language

DEFAULT_WORKING_DAYS = 15


class TopicQuerySet(models.QuerySet):
    def offered(self, kind):
        """The topics a sender of `kind` may choose, in the order of the list, parents before children."""
        return self.filter(is_active=True, kinds__contains=[kind]).order_by("order")

    def answered_sooner(self):
        """The topics with fewer days than usual, the quickest first; a topic stands for those of its parts like it."""
        sooner = self.filter(is_active=True, working_days__lt=DEFAULT_WORKING_DAYS)
        return sooner.exclude(parent__working_days=models.F("working_days")).order_by("working_days", "order")


class Topic(models.Model):
    """A subject in the citizen's words; at most two levels deep."""

    code = models.SlugField(_("code"), max_length=32, unique=True)
    title_fa = models.CharField(_("title in Persian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    kinds = ArrayField(models.CharField(max_length=12, choices=Kind), verbose_name=_("kinds"))
    stage = models.CharField(_("school stage"), max_length=12, choices=Stage, blank=True)
    working_days = models.PositiveSmallIntegerField(_("working days to answer"), default=DEFAULT_WORKING_DAYS)
    legal_source = models.CharField(_("legal source of the deadline"), max_length=200, blank=True)
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_(
            "Only inspectors and members cleared for it see these cases, those registered already included. "
            "Taking the mark away uncovers none of them."
        ),
    )
    about_school = models.BooleanField(_("the school is what is complained of"), default=False)
    about_office = models.BooleanField(
        _("may be about an office"), default=False, help_text=_("The form asks which office, if any, it is about.")
    )
    needs_approval = models.BooleanField(
        _("answers need approval"),
        default=False,
        db_default=False,
        help_text=_("The officer drafts the answer, the head of the unit approves or returns it."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__gte=1),
                name="topic_has_at_least_one_day",
                violation_error_message=_("An answer takes at least one working day"),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_active_language(self, "title")


class RoutingRule(models.Model):
    """
    "Cases like this go to that office": the first rule that matches wins, an empty condition matches all.

    Rules are the only thing routing reads; the last one must catch everything (tickets.checks).
    """

    class Level(models.TextChoices):
        DISTRICT = "district", _("of the district")
        PROVINCE = "province", _("of the directorate")

    KEPT = ("order", "kind", "topic_id", "district_id", "stage", "office", "level")  # on events: as_it_stands

    order = models.PositiveIntegerField(_("order"), unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, verbose_name=_("topic or its parent"))
    district = models.ForeignKey(
        "units.Unit", models.CASCADE, null=True, blank=True, verbose_name=_("district"), related_name="+"
    )
    stage = models.CharField(_("school stage"), max_length=12, choices=Stage, blank=True)
    office = models.SlugField(_("office"), max_length=32, db_index=False)
    level = models.CharField(_("which one"), max_length=12, choices=Level)
    working_days = models.PositiveSmallIntegerField(
        _("working days to answer"), null=True, blank=True, help_text=_("Empty: the topic's.")
    )

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")

    def __str__(self):
        return f"{format_number(self.order)}: {self.office} · {self.get_level_display()}"

    @property
    def catches_all(self):
        """Does it match whatever the case?"""
        return not (self.kind or self.topic_id or self.district_id or self.stage)

    def as_it_stands(self):
        """The rule in codes and numbers, for an event to keep: it may be edited or deleted later."""
        return {name: getattr(self, name) for name in self.KEPT}
