"""The queue's order: unread words of the citizen first, then by time left; for one unit, and for many."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.lookups import IsNull

IS_READ = IsNull(F("citizen_wrote_at"), True)
IS_OPEN = Q(status__in=("received", "routed", "in_review", "awaiting_citizen"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0026_answered_newest_first")]
    operations = [
        AddIndexConcurrently(
            model_name="ticket",
            index=models.Index(F("unit"), IS_READ, F("due_on"), F("id"), condition=IS_OPEN, name="ticket_queue_of_unit"),
        ),
        AddIndexConcurrently(
            model_name="ticket",
            index=models.Index(IS_READ, F("due_on"), F("id"), condition=IS_OPEN, name="ticket_queue_of_all"),
        ),
        # nothing asks for a unit's cases in that order any more
        RemoveIndexConcurrently(model_name="ticket", name="ticket_open_queue"),
    ]
