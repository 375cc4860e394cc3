from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("units", "0012_staff_file"),
    ]

    operations = [
        migrations.AddField(
            model_name="deputy",
            name="is_bound",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
