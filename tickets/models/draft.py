"""A form that is being filled in: on the server, encrypted, for a day."""

import uuid
from datetime import timedelta

from django.db import models

from tickets.encryption import EncryptedJSONField

LIFETIME = timedelta(hours=24)
NAMED_FOR = timedelta(days=7)  # the session names its draft for longer: who comes back later is told that it lapsed
# what a draft can be of, beside the form of a system
BESIDE_A_CASE = ("follow_up", "answer", "note", "withdraw", "reopen", "rate")
CONFIRMATION_LIFETIME = timedelta(minutes=30)


class DraftQuerySet(models.QuerySet):
    def alive(self, now):
        return self.filter(expires_at__gt=now)


class Draft(models.Model):
    """
    Answers given so far, and the tracking code once it is drawn. Its id, kept in the session, is the idempotency key.

    After submission only the code stays, until `expires_at` or until the citizen says it is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system = models.CharField(max_length=12)
    step = models.CharField(max_length=20, default="", db_default="")  # the last page reached, for DropOff
    content = EncryptedJSONField()
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # what has expired: tickets.drafts.clear_expired
            models.Index(fields=["expires_at"], name="draft_expiry"),
        ]

    def __str__(self):
        return f"{self.system} {self.id}"


class DropOff(models.Model):
    """How many forms begun on a `day` were never sent, by the last page that was answered. Names nobody."""

    day = models.DateField()
    system = models.CharField(max_length=12)
    step = models.CharField(max_length=20)
    forms = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "system", "step"], name="drop_off_once_a_day_and_page")]

    def __str__(self):
        return f"{self.day} {self.system} {self.step}: {self.forms}"
