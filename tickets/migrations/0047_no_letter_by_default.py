from django.db import migrations, models


class Migration(migrations.Migration):
    """A case that is not saved yet has no letter, too."""

    dependencies = [("tickets", "0046_what_came_back")]
    operations = [
        migrations.AlterField(
            model_name="ticket",
            name="letter_number",
            field=models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="letter number"),
        ),
    ]
