"""What must be sent to whom: a row in the same transaction as the event, delivered by a worker."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet):
    def due(self, now):
        """Waiting, or claimed by a worker that did not come back."""
        return self.filter(status__in=(Notification.Status.PENDING, Notification.Status.SENDING), due_at__lte=now)

    def revive(self, now):
        """Give those given up a new run of attempts; the sweep finds them. Returns how many."""
        return self.filter(status=Notification.Status.DEAD).update(
            status=Notification.Status.PENDING, attempts=0, due_at=now, error=""
        )


class Notification(models.Model):
    """
    One message to one recipient: about one event, or of a `day` the summary of what waits then (tickets.digest).

    `recipient` is "unit:4", "user:12" or "sender". `due_at` is when it may be sent, or, once claimed, when the claim
    lapses.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        SMS = "sms", _("Text message")

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Given up")
        NEEDLESS = "needless", _("No longer needed")

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, null=True, related_name="notifications")
    event = models.ForeignKey("tickets.Event", models.PROTECT, null=True, related_name="notifications")
    day = models.DateField(null=True)
    recipient = models.CharField(_("recipient"), max_length=40)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    message_key = models.UUIDField(default=uuid.uuid4, editable=False)
    error = models.CharField(_("last error"), max_length=200, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "event", "recipient", "channel"], name="notification_once_per_recipient"
            ),
            models.CheckConstraint(
                condition=Q(ticket__isnull=False, event__isnull=False, day__isnull=True)
                | Q(ticket__isnull=True, event__isnull=True, day__isnull=False),
                name="notification_is_of_an_event_or_a_day",
            ),
            # also finds those who have theirs: tickets.digest.prepare
            models.UniqueConstraint(
                fields=["day", "recipient"], condition=Q(day__isnull=False), name="notification_one_summary_a_day"
            ),
        ]
        indexes = [
            # what waits to be sent: tickets.sweep.sweep
            models.Index(fields=["due_at"], condition=Q(status__in=("pending", "sending")), name="notification_due"),
        ]

    def __str__(self):
        return f"{self.get_channel_display()}: {self.get_status_display()}"
