"""What somebody of the staff has typed on the page of a case and has not sent yet."""

from datetime import timedelta

from django.db import models

from tickets.encryption import EncryptedJSONField

LIFETIME = timedelta(days=7)  # from the last letter on: over a weekend and a sick leave of some days
WRITING = timedelta(minutes=2)  # who typed so lately is writing


class DeskDraftQuerySet(models.QuerySet):
    def alive(self, now):
        return self.filter(expires_at__gt=now)

    def being_written(self, now):
        """Those of people who are typing now."""
        return self.filter(saved_at__gt=now - WRITING)


class DeskDraft(models.Model):
    """
    The words of one person beside one case: {name of the input: text}, encrypted, on whatever device they come back.

    `saved_at` is when they typed last, by which colleagues see that they are writing.
    """

    owner = models.ForeignKey("units.User", models.CASCADE, related_name="+")
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="desk_drafts")
    content = EncryptedJSONField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = DeskDraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            # of a case, and who writes there: the page of a case, TicketAdmin's list
            models.UniqueConstraint(fields=["ticket", "owner"], name="desk_draft_one_a_person_and_case"),
        ]
        indexes = [
            # what has expired: tickets.desk_drafts.clear_expired
            models.Index(fields=["expires_at"], name="desk_draft_expiry"),
        ]

    def __str__(self):
        return f"{self.ticket_id} {self.owner_id}"
