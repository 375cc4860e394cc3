from django.db import migrations, models


class Migration(migrations.Migration):
    """What came back to a unit from its head or from a unit it consulted, until somebody acts on it."""

    dependencies = [("tickets", "0045_events_of_a_reply_due")]
    operations = [
        migrations.AddField(
            model_name="ticket",
            name="was_returned",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="ticket",
            name="was_advised",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
