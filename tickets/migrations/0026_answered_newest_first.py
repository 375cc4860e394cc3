"""The list of what is answered, in its order."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0025_learn_vocabulary")]
    operations = [
        AddIndexConcurrently(
            model_name="ticket",
            index=models.Index(
                models.F("unit"),
                models.OrderBy(models.F("submitted_at"), descending=True),
                condition=models.Q(status="answered"),
                name="ticket_answered_of_unit",
            ),
        ),
        AddIndexConcurrently(
            model_name="ticket",
            index=models.Index(
                models.OrderBy(models.F("submitted_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(status="answered"),
                name="ticket_answered_newest_first",
            ),
        ),
    ]
