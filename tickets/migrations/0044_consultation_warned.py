from django.db import migrations, models


class Migration(migrations.Migration):
    """Who was told that the date of a consultation comes near or is over."""

    dependencies = [("tickets", "0043_what_was_taken_up")]
    operations = [
        migrations.AddField(
            model_name="consultation",
            name="warned",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "Nobody"), (1, "Asked"), (2, "Asking")], db_default=0, default=0, editable=False
            ),
        ),
    ]
