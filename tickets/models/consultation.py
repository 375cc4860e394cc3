"""What another unit is asked about a ticket, or asked to do for it, without being given the ticket."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .ticket import Ticket

BY_URGENCY = (F("ended_at").desc(nulls_first=True), "due_on", "pk")


class ConsultationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def by_urgency(self):
        """The open ones by the date of their reply, then those that ended, the latest first."""
        return self.order_by(*BY_URGENCY)

    def asked_of(self, user):
        """Those that `user` may read and reply to: of the own unit, for a head of those below it too."""
        if not user.unit_id or not user.holds("tickets.handle_ticket"):
            return self.none()
        mine = Q(unit=user.unit_id)
        if user.holds("tickets.view_ticket_below"):
            mine = Q(unit__path__startswith=user.path_led)
        spared = Ticket.objects.kept_from_the_accused(user).kept_sensitive(user)
        return self.filter(mine, ticket__in=spared)


class Consultation(models.Model):
    """
    A question to another unit (استعلام), or its part of a joint handling.

    Whom one only asks reads the question alone. Who has a part to do reads the citizen's words as well, and the
    answer waits until every part is done. The sender stays closed to both. `reply` is empty when it ended unanswered.
    """

    class Warned(models.IntegerChoices):
        """Who was told that the date comes near or is over: each once (tickets.replies_due)."""

        NOBODY = 0
        ASKED = 1
        ASKING = 2

    class Purpose(models.TextChoices):
        QUESTION = "question", _("Question")
        PART = "part", _("Part of a joint handling")

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="consultations", verbose_name=_("case"))
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("unit"))
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose)
    event = models.ForeignKey("tickets.Event", models.PROTECT, related_name="consultations")
    question = models.ForeignKey("tickets.Message", models.PROTECT, related_name="+", verbose_name=_("question"))
    due_on = models.DateField(_("reply by"))
    warned = models.PositiveSmallIntegerField(choices=Warned, default=Warned.NOBODY, db_default=0, editable=False)
    reply = models.OneToOneField("tickets.Message", models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("Consultations")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(reply__isnull=True) | Q(ended_at__isnull=False), name="consultation_replied_is_ended"
            ),
            models.UniqueConstraint(
                fields=["ticket", "unit"], condition=Q(ended_at__isnull=True), name="consultation_one_open_for_a_unit"
            ),
        ]
        indexes = [
            # what a unit is asked, the next due first: ConsultationAdmin
            models.Index(fields=["unit", "due_on"], condition=Q(ended_at__isnull=True), name="consultation_open"),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.pk}"

    @property
    def is_open(self):
        return self.ended_at is None
