"""The legal clock of a ticket: what may stop or lengthen it, when it did, and how each due date was counted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.models import in_active_language


class ClockReason(models.Model):
    """
    A legal reason to stop the clock or to take more time, with its cap. Rows: provinces and years differ.

    `most_days` are working days, at a time.
    """

    class Purpose(models.TextChoices):
        PAUSE = "pause", _("the clock stands, waiting for the citizen")
        EXTENSION = "extension", _("more time")

    code = models.SlugField(_("code"), max_length=32, unique=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    title_fa = models.CharField(_("title in Persian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    most_days = models.PositiveSmallIntegerField(_("working days at most"))
    legal_source = models.CharField(_("legal source"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("reason to move a due date")
        verbose_name_plural = _("reasons to move a due date")
        constraints = [
            models.CheckConstraint(
                condition=Q(most_days__gte=1),
                name="clock_reason_has_at_least_one_day",
                violation_error_message=_("At least one working day"),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_active_language(self, "title")


class Pause(models.Model):
    """
    The clock stands from the day after `since` to `until`, that day included: the citizen was asked something.

    `until` is the day by which the reply was asked for, once it came the day it came. `round` is how often the ticket
    had been reopened: each round has a clock of its own.
    """

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="pauses")
    event = models.OneToOneField("tickets.Event", models.PROTECT, related_name="+")
    reason = models.ForeignKey(ClockReason, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    is_over = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="pause_ends_after_it_begins"),
            models.UniqueConstraint(fields=["ticket"], condition=Q(is_over=False), name="pause_one_at_a_time"),
        ]
        indexes = [
            # questions that nobody has replied to in time: tickets.lifecycle.expiry
            models.Index(fields=["until"], condition=Q(is_over=False), name="pause_running"),
        ]

    def __str__(self):
        return f"{self.since} – {self.until}"


class Extension(models.Model):
    """More time taken for a ticket, in working days; the citizen was told why."""

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="extensions")
    event = models.OneToOneField("tickets.Event", models.PROTECT, related_name="+")
    reason = models.ForeignKey(ClockReason, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(days__gte=1), name="extension_has_at_least_one_day")]

    def __str__(self):
        return f"+{self.days}"


class DueDate(models.Model):
    """
    One due date of a ticket, and how it was counted day by day. The latest is the one that holds.

    `promised_days` is what was promised at `start`, without what was added since. `derivation` is a
    workdays.deadline.Deadline as JSON.
    """

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="due_dates")
    event = models.OneToOneField("tickets.Event", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    start = models.DateField()
    promised_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    derivation = models.JSONField()

    class Meta:
        default_permissions = ()
        indexes = [
            # the due date that holds, with its derivation: «why this date?», tickets.clock
            models.Index(fields=["ticket", "-id"], name="due_date_latest"),
        ]

    def __str__(self):
        return str(self.due_on)
