from django.db import migrations, models


class Migration(migrations.Migration):
    """What the same words sent again are known by, once more words may follow the first."""

    dependencies = [("tickets", "0038_notices_of_a_day")]
    operations = [
        migrations.AddField(
            model_name="ticket", name="first_words", field=models.UUIDField(editable=False, null=True)
        ),
    ]
