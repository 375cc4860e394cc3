"""A file that somebody sent: what is known of it. Its bytes are in the vault (tickets.attachments.vault)."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tickets.attachments.refusals import Refusal
from tickets.encryption import EncryptedField

ARRIVES_WITHIN = timedelta(minutes=10)  # a file whose last byte has not come by then never will


class AttachmentQuerySet(models.QuerySet):
    def due(self, now):
        """Those with something left to do: to be examined, or rid of their original."""
        return self.filter(due_at__lte=now)

    def arrived(self):
        return self.exclude(status=Attachment.Status.ARRIVING)

    def kept(self):
        """Those that go with their message: all but the refused."""
        return self.arrived().exclude(status=Attachment.Status.REFUSED)

    def nobodys(self, now):
        """Those whose draft is gone and that no worker has in hand, and those that never arrived."""
        lost = Q(status=Attachment.Status.ARRIVING, created_at__lte=now - ARRIVES_WITHIN)
        in_hand = Q(status=Attachment.Status.CHECKING, due_at__gt=now)
        return self.filter((Q(draft=None, message=None) & ~in_hand) | lost)

    def given_up(self):
        """Those of messages that every attempt failed to examine (tickets.attachments.examining)."""
        return self.filter(status=Attachment.Status.DEAD, message__isnull=False)

    def waiting_since(self, moment):
        """Those of messages that were sent before `moment` and are not examined yet."""
        waiting = (Attachment.Status.PENDING, Attachment.Status.CHECKING)
        return self.filter(status__in=waiting, message__isnull=False, created_at__lt=moment)

    def revive(self, now):
        """Give those given up a new run of attempts; the sweep finds them. Returns how many."""
        return self.given_up().update(status=Attachment.Status.PENDING, attempts=0, due_at=now)


class Attachment(models.Model):
    """
    One file of a draft, later of a message.

    Only what is READY may be opened: it was examined, and written anew without what it told of the sender. `due_at`
    is when it may be worked on, or, once claimed, when the claim lapses; empty when nothing is left to do.
    """

    class Status(models.TextChoices):  # people read what tickets.templatetags.files says of it
        ARRIVING = "arriving"
        PENDING = "pending"
        CHECKING = "checking"
        READY = "ready"
        REFUSED = "refused"
        DEAD = "dead"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("tickets.Draft", models.SET_NULL, null=True, related_name="attachments")
    message = models.ForeignKey("tickets.Message", models.PROTECT, null=True, related_name="attachments")
    label = EncryptedField(_("name of the file"))
    format = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    status = models.CharField(max_length=8, choices=Status, default=Status.ARRIVING)
    refusal = models.CharField(max_length=12, choices=Refusal, blank=True)
    scanned_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=True) | Q(message__isnull=True), name="attachment_of_a_draft_or_a_message"
            ),
            models.CheckConstraint(
                condition=Q(status="refused", refusal__gt="") | (~Q(status="refused") & Q(refusal="")),
                name="attachment_refused_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("pending", "checking")) | Q(due_at__isnull=False),
                name="attachment_to_be_examined_is_due",
            ),
        ]
        indexes = [
            # what is left to do: tickets.sweep.sweep
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="attachment_due"),
            # what is to be deleted: tickets.attachments.orphans
            models.Index(
                fields=["created_at", "id"],
                condition=Q(draft__isnull=True, message__isnull=True) | Q(status="arriving"),
                name="attachment_nobodys",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_ready(self):
        return self.status == self.Status.READY

    @property
    def is_waiting(self):
        return self.status in (self.Status.PENDING, self.Status.CHECKING)


class Quota(models.Model):
    """How many bytes one address has sent on one day. `address` is a keyed hash."""

    day = models.DateField()
    address = models.BinaryField(max_length=32)
    size = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "address"], name="quota_once_a_day_and_address")]

    def __str__(self):
        return f"{self.day}: {self.size}"
