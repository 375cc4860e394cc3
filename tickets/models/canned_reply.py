"""Ready texts «متن آماده» that officers begin an answer with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from persian.ordering import alphabetical


class CannedReplyQuerySet(models.QuerySet):
    def kept_by(self, user):
        """Those that `user` may see and change in the table: heads theirs and of the units below, some all of them."""
        if user.has_perm("tickets.keep_every_cannedreply"):
            return self
        if user.holds("tickets.lead_unit") and user.unit_id:
            return self.filter(unit__path__startswith=user.unit.path)
        return self.none()

    def fitting(self, ticket):
        """Those that serve whoever answers `ticket`, in the order of the list."""
        lineage = ticket.unit.lineage if ticket.unit else []
        topics = [ticket.topic_id, ticket.topic.parent_id]
        here = Q(unit=None) | Q(unit__path__in=lineage)
        about = Q(topic=None) | Q(topic__in=[pk for pk in topics if pk])
        return self.filter(here, about, is_active=True).order_by("order", alphabetical("title"))


class CannedReply(models.Model):
    """
    A text to begin with: for a unit and those below it, for a topic and its parts.

    Its variables and the gaps «…» that an officer must fill are tickets.canned's affair.
    """

    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("It serves this unit and those below it. Empty: the whole directorate."),
    )
    topic = models.ForeignKey(
        "tickets.Topic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
        help_text=_("It serves this topic and its parts. Empty: every topic."),
    )
    title = models.CharField(_("title"), max_length=120, help_text=_("By which officers find it in the list."))
    text = models.TextField(_("text"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    objects = CannedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("ready text")
        verbose_name_plural = _("ready texts")
        permissions = [("keep_every_cannedreply", "Keeps the ready texts of every unit")]

    def __str__(self):
        return self.title
