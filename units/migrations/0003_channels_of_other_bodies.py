from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0002_constraints_in_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="channel",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("general", "Other ways to reach us"),
                    ("emergency", "Emergencies"),
                    ("higher", "The ministry"),
                    ("elsewhere", "Bodies that answer for what we do not"),
                ],
                default="general",
                max_length=12,
                verbose_name="purpose",
            ),
        ),
    ]
