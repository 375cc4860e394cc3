"""The queues of those who read many units, in their order: by due date, and the newest first."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0003_used_challenge")]
    operations = [
        AddIndexConcurrently(
            model_name="ticket",
            index=models.Index(
                models.F("due_on"),
                models.F("id"),
                condition=models.Q(status__in=("received", "routed", "in_review", "awaiting_citizen")),
                name="ticket_open_by_due_date",
            ),
        ),
        AddIndexConcurrently(
            model_name="ticket",
            index=models.Index(
                models.OrderBy(models.F("submitted_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="ticket_newest_first",
            ),
        ),
    ]
