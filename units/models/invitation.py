"""What brings somebody their first password: an e-mail with a link, sent by config.invitations."""

from django.db import models
from django.db.models import Q


class InvitationQuerySet(models.QuerySet):
    def due(self, now):
        """Waiting to be sent, or claimed by a worker that did not come back."""
        return self.filter(due_at__lte=now)


class Invitation(models.Model):
    """
    The one e-mail by which `person` is invited; sent anew it is the same row, and the earlier link is void.

    `due_at` is when it may be sent, or, once claimed, when the claim lapses; empty once it is sent or given up.
    """

    person = models.OneToOneField("units.User", models.CASCADE, related_name="invitation")
    made_by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # what waits to be sent: config.invitations
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="invitation_due"),
        ]

    def __str__(self):
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"

    @property
    def waits(self):
        """Is it still to be sent?"""
        return self.due_at is not None
