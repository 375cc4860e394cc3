"""An answer that an officer has drafted and a head must approve before the citizen reads it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tickets.workflow import Outcome


class ProposalQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(decided_at=None)


class Proposal(models.Model):
    """The words are the internal `message`, its writer the officer. Approved, they become the answer."""

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="proposals")
    event = models.OneToOneField("tickets.Event", models.PROTECT, related_name="+")
    message = models.OneToOneField("tickets.Message", models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    other_body = models.CharField(_("the body it belongs to"), max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(default=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(decided_at__isnull=True), name="proposal_one_pending_for_a_ticket"
            ),
            models.CheckConstraint(
                condition=Q(is_approved=False) | Q(decided_at__isnull=False), name="proposal_approved_is_decided"
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.pk}"
