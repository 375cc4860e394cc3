"""A file of people to be invited, as it waits for the second press of a button (config.staff_plan)."""

from django.db import models
from django.db.models import Q


class StaffFile(models.Model):
    """
    The rows of a file as they were read. They stay here, for what a browser sends back could be another list.

    Once they are invited the rows go, and what came of them is noted: the same button pressed again does nothing more.
    """

    made_by = models.ForeignKey("units.User", models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_index=True)  # what is too old to keep: tickets.sweep.clean
    rows = models.JSONField()
    invited_at = models.DateTimeField(null=True)
    invited = models.PositiveSmallIntegerField(null=True)
    known = models.PositiveSmallIntegerField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(invited_at=None, invited=None, known=None)
                | Q(invited_at__isnull=False, invited__isnull=False, known__isnull=False, rows=[]),
                name="staff_file_is_emptied_when_invited",
            ),
        ]

    def __str__(self):
        return f"{self.made_by_id} {self.made_at:%Y-%m-%d}"
